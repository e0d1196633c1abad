"""Where a task runs: in a process of its own (so that a crash ends a job and not the window), or right here."""

from __future__ import annotations

import multiprocessing
import shutil
import sys
import time
import weakref
from collections.abc import Callable, Sequence
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Protocol

from studio.core.errors import JobFailed, WorkerDied
from studio.engine import child
from studio.engine.device import Device, present, processor, word_of
from studio.engine.job import Cancelled
from studio.engine.memory import Memory
from studio.engine.parcel import discard, pack, shelf, unpack
from studio.engine.work import perform

if TYPE_CHECKING:
    from studio.engine.progress import Progress
    from studio.families.family import Family, ModelEntry
    from studio.families.tasks import Patch, Task

LISTEN = 0.02
"""Seconds between two looks at whether the artist has cancelled, while the child says nothing."""


class Runner(Protocol):
    """Everything but `stop` is called on one thread alone."""

    def warm(self, modules: Sequence[str]) -> None:
        """Gets ready in the background: `modules` will be needed."""
        ...

    def run(self, task: Task, entry: ModelEntry, report: Progress) -> tuple[Patch, ...]:
        """Blocks until it is done; raises only PentimentoError and Cancelled."""
        ...

    @property
    def device(self) -> Device:
        """What models run on here. From any thread."""
        ...

    def stop(self) -> None:
        """From any thread: what runs has to end at once, nothing more will come."""
        ...

    def close(self) -> None:
        """Frees everything. Called once, last."""
        ...


class InThread:
    """On the thread that calls, with the models in this process: for the command line, tests and debugging."""

    def __init__(self, families: Sequence[Family], device: str = "auto") -> None:
        self._memory = Memory(families, device)
        self._device = device

    @property
    def device(self) -> Device:
        return present(self._device)

    def warm(self, modules: Sequence[str]) -> None:
        return

    def run(self, task: Task, entry: ModelEntry, report: Progress) -> tuple[Patch, ...]:
        return perform(task, entry, self._memory, report)

    def stop(self) -> None:
        return

    def close(self) -> None:
        self._memory.free()


class InChild:
    """In a spawned process of lower priority; pixels go both ways through shared memory.

    A job that does not react within `patience` seconds of being cancelled loses its process. One that dies is
    replaced at once; its job ends with WorkerDied. `offline` is asked before each job: True tells what a model may look
    up by itself (tokenizers of single files) to stay on this computer.
    """

    def __init__(
        self,
        families: Sequence[Family],
        device: str = "auto",
        patience: float = 10.0,
        offline: Callable[[], bool] = lambda: False,
    ) -> None:
        self._offline = offline
        self._families = tuple(families)
        self._device = device
        self._patience = patience
        self._modules: Sequence[str] = ()
        self._child: _Child | None = None
        self._stopped = False
        self._number = 0

    @property
    def pid(self) -> int | None:
        return self._child.process.pid if self._child else None

    @property
    def device(self) -> Device:
        worker = self._child
        return processor() if worker is None else word_of(worker.folder)

    def warm(self, modules: Sequence[str]) -> None:
        self._modules = tuple(modules)
        self._living().send(("warm", self._modules))

    def stop(self) -> None:
        self._stopped = True

    def close(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None

    def run(self, task: Task, entry: ModelEntry, report: Progress) -> tuple[Patch, ...]:
        report.check()
        self._number += 1
        worker = self._living()
        offline = self._offline()
        if not worker.send(("run", self._number, pack((task, entry), worker.folder), offline)):
            worker = self._replaced()  # it died while idle: another one, and once more
            worker.send(("run", self._number, pack((task, entry), worker.folder), offline))
        return self._listen(worker, self._number, entry, report)

    def _listen(self, worker: _Child, number: int, entry: ModelEntry, report: Progress) -> tuple[Patch, ...]:
        started, given_up = False, float("inf")
        while True:
            message = worker.receive(LISTEN)
            if self._stopped:
                worker.kill()
                raise Cancelled
            if message is None and not worker.alive:
                raise self._died(worker, entry)
            if message is not None and message[1] == number:
                if message[0] == "started":
                    started = True
                elif message[0] == "step":
                    report.pass_on(unpack(message[2]))
                else:
                    return _answer(message)
            elif message is not None:  # of a task that was given up before it began
                _drop(message)
            if report.cancelled():
                worker.flag.number = number
                if not started:  # still importing: it will see the flag when it gets there
                    raise Cancelled
                given_up = min(given_up, time.monotonic() + self._patience)
                if time.monotonic() >= given_up:
                    self._replaced()
                    raise Cancelled

    def _living(self) -> _Child:
        if self._child is None:
            self._child = _Child(self._families, self._device)
        elif not self._child.alive:
            return self._replaced()
        return self._child

    def _replaced(self) -> _Child:
        self.close()
        worker = self._living()
        if self._modules:
            worker.send(("warm", self._modules))
        return worker

    def _died(self, worker: _Child, entry: ModelEntry) -> WorkerDied:
        code = worker.exit_code()
        self._replaced()
        if sys.platform != "win32" and code == -9:
            return WorkerDied(
                f"The system ended the work of {entry.name}, most likely because memory ran out.",
                "Try a smaller size, or close other programs. Everything else goes on.",
            )
        return WorkerDied(
            f"The process that ran {entry.name} crashed (code {code}).",
            f"Try again; everything else goes on. What it last said is in {child.log_file()}.",
        )


def _answer(message: tuple[Any, ...]) -> tuple[Patch, ...]:
    match message:
        case ("done", _, parcel):
            patches: tuple[Patch, ...] = unpack(parcel)
            return patches
        case ("failed", _, error):
            raise error
        case ("cancelled", _):
            raise Cancelled
    raise JobFailed(f"The worker said something unknown: {message[0]!r}.")


def _drop(message: tuple[Any, ...]) -> None:
    if message[0] in ("step", "done"):
        discard(message[2])


class _Child:
    """The process as the studio holds it: its wire, its flag and the folder in which pixels are handed over."""

    def __init__(self, families: Sequence[Family], device: str) -> None:
        self.folder = shelf()
        # Also when whoever made the engine forgets to close it: memory disks are not emptied before the next start.
        self._sweep = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self.flag = child.Flag(self.folder / "cancelled")
        context = multiprocessing.get_context("spawn")
        self._wire, theirs = context.Pipe()
        self.process = context.Process(
            target=child.main, args=(theirs, self.folder, families, device), name="pentimento-worker", daemon=True
        )
        self.process.start()
        theirs.close()  # or the wire would not break when the child dies

    @property
    def alive(self) -> bool:
        return not wait([self.process.sentinel], 0)

    def send(self, message: tuple[Any, ...]) -> bool:
        """Whether it could be sent."""
        try:
            self._wire.send(message)
        except OSError:
            return False
        return True

    def receive(self, seconds: float) -> tuple[Any, ...] | None:
        """The next message, waiting up to `seconds`; None when there is none, or none will ever come."""
        wait([self._wire, self.process.sentinel], seconds)
        try:
            if self._wire.poll():
                message: tuple[Any, ...] = self._wire.recv()
                return message
        except (EOFError, OSError):
            self.process.join(1)
        return None

    def exit_code(self) -> int | None:
        self.process.join(1)
        return self.process.exitcode

    def kill(self) -> None:
        self.process.kill()

    def end(self) -> None:
        """Kills it (it holds nothing that has to be saved) and takes away what it left."""
        self.kill()
        self.process.join()
        if self.process.exitcode is not None:  # unknown when somebody else has waited for it
            self.process.close()
        self._wire.close()
        self.flag.close()
        self._sweep()
