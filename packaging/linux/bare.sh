#!/usr/bin/env bash
# Installs the .deb into a bare Debian, takes the network away and uses it: bare.sh pentimento.deb [RESULTS [ROOT]]
#
# RESULTS gets the pictures, the film and screenshots; ROOT is the folder of the bare Debian, made by debootstrap when it
# is not there. Needs root, debootstrap, Xvfb, xdotool and ImageMagick's `import` out here; inside there is nothing.
set -euo pipefail

deb=$(realpath "$1")
results=$(mkdir -p "${2:-bare-results}" && realpath "${2:-bare-results}")
root=${3:-$(mktemp -d)/debian}
screen=:77
painter=2000

say() { printf '%-34s %s\n' "$1" "$2" | tee -a "$results/times.txt"; }
timed() { # what, then the command
    local what=$1 start
    shift
    start=$(date +%s.%N)
    "$@"
    say "$what" "$(awk -v a="$start" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f s", b - a }')"
}
inside() { unshare --net --mount --fork chroot "$root" /usr/bin/env -i PATH=/usr/bin:/bin:/usr/sbin:/sbin LANG=C.UTF-8 "$@"; }
as_painter() {
    unshare --net --fork chroot --userspec="$painter:$painter" "$root" /usr/bin/env -i PATH=/usr/bin:/bin LANG=C.UTF-8 \
        HOME="/home/Zoë Müller" DISPLAY="$screen" sh -c 'cd "$HOME" && exec "$@"' sh "$@"
}
leave() {
    [[ -z "${window:-}" ]] || kill "$window" 2>/dev/null || true
    [[ -z "${display:-}" ]] || kill "$display" 2>/dev/null || true
    sleep 1
    for place in tmp/.X11-unix dev/shm dev/pts dev proc; do
        mountpoint -q "$root/$place" && umount -l "$root/$place"
    done
    true
}
trap leave EXIT

: > "$results/times.txt"
[[ -e "$root/etc/debian_version" ]] || debootstrap --variant=minbase bookworm "$root"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount -t tmpfs shm "$root/dev/shm" -o mode=1777
mkdir -p "$root/tmp/.X11-unix" && mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"

cp "$deb" "$root/tmp/pentimento.deb"
before=$(cd "$root" && find usr etc opt var/lib -xdev | grep -v "^var/lib/\(dpkg\|apt\)" | sort)
timed "apt install, no network" inside DEBIAN_FRONTEND=noninteractive apt-get install -y -qq /tmp/pentimento.deb > "$results/apt.txt"
rm "$root/tmp/pentimento.deb"
say "installed size" "$(du -sm "$root/usr/lib/pentimento" | cut -f1) MiB"

mkdir -p "$root/home/Zoë Müller"
chown "$painter:$painter" "$root/home/Zoë Müller"
home="$root/home/Zoë Müller"

timed "self-test" as_painter pentimento selftest | tee "$results/selftest.txt"
timed "demo: fill a mask" as_painter pentimento demo -o demo --quiet
timed "models list" as_painter pentimento models list > "$results/models.txt"
timed "walk to MP4" as_painter pentimento walk --model cgan-portraits --seeds 1,2,3 --frames 24 -o walk.mp4 --quiet
cp "$root/usr/lib/pentimento/_internal/resources/samples/sketch.png" "$home/drawing.png"
timed "sketch" as_painter pentimento sketch drawing.png --model pix2pix-portraits -o sketch.png --quiet
if grep -q generate "$results/models.txt"; then
    timed "text to picture" as_painter pentimento generate --prompt "a cottage by a lake" -o generated.png --quiet
fi

Xvfb "$screen" -screen 0 1600x1000x24 -nolisten tcp -ac 2>/dev/null &
display=$!
sleep 2
as_painter pentimento 2> "$results/window.txt" &
window=$!
start=$(date +%s.%N)
DISPLAY=$screen timeout 120 xdotool search --sync --onlyvisible --name Pentimento > /dev/null
say "window after" "$(awk -v a="$start" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f s", b - a }')"
DISPLAY=$screen xdotool search --name Pentimento windowsize 1600 1000 windowmove 0 0
sleep 12
DISPLAY=$screen import -window root "$results/window-start.png"
DISPLAY=$screen xdotool mousemove 500 260 click 1 # the first card: fill a mask
sleep 8
DISPLAY=$screen import -window root "$results/window-mask.png"
DISPLAY=$screen xdotool key ctrl+Return
sleep "${PATIENCE:-45}"
DISPLAY=$screen import -window root "$results/window-filled.png"
kill "$window" && wait "$window" 2>/dev/null || true
window=

cp -r "$home"/demo "$home"/walk.mp4 "$home"/sketch.png "$results"/
timed "apt remove" inside apt-get remove -y -qq pentimento >> "$results/apt.txt"
after=$(cd "$root" && find usr etc opt var/lib -xdev | grep -v "^var/lib/\(dpkg\|apt\)" | sort)
if [[ "$before" != "$after" ]]; then
    echo "Removing left something behind:" >&2
    diff <(echo "$before") <(echo "$after") >&2
    exit 1
fi
[[ -f "$home/walk.mp4" ]] || { echo "Removing took something of the user's away." >&2; exit 1; }
say "left behind" "nothing but the user's own files"
