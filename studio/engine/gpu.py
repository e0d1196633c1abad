"""The part that computes on NVIDIA cards: too large for every installer, so it is fetched into the user's own folder.

It is torch with CUDA's libraries, unpacked from the wheels that resources/gpu-runtime.toml lists with their hashes.
From the next start on it stands before the torch that ships, as long as it works; else the processor goes on as before.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio import places
from studio.core.errors import BadRequest, JobFailed
from studio.families.tasks import Report, silent

if TYPE_CHECKING:
    from studio.engine.catalogue import Offer

LIST = "gpu-runtime.toml"
READY = "ready.json"
PATIENCE = 300.0
"""Seconds that the trial run may take: loading two gigabytes of libraries from a slow disk."""

FETCHED, UNPACKED = 0.8, 0.97
"""Shares of the whole at which the download, and the unpacking, are done."""


def card() -> str:
    """The name of the first NVIDIA card here, asked of the system and not of torch; empty where there is none."""
    for told in sorted(Path("/proc/driver/nvidia/gpus").glob("*/information")):
        for line in told.read_text(errors="replace").splitlines():
            if line.startswith("Model:"):
                return line.partition(":")[2].strip()
    asker = shutil.which("nvidia-smi")
    if asker is None:
        return ""
    import subprocess

    try:
        answer = subprocess.run([asker, "--query-gpu=name", "--format=csv,noheader"], capture_output=True, text=True,
                                timeout=10)  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.splitlines()[0].strip() if answer.returncode == 0 and answer.stdout.strip() else ""


def kind() -> str:
    """What has to match: "linux-x86_64-cp311"."""
    version = f"cp{sys.version_info.major}{sys.version_info.minor}"
    return f"{platform.system()}-{platform.machine()}-{version}".lower()


def offer() -> Offer | None:
    """What can be fetched for this very build; None where nothing is listed for it."""
    from studio.engine.catalogue import offers

    return next((one for one in offers(places.resources() / LIST) if one.id == kind()), None)


def home() -> Path:
    return places.data() / "gpu"


def folder() -> Path:
    """Where the part stands once it is there."""
    return home() / "runtime"


# Using it


def use() -> bool:
    """Puts the part before the torch that ships, if it is there, fits and has not failed. Before torch is imported."""
    if status()["state"] != "ready":
        return False
    sys.path.insert(0, str(folder()))
    return True


def in_use() -> bool:
    return str(folder()) in sys.path


def status() -> dict[str, Any]:
    """`state`: none, ready, other (made for another build) or failed, with `reason`."""
    told = _told(folder() / READY)
    if told is None:
        return {"state": "none"}
    if told.get("kind") != kind():
        return told | {"state": "other", "reason": f"It was made for {told.get('kind')}; this is {kind()}."}
    if failed := _told(home() / "failed.json"):
        return told | {"state": "failed", "reason": failed.get("reason", "")}
    for trial in home().glob("trial-*"):
        if not _alive(trial.name.removeprefix("trial-")):  # a process that never came back from importing it
            trial.unlink(missing_ok=True)
            _fail("Loading it ended the program.")
            return status()
    return told | {"state": "ready"}


@contextmanager
def trial() -> Iterator[None]:
    """Around whatever imports torch first. When the part cannot be loaded, or takes the program along, it is not used
    again; JobFailed says so."""
    if not in_use() or "torch" in sys.modules:
        yield
        return
    mark = home() / f"trial-{os.getpid()}"
    _write(mark, "")
    try:
        yield
    except (ImportError, OSError) as error:
        _fail(str(error))
        raise JobFailed(
            f"The part for NVIDIA cards cannot be loaded and is switched off: {error}",
            "Start Pentimento again: it goes on with the processor.",
        ) from error
    finally:
        mark.unlink(missing_ok=True)


# Getting it, and giving it back


def get(offline: bool, report: Report = silent) -> dict[str, Any]:
    """Fetches, unpacks and tries the part; what stood there before stays until the new one works. Raises what
    `report` raises; JobFailed when anything breaks, and then nothing has changed."""
    from studio.engine.catalogue import fetch

    wanted = offer()
    if wanted is None:
        raise BadRequest(f"No part for graphics cards is listed for this build ({kind()}).",
                         "Install a newer version of Pentimento, or one for your system.")  # fmt: skip
    if offline:
        raise BadRequest("The studio is set to stay offline.", "Allow the network in the preferences to download.")
    wheels = fetch(wanted, home(), lambda fraction, preview=None, note="": report(fraction * FETCHED, note=note))
    fresh = home() / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        _unpack(sorted(wheels.glob("*.whl")), fresh, report)
        report(UNPACKED, note="Trying it")
        told = {"kind": kind(), "name": wanted.name, **tried(fresh)}
        _write(fresh / READY, json.dumps(told))
        old = home() / "old"
        shutil.rmtree(old, ignore_errors=True)
        if folder().exists():
            os.replace(folder(), old)
        os.replace(fresh, folder())
    except OSError as error:
        raise JobFailed(f"The part for graphics cards could not be written: {error.strerror or error}.",
                        "Make room and try again; until then the processor goes on.") from None  # fmt: skip
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    for left in (home() / "old", wheels):
        shutil.rmtree(left, ignore_errors=True)
    (home() / "failed.json").unlink(missing_ok=True)
    report(1.0, note="Ready from the next start on")
    return status()


def drop() -> None:
    """Takes the part away, and what was fetched of it."""
    shutil.rmtree(home(), ignore_errors=True)


def tried(place: Path) -> dict[str, Any]:
    """What a process of its own says that loads torch from `place` and computes on the card; JobFailed if it cannot."""
    import subprocess

    from studio.engine.gpu_trial import command

    try:
        answer = subprocess.run(command(place), capture_output=True, text=True, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise JobFailed(f"The part for graphics cards does not run here: {error}.", _STAYS) from None
    try:
        told: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        told = {"error": (answer.stderr.strip().splitlines() or [f"it ended with {answer.returncode}"])[-1]}
    if "error" in told:
        raise JobFailed(f"The part for graphics cards does not run here: {told['error']}.", _STAYS)
    return told


_STAYS = "Look for a newer driver of the card; until then the processor goes on."


def _unpack(wheels: list[Path], target: Path, report: Report) -> None:
    """All wheels into one folder, as an installer of packages would lay them."""
    import zipfile

    packed: list[zipfile.ZipFile] = []
    try:
        packed += [zipfile.ZipFile(wheel) for wheel in wheels]
        total = sum(one.file_size for archive in packed for one in archive.infolist())
        target.mkdir(parents=True)
        if shutil.disk_usage(target).free < total:
            raise JobFailed(f"Unpacking needs {total / 1e6:.0f} MB, more than the disk has free.",
                            "Make room and try again; until then the processor goes on.")  # fmt: skip
        done = 0
        for archive in packed:
            for one in archive.infolist():
                archive.extract(one, target)  # which keeps every name inside `target`
                done += one.file_size
                report(FETCHED + (UNPACKED - FETCHED) * done / max(total, 1), note="Unpacking")
    except zipfile.BadZipFile as error:
        raise JobFailed(f"A part of the download is broken: {error}.", "Try again.") from None
    finally:
        for archive in packed:
            archive.close()


def _told(path: Path) -> dict[str, Any] | None:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) else None


def _fail(reason: str) -> None:
    _write(home() / "failed.json", json.dumps({"reason": reason}))


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError:  # a folder that cannot be written holds nothing that could have changed either
        return


def _alive(pid: str) -> bool:
    import psutil

    return pid.isdigit() and psutil.pid_exists(int(pid))
