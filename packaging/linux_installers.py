"""Makes what Linux installs: a .deb for the whole machine, and a .run that needs no root."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import contents

PARTS = Path(__file__).resolve().parent / "linux"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}

CONTROL = """\
Package: pentimento
Version: {version}
Architecture: {architecture}
Maintainer: The Pentimento project <pentimento@pentimento.invalid>
Section: graphics
Priority: optional
Installed-Size: {kilobytes}
Depends: libc6 (>= {libc})
Suggests: libgl1, libegl1, hicolor-icon-theme, shared-mime-info, desktop-file-utils, xdg-utils
Description: paint, mask and draw with generative models on layers
 A studio in which one paints, masks and draws with generative models on
 layers: fill or remove what a mask marks, turn drawings into pictures, move
 sliders on a face, walk through what a model knows. It works offline with
 the models that it brings along.
"""

COPYRIGHT = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Pentimento

Files: *
Copyright: The Pentimento project
License: Apache-2.0
 The text is in /usr/share/common-licenses/Apache-2.0. The licences of the
 libraries inside lie beside their names in /usr/lib/pentimento/_internal
 (*.dist-info), a list with versions in /usr/lib/pentimento/_internal/sbom.json.
"""


def deb(payload: Path, icons: Path, out: Path, level: int = 9) -> Path:
    """A package of the folder `payload` that depends on the C library alone; zstd at `level`."""
    stage = _fresh(out / "deb-stage")
    link_tree(payload, stage / "usr" / "lib" / "pentimento")
    (stage / "usr" / "bin").mkdir(parents=True)
    (stage / "usr" / "bin" / "pentimento").symlink_to("../lib/pentimento/pentimento")
    share(stage / "usr" / "share", icons)
    documents = stage / "usr" / "share" / "doc" / "pentimento"
    documents.mkdir(parents=True)
    (documents / "copyright").write_text(COPYRIGHT, encoding="utf-8")
    _zip(documents / "changelog.gz", (contents.HOME / "CHANGELOG.md").read_bytes())
    control = stage / "DEBIAN"
    control.mkdir()
    architecture = ARCHITECTURES.get(os.uname().machine, os.uname().machine)
    (control / "control").write_text(
        CONTROL.format(version=contents.version(), architecture=architecture, kilobytes=kilobytes(stage),
                       libc=newest_libc(payload)), encoding="utf-8")  # fmt: skip
    (control / "md5sums").write_text("".join(_sums(stage)), encoding="utf-8")
    _plain_modes(stage)
    target = out / f"pentimento_{contents.version()}_{architecture}.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zzstd", f"-z{level}", "--build", stage, target],
                   check=True, stdout=subprocess.DEVNULL)  # fmt: skip
    shutil.rmtree(stage)
    return target


def run(payload: Path, icons: Path, out: Path) -> Path:
    """A shell script with everything inside that installs into the home of whoever runs it. gzip, because that is
    the one packer that every Linux has."""
    stage = _fresh(out / "run-stage")
    link_tree(payload, stage / "pentimento")
    share(stage / "share", icons)
    for name in ("install.sh", "uninstall.sh"):
        shutil.copy(PARTS / name, stage / name)
        (stage / name).chmod(0o755)
    target = out / f"pentimento-{contents.version()}-{os.uname().machine}.run"
    subprocess.run(["makeself", "--gzip", "--complevel", "6", "--sha256", "--quiet", "--tar-quietly", "--nox11",
                    stage, target, f"Pentimento {contents.version()}", "./install.sh"], check=True)  # fmt: skip
    shutil.rmtree(stage)
    return target


def share(folder: Path, icons: Path) -> None:
    """What desktops read: menu entry, file types, icons, the description for software centres, the manual page."""
    told = {"@VERSION@": contents.version(), "@DATE@": made_on()}
    for name, place in (
        ("pentimento.desktop", "applications"),
        ("pentimento.xml", "mime/packages"),
        ("org.pentimento.Pentimento.metainfo.xml", "metainfo"),
    ):
        _write(folder / place / name, _told(PARTS / name, told))
    _zip(folder / "man" / "man1" / "pentimento.1.gz", _told(PARTS / "pentimento.1", told).encode())
    for drawing in sorted(icons.glob("*.png")):
        place = folder / "icons" / "hicolor" / f"{drawing.stem}x{drawing.stem}" / "apps"
        place.mkdir(parents=True)
        shutil.copy(drawing, place / "pentimento.png")
    scalable = folder / "icons" / "hicolor" / "scalable" / "apps"
    scalable.mkdir(parents=True)
    shutil.copy(contents.HOME / "resources" / "icon.svg", scalable / "pentimento.svg")


def made_on() -> str:
    """Today, or the day that SOURCE_DATE_EPOCH tells, so that a build can be made again."""
    stamp = os.environ.get("SOURCE_DATE_EPOCH")
    when = datetime.fromtimestamp(int(stamp), UTC) if stamp else datetime.now(UTC)
    return f"{when:%Y-%m-%d}"


def link_tree(source: Path, target: Path) -> None:
    """The same files once more without copying a byte; copies where the disks differ."""

    def link(one: str, other: str) -> None:
        try:
            os.link(one, other, follow_symlinks=False)
        except OSError:
            shutil.copy2(one, other, follow_symlinks=False)

    shutil.copytree(source, target, symlinks=True, copy_function=link)


def kilobytes(folder: Path) -> int:
    seen = {(told.st_dev, told.st_ino): told.st_size for path in folder.rglob("*") if (told := path.lstat())}
    return sum(-(-size // 1024) for size in seen.values())


def newest_libc(payload: Path) -> str:
    """The newest version of the C library that any program or library inside asks for."""
    asked = (2, 17)
    for path in payload.rglob("*"):
        if path.is_symlink() or not path.is_file():
            continue
        with path.open("rb") as file:
            if file.read(4) != b"\x7fELF":
                continue
            for number in re.findall(rb"GLIBC_2\.(\d+)", file.read()):
                asked = max(asked, (2, int(number)))
    return f"{asked[0]}.{asked[1]}"


def _told(path: Path, told: dict[str, str]) -> str:
    text = path.read_text(encoding="utf-8")
    for mark, value in told.items():
        text = text.replace(mark, value)
    return text


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _zip(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(data, 9, mtime=0))


def _sums(stage: Path) -> Iterator[str]:
    for path in sorted(stage.rglob("*")):
        if path.is_file() and not path.is_symlink() and "DEBIAN" not in path.parts:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
            yield f"{digest}  {path.relative_to(stage)}\n"


def _plain_modes(stage: Path) -> None:
    """Folders that everybody may enter, files that everybody may read, whatever the builder's own habits are."""
    for path in (stage, *stage.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
