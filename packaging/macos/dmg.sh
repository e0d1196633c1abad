#!/usr/bin/env bash
# Makes a disk image of the application: dmg.sh Pentimento.app pentimento.dmg
#
# SIGN_IDENTITY   "Developer ID Application: …": signs the application and the image; without it they stay unsigned
# NOTARY_PROFILE  a profile of `xcrun notarytool store-credentials`: has Apple look at the image and staples the answer
set -euo pipefail

application=$1
image=$2
here=$(cd "$(dirname "$0")" && pwd)
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

if [[ -n "${SIGN_IDENTITY:-}" ]]; then
    # From the inside out: a signature covers what was signed before it.
    find "$application" -type f \( -name '*.so' -o -name '*.dylib' \) -print0 |
        xargs -0 codesign --force --timestamp --options runtime --sign "$SIGN_IDENTITY"
    codesign --force --timestamp --options runtime --entitlements "$here/entitlements.plist" \
        --sign "$SIGN_IDENTITY" "$application"
    codesign --verify --deep --strict "$application"
fi

cp -R "$application" "$stage/"
ln -s /Applications "$stage/Applications"
rm -f "$image"
hdiutil create -volname Pentimento -srcfolder "$stage" -fs HFS+ -format ULFO "$image"

if [[ -n "${SIGN_IDENTITY:-}" ]]; then
    codesign --force --timestamp --sign "$SIGN_IDENTITY" "$image"
fi
if [[ -n "${NOTARY_PROFILE:-}" ]]; then
    xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
fi
