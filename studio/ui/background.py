"""Work that would hold the window up (reading, writing, thumbnails) on another thread, its result back on this one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import Shiboken

from studio.core.errors import PentimentoError

Result = TypeVar("Result")

_under_way: set[_Messenger] = set()


class _Messenger(QObject):
    """Lives on the thread that asked; the signal crosses to its slot as an event."""

    _ended = Signal(object)

    def __init__(self, done: Callable[[Any], object], failed: Callable[[PentimentoError], object],
                 owner: QObject | None) -> None:
        super().__init__()
        self._owner = owner
        self._done = done
        self._failed = failed
        # Queued always: work that ends before the callback is set would otherwise answer before `in_background` has.
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def tell(self, future: Future[Any]) -> None:
        """Called on the worker's thread."""
        self._ended.emit(future)

    @Slot(object)
    def _deliver(self, future: object) -> None:
        _under_way.discard(self)
        assert isinstance(future, Future)
        if self._owner is not None and not Shiboken.isValid(self._owner):
            return
        error = future.exception()
        if error is None:
            self._done(future.result())
        elif isinstance(error, PentimentoError):
            self._failed(error)
        elif isinstance(error, OSError):
            self._failed(PentimentoError(f"{error.strerror or error}: {error.filename or ''}".rstrip(": ") + "."))
        else:
            raise error


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=2, thread_name_prefix="background")


def in_background(work: Callable[[], Result], done: Callable[[Result], object],
                  failed: Callable[[PentimentoError], object], owner: QObject | None = None) -> None:
    """Runs `work()` on another thread, then `done(result)` or `failed(error)` on the thread that called.

    `work` must touch no widget and no document. What is no PentimentoError or OSError is raised on this thread. When
    `owner` has been deleted meanwhile (its window was closed), nobody is told.
    """
    messenger = _Messenger(done, failed, owner)
    _under_way.add(messenger)
    _threads().submit(work).add_done_callback(messenger.tell)


def busy() -> bool:
    """Whether something is under way whose result has not been delivered."""
    return bool(_under_way)
