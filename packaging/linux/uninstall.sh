#!/bin/sh
# Takes away what the installer put into this home; pictures, preferences and added models stay.
set -eu

place=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-"$HOME/.local/share"}
if [ ! -f "$place/_internal/inventory.json" ]; then
    echo "$place is not an installed Pentimento: nothing was removed." >&2
    exit 1
fi
rm -f "$HOME/.local/bin/pentimento" "$data/applications/pentimento.desktop" "$data/mime/packages/pentimento.xml" \
    "$data/man/man1/pentimento.1.gz"
find "$data/icons/hicolor" -name 'pentimento.*' -type f -exec rm -f {} + 2>/dev/null || true
rm -rf "$place"
update-desktop-database "$data/applications" 2>/dev/null || true
update-mime-database "$data/mime" 2>/dev/null || true
echo "Pentimento is removed. Your own files stay in $data/pentimento and ${XDG_CONFIG_HOME:-"$HOME/.config"}/pentimento."
