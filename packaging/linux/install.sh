#!/bin/sh
# Puts the studio into the home of whoever runs this, without root: ~/.local/lib/pentimento and a command beside it.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-"$HOME/.local/share"}
place=${PENTIMENTO_PLACE:-"$HOME/.local/lib/pentimento"}
bin="$HOME/.local/bin"

mkdir -p "$(dirname "$place")" "$bin" "$data/applications" "$data/mime/packages"
need=$(du -sk "$here/pentimento" | cut -f1)
free=$(df -Pk "$(dirname "$place")" | awk 'NR == 2 { print $4 }')
if [ "$free" -lt "$need" ] && [ "$(df -Pk "$here" | awk 'NR == 2 { print $1 }')" != \
    "$(df -Pk "$(dirname "$place")" | awk 'NR == 2 { print $1 }')" ]; then
    echo "Pentimento needs $((need / 1024)) MB in $(dirname "$place"), but only $((free / 1024)) MB are free." >&2
    exit 1
fi

# The new one stands whole beside the old one before it takes its place.
rm -rf "$place.new" "$place.old"
mv "$here/pentimento" "$place.new" 2>/dev/null || cp -R "$here/pentimento" "$place.new"
cp "$here/uninstall.sh" "$place.new/uninstall.sh"
chmod 755 "$place.new/uninstall.sh"
if [ -e "$place" ]; then mv "$place" "$place.old"; fi
mv "$place.new" "$place"
rm -rf "$place.old"

ln -sf "$place/pentimento" "$bin/pentimento"
quoted=$(printf '%s' "$place/pentimento" | sed -e 's/[\\&|]/\\&/g')
sed -e "s|^Exec=pentimento|Exec=\"$quoted\"|" "$here/share/applications/pentimento.desktop" \
    > "$data/applications/pentimento.desktop"
cp "$here/share/mime/packages/pentimento.xml" "$data/mime/packages/pentimento.xml"
(cd "$here/share/icons" && find . -type f) | while read -r icon; do
    mkdir -p "$(dirname "$data/icons/$icon")"
    cp "$here/share/icons/$icon" "$data/icons/$icon"
done
mkdir -p "$data/man/man1"
cp "$here/share/man/man1/pentimento.1.gz" "$data/man/man1/pentimento.1.gz"
update-desktop-database "$data/applications" 2>/dev/null || true
update-mime-database "$data/mime" 2>/dev/null || true

echo "Pentimento is installed in $place."
case ":$PATH:" in
    *":$bin:"*) echo "Start it from the menu, or with: pentimento" ;;
    *) echo "Start it from the menu, or with: $bin/pentimento" ;;
esac
echo "To remove it: $place/uninstall.sh"
