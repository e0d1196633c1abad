#!/usr/bin/env python3
"""Sets Pentimento up and starts it: `python3 start.py` needs nothing but Python 3.11 or newer.

python3 start.py            sets up and opens the studio (without a display: runs the demo)
python3 start.py test       sets up and runs the tests (further words go to pytest)
python3 start.py check      ruff and mypy as well
python3 start.py package    sets up and makes the installers of this platform (docs/packaging.md)
python3 start.py ARGS…      sets up and passes ARGS to `pentimento`
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from studio.libraries import PYTHON, WAYLAND, WINDOW

HOME = Path(__file__).resolve().parent
VENV = HOME / ".venv"
STAMP = VENV / "pentimento-set-up"
INPUTS = (HOME / "pyproject.toml", HOME / "packaging" / "constraints.txt")

# What makes installers on Debian.
PACKERS = {"objdump": "binutils", "dpkg-deb": "dpkg", "makeself": "makeself"}


def main(words: list[str]) -> int:
    testing = words[:1] in (["test"], ["check"])
    packing = words[:1] == ["package"]
    try:
        install_libraries(packing)
        set_up()
        if packing:
            add_packers()
    except SetUpFailed as failure:
        say(str(failure))
        return 1
    environment = dict(os.environ)
    environment.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    python = str(venv_python())
    if testing:
        environment["QT_QPA_PLATFORM"] = "offscreen"
        if words[0] == "check":
            for command in (["-m", "ruff", "check", "."], ["-m", "mypy"]):
                if status := subprocess.call([python, *command], cwd=HOME, env=environment):
                    return status
        return subprocess.call([python, "-m", "pytest", *words[1:]], cwd=HOME, env=environment)
    if packing:
        return subprocess.call([python, str(HOME / "packaging" / "build.py"), *words[1:]], env=environment)
    if not words and not has_display():
        say("There is no display here, so no window can open. Running the demo instead.")
        words = ["demo"]
    return subprocess.call([python, "-m", "studio", *words], env=environment | {"PYTHONPATH": str(HOME)})


class SetUpFailed(Exception):
    """Set-up cannot go on; the text says what to do."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or chosen in ("offscreen", "vnc"))


def venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


# Python packages


def set_up() -> None:
    """Makes `.venv` hold what pyproject.toml asks for, in the versions of the constraints file; quick when it does."""
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text() == wanted and venv_python().exists():
        return
    if not venv_python().exists():
        say("Making the environment .venv …")
        if subprocess.call([sys.executable, "-m", "venv", str(VENV)]):
            shutil.rmtree(VENV, ignore_errors=True)
            raise SetUpFailed("Python could not make an environment. On Debian: apt install python3-venv.")
    say("Installing what Pentimento needs (once; some minutes, about 2 GB) …")
    command = [str(venv_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
               "-c", str(INPUTS[1]), "-e", f"{HOME}[dev]"]  # fmt: skip
    if subprocess.call(command):
        raise SetUpFailed("pip could not install everything (see above). Run this again once there is a network.")
    STAMP.write_text(wanted)


def add_packers() -> None:
    """What only those need who make installers."""
    command = [str(venv_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
               "-c", str(INPUTS[1]), "-e", f"{HOME}[package]"]  # fmt: skip
    if subprocess.call([str(venv_python()), "-c", "import PyInstaller"], stderr=subprocess.DEVNULL) \
            and subprocess.call(command):
        raise SetUpFailed("pip could not install PyInstaller (see above). Run this again once there is a network.")


def fingerprint() -> str:
    """Changes whenever the environment has to be looked at again."""
    digest = hashlib.sha256(sys.version.encode() + str(HOME).encode())
    for path in INPUTS:
        digest.update(path.read_bytes())
    return digest.hexdigest()


# Debian packages


def install_libraries(packing: bool) -> None:
    """Names the system packages that Python and Qt lack, or who makes installers; as root on Debian, installs them."""
    if sys.platform != "linux":
        return
    wanted = PYTHON | WINDOW | (WAYLAND if packing else {})
    missing = [package for library, package in wanted.items() if not loads(library)]
    missing += [package for program, package in PACKERS.items() if packing and not shutil.which(program)]
    if not venv_python().exists() and not importlib.util.find_spec("ensurepip"):
        missing.append("python3-venv")
    if not missing:
        return
    command = f"apt-get install {' '.join(missing)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        say(f"System packages are missing here. On Debian: sudo {command}")
        return
    say(f"Installing system packages: {' '.join(missing)} …")
    quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    if subprocess.call(install, **quiet) and (  # type: ignore[call-overload]
        subprocess.call(["apt-get", "update", "-qq"], **quiet) or subprocess.call(install, **quiet)  # type: ignore[call-overload]
    ):
        say(f"They could not be installed. Try: {command}")


def loads(library: str) -> bool:
    import ctypes

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
