"""One command from the source to the installers of the platform it stands on: `python3 start.py package`."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HOME / "packaging"), str(HOME)]

import contents  # noqa: E402
import icons  # noqa: E402
import sbom  # noqa: E402

WORK, OUT = HOME / "build", HOME / "dist"


def main(words: list[str]) -> int:
    options = argparse.ArgumentParser(prog="start.py package", description=__doc__)
    options.add_argument("kinds", nargs="*", help="deb, run, exe, dmg or folder; nothing: all of this platform")
    options.add_argument("--reuse", action="store_true", help="pack the folder that was built before")
    chosen = options.parse_args(words)
    payload = OUT / "pentimento"
    refuse_graphics_build()
    if not chosen.reuse:
        freeze(payload)
    made = [maker(payload) for kind, maker in MAKERS.items()
            if kind in (chosen.kinds or PLATFORMS.get(sys.platform, ()))]  # fmt: skip
    made += [payload.parent / "sbom.json"]
    sums(made)
    return 0


def refuse_graphics_build() -> None:
    """A package with the CUDA libraries inside would weigh 5.5 GB."""
    import torch

    if torch.version.cuda and sys.platform != "darwin":
        raise SystemExit("This environment holds torch for graphics cards. Install its CPU build first, then package.")


def freeze(payload: Path) -> None:
    with timed("icons"):
        icons.draw(WORK / "icons")
    with timed("freezing"):
        subprocess.run([sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath",
                        str(OUT), "--workpath", str(WORK / "pyinstaller"), str(HOME / "build.spec")],
                       check=True, cwd=HOME)  # fmt: skip
    finish(payload)


def finish(payload: Path) -> None:
    """The list of what is inside and the list of files; then the frozen studio has to pass its own test."""
    from studio import inventory, selftest

    inside = payload / "_internal"
    if sys.platform == "linux":
        with timed("stripping"):
            strip(inside)
    with timed("lists"):
        sbom.write(inside / "sbom.json")
        shutil.copy(inside / "sbom.json", OUT / "sbom.json")
        (inside / inventory.NAME).unlink(missing_ok=True)
        inventory.save(inventory.take(inside, contents.version(), selftest.count()), inside)
    print(f"{'installed size':24} {size_of(payload) / 1e6:8.0f} MB")
    with timed("self-test"):
        subprocess.run([payload / program(), "selftest", "--quiet"], check=True)


def strip(inside: Path) -> None:
    """Takes away names of inner functions, which only a debugger asks for: 160 MB. Not from what was repaired to be
    carried in a wheel (*.libs) and not from Qt: these have none, and some would no longer load."""
    for path in sorted(inside.rglob("*.so*")):
        place = path.relative_to(inside)
        if path.is_symlink() or place.parts[0].endswith(".libs") or place.match("PySide6/Qt/lib/*"):
            continue
        with path.open("rb") as file:
            if file.read(4) != b"\x7fELF":
                continue
        subprocess.run(["strip", "--strip-unneeded", str(path)], check=True)


def program() -> str:
    return "pentimento-console.exe" if sys.platform == "win32" else "pentimento"


def _deb(payload: Path) -> Path:
    import linux_installers

    return _made("deb", lambda: linux_installers.deb(payload, WORK / "icons", OUT))


def _run(payload: Path) -> Path:
    import linux_installers

    return _made("run", lambda: linux_installers.run(payload, WORK / "icons", OUT))


def _exe(payload: Path) -> Path:
    def make() -> Path:
        target = OUT / f"pentimento-{contents.version()}-setup.exe"
        subprocess.run(["makensis", f"-DVERSION={contents.version()}", f"-DPAYLOAD={payload}",
                        f"-DICON={WORK / 'icons' / 'pentimento.ico'}", f"-DOUT={target}",
                        str(HOME / "packaging" / "windows" / "pentimento.nsi")], check=True)  # fmt: skip
        return target

    return _made("exe", make)


def _dmg(payload: Path) -> Path:
    def make() -> Path:
        target = OUT / f"pentimento-{contents.version()}.dmg"
        subprocess.run(["bash", str(HOME / "packaging" / "macos" / "dmg.sh"), str(payload.parent / "Pentimento.app"),
                        str(target)], check=True)  # fmt: skip
        return target

    return _made("dmg", make)


MAKERS = {"deb": _deb, "run": _run, "exe": _exe, "dmg": _dmg}
PLATFORMS = {"linux": ("deb", "run"), "win32": ("exe",), "darwin": ("dmg",)}


def _made(name: str, make: Callable[[], Path]) -> Path:
    with timed(name):
        path = make()
    print(f"{path.name:24} {path.stat().st_size / 1e6:8.0f} MB")
    return path


def sums(paths: list[Path]) -> None:
    """SHA256SUMS beside them, as `sha256sum -c` reads it."""
    lines = []
    for path in paths:
        with path.open("rb") as file:
            lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
    (OUT / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def size_of(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())


@contextmanager
def timed(what: str) -> Iterator[None]:
    start = time.monotonic()
    yield
    print(f"{what:24} {time.monotonic() - start:8.1f} s", flush=True)


if __name__ == "__main__":
    os.chdir(HOME)
    sys.exit(main(sys.argv[1:]))
