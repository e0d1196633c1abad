"""The .deb holds what a Debian expects of a program; the .run's scripts come, replace and go in a home of one's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import contents
import linux_installers
import pytest

from studio.cli.names import COMMANDS

pytestmark = pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="needs Debian's dpkg-deb")
PARTS = linux_installers.PARTS


@pytest.fixture
def payload(tmp_path: Path) -> Path:
    """A studio of three files in a folder whose name has a space and an umlaut."""
    folder = tmp_path / "gemalte Bäume" / "pentimento"
    (folder / "_internal").mkdir(parents=True)
    shutil.copy(sys.executable, folder / "_internal" / "program")
    (folder / "_internal" / "inventory.json").write_text("{}")
    (folder / "pentimento").write_text("#!/bin/sh\necho painted\n")
    (folder / "pentimento").chmod(0o700)
    return folder


@pytest.fixture
def icons(tmp_path: Path) -> Path:
    folder = tmp_path / "icons"
    folder.mkdir()
    for side in (16, 256):
        (folder / f"{side}.png").write_bytes(b"png")
    return folder


def test_the_deb_depends_on_the_c_library_alone_and_lists_what_desktops_read(
    payload: Path, icons: Path, tmp_path: Path
) -> None:
    path = linux_installers.deb(payload, icons, tmp_path, level=1)
    control = subprocess.run(["dpkg-deb", "--field", path], capture_output=True, text=True, check=True).stdout
    assert "Package: pentimento" in control
    assert f"Version: {contents.version()}" in control
    (depends,) = [line for line in control.splitlines() if line.startswith("Depends:")]
    assert depends.startswith("Depends: libc6 (>= 2.")
    assert "," not in depends
    listing = subprocess.run(["dpkg-deb", "--contents", path], capture_output=True, text=True, check=True).stdout
    for place in (
        "usr/bin/pentimento -> ../lib/pentimento/pentimento",
        "usr/lib/pentimento/_internal/inventory.json",
        "usr/share/applications/pentimento.desktop",
        "usr/share/mime/packages/pentimento.xml",
        "usr/share/metainfo/org.pentimento.Pentimento.metainfo.xml",
        "usr/share/man/man1/pentimento.1.gz",
        "usr/share/icons/hicolor/256x256/apps/pentimento.png",
        "usr/share/icons/hicolor/scalable/apps/pentimento.svg",
        "usr/share/doc/pentimento/copyright",
    ):
        assert place in listing
    (program,) = [line for line in listing.splitlines() if line.endswith("/usr/lib/pentimento/pentimento")]
    assert program.startswith("-rwxr-xr-x root/root")


def test_a_folder_is_packed_without_copying_it(payload: Path, tmp_path: Path) -> None:
    linux_installers.link_tree(payload, tmp_path / "twin")
    assert os.path.samefile(payload / "pentimento", tmp_path / "twin" / "pentimento")


def test_the_newest_c_library_is_read_off_the_programs(payload: Path) -> None:
    assert linux_installers.newest_libc(payload).startswith("2.")
    (payload / "_internal" / "late.so").write_bytes(b"\x7fELF GLIBC_2.99\x00")
    assert linux_installers.newest_libc(payload) == "2.99"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "Zoë Müller"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_DATA_HOME", "PENTIMENTO_PLACE"):
        monkeypatch.delenv(name, raising=False)
    return home


def unpacked(payload: Path, icons: Path, folder: Path) -> Path:
    """What the .run holds when it has unpacked itself."""
    linux_installers.link_tree(payload, folder / "pentimento")
    linux_installers.share(folder / "share", icons)
    for name in ("install.sh", "uninstall.sh"):
        shutil.copy(PARTS / name, folder / name)
    return folder


def test_one_installs_for_oneself_again_and_away_and_keeps_what_is_ones_own(
    payload: Path, icons: Path, own: Path, tmp_path: Path
) -> None:
    place = own / ".local" / "lib" / "pentimento"
    mine = own / ".local" / "share" / "pentimento" / "models"
    mine.mkdir(parents=True)
    for time in ("first", "again"):
        folder = unpacked(payload, icons, tmp_path / time)
        (folder / "pentimento" / time).write_text("new")
        subprocess.run(["sh", folder / "install.sh"], check=True, capture_output=True)
        assert (place / time).exists()
    assert not (place / "first").exists(), "an upgrade leaves nothing of the old one"
    assert not list(place.parent.glob("pentimento.*"))
    command = own / ".local" / "bin" / "pentimento"
    assert subprocess.run([command], capture_output=True, text=True).stdout == "painted\n"
    entry = (own / ".local" / "share" / "applications" / "pentimento.desktop").read_text()
    assert f'Exec="{place}/pentimento" %F' in entry
    subprocess.run(["sh", place / "uninstall.sh"], check=True, capture_output=True)
    left = [path for path in own.rglob("*pentimento*") if path.is_file() or path.is_symlink()]
    assert left == [], "only what the desktop keeps for itself may stay"
    assert mine.is_dir()


def test_the_uninstaller_touches_no_folder_that_is_not_the_studios(own: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "cat.png").write_bytes(b"png")
    shutil.copy(PARTS / "uninstall.sh", folder)
    assert subprocess.run(["sh", folder / "uninstall.sh"], capture_output=True).returncode == 1
    assert (folder / "cat.png").exists()


def test_the_manual_page_names_every_command() -> None:
    page = (PARTS / "pentimento.1").read_text()
    told = {word.strip('",') for line in page.splitlines() if line.startswith((".B ", ".BR ")) for word in line.split()}
    assert set(COMMANDS) <= told


def test_desktop_files_are_well_formed() -> None:
    for path in PARTS.glob("*.xml"):
        ET.parse(path)
    entry = (PARTS / "pentimento.desktop").read_text()
    assert "MimeType=image/openraster;" in entry
    assert "Exec=pentimento %F" in entry
