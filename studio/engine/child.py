"""The other process: it does the heavy work with lower priority, so that the window stays light and quick.

What crosses the wire, as tuples; `number` counts the tasks sent:

    to the child     ("warm", modules)   ("run", number, Parcel of (task, entry), offline)
    to the studio    ("started", number)   ("step", number, Parcel of Step)
                     ("done", number, Parcel of patches)   ("failed", number, PentimentoError)   ("cancelled", number)
"""

from __future__ import annotations

import faulthandler
import importlib
import mmap
import multiprocessing
import os
import shutil
import signal
import struct
import sys
import threading
import traceback
from collections.abc import Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio import places
from studio.core.errors import JobFailed, PentimentoError
from studio.engine import gpu
from studio.engine.device import leave_word, present
from studio.engine.job import Cancelled
from studio.engine.memory import Memory
from studio.engine.parcel import discard, pack, unpack
from studio.engine.progress import Progress, Step
from studio.engine.work import explained, note, perform

if TYPE_CHECKING:
    from studio.families.family import Family

NICE = 10
_LAYOUT = struct.Struct("Q")


class Flag:
    """One number in memory that both processes see: every task up to it is cancelled. Asking costs no system call."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(_LAYOUT.pack(0))
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), _LAYOUT.size)

    @property
    def number(self) -> int:
        return int(_LAYOUT.unpack_from(self._map)[0])

    @number.setter
    def number(self, number: int) -> None:
        _LAYOUT.pack_into(self._map, 0, number)

    def close(self) -> None:
        self._map.close()


def main(wire: Connection, folder: Path, families: Sequence[Family], device: str) -> None:
    """What the process does until the studio hangs up."""
    _settle()
    threading.Thread(target=_leave_with_the_studio, args=(folder,), daemon=True).start()
    worker = _Worker(wire, folder, Memory(families, device), device)
    try:
        while True:
            worker.take(wire.recv())
    except (EOFError, OSError):  # the studio has hung up
        return


def log_file() -> Path:
    return places.cache() / "worker.log"


def _settle() -> None:
    """Lower priority, sleeping threads, no Ctrl+C; what libraries print goes to a log file."""
    os.environ["OMP_WAIT_POLICY"] = "PASSIVE"
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        import psutil

        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    else:
        os.nice(NICE)
    try:
        log_file().parent.mkdir(parents=True, exist_ok=True)
        full = log_file().exists() and log_file().stat().st_size > 2**20
        log = log_file().open("w" if full else "a", encoding="utf-8", errors="replace", buffering=1)
    except OSError:
        log = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open for as long as the process lives
    sys.stdout = sys.stderr = log
    for stream in (1, 2):
        os.dup2(log.fileno(), stream)
    faulthandler.enable(log)


def _leave_with_the_studio(folder: Path) -> None:
    """A studio that was killed takes its worker along, also out of the middle of a long step."""
    studio = multiprocessing.parent_process()
    if studio is not None:
        wait([studio.sentinel])
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)


class _Worker:
    def __init__(self, wire: Connection, folder: Path, memory: Memory, device: str) -> None:
        self._wire = wire
        self._device = device
        self._folder = folder
        self._memory = memory
        self._flag = Flag(folder / "cancelled")
        self._inherited = os.environ.get("HF_HUB_OFFLINE", "0")

    def take(self, message: tuple[Any, ...]) -> None:
        match message:
            case ("warm", modules):
                for module in modules:
                    _preload(module)
                self._tell_device()
            case ("run", number, parcel, offline):
                os.environ["HF_HUB_OFFLINE"] = "1" if offline else self._inherited
                self._run(number, parcel)

    def _run(self, number: int, parcel: Any) -> None:
        if self._flag.number >= number:
            discard(parcel)
            self._wire.send(("cancelled", number))
            return
        self._wire.send(("started", number))

        def tell(step: Step) -> None:
            self._wire.send(("step", number, pack(step, self._folder)))

        def cancelled() -> bool:
            return self._flag.number >= number

        try:
            task, entry = unpack(parcel)
            patches = perform(task, entry, self._memory, Progress(tell, cancelled))
            answer: tuple[Any, ...] = ("done", number, pack(patches, self._folder))
        except Cancelled:
            answer = ("cancelled", number)
        except PentimentoError as error:
            answer = ("failed", number, error)
        except Exception as error:  # noqa: BLE001 - the border: whatever it is, it ends this job alone
            answer = ("failed", number, _puzzled(error))
        self._wire.send(answer)
        self._tell_device()

    def _tell_device(self) -> None:
        """Only for the status bar: a full disk or a broken card must not end the worker here."""
        try:
            leave_word(self._folder, present(self._device))
        except (OSError, RuntimeError) as error:
            note(f"What the models run on could not be told: {error}.")


def _preload(module: str) -> None:
    """Imports ahead of the first job. What fails here fails again, with a sentence, in a job that needs it."""
    try:
        with gpu.trial():
            importlib.import_module(module)
    except Exception:  # noqa: BLE001 - libraries fail at import in many ways
        note(f"{module} could not be loaded ahead.\n{traceback.format_exc()}")


def _puzzled(error: Exception) -> JobFailed:
    """For what goes wrong around the model: unpacking the task, packing the result."""
    from studio.families.family import ModelEntry

    return explained(error, ModelEntry("", "The worker", "", ()))
