"""Changes that take long (scaling, merging, flattening …) are worked out on another thread, and the window goes on.

Tiles never change, so a copy of the document costs nothing and may be read anywhere. What comes out is put in place on
the window's thread. If the artist changed the picture meanwhile, it is worked out once more from what is there now.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from studio.core.errors import PentimentoError
from studio.ui.background import in_background

if TYPE_CHECKING:
    from studio.core.document import Command, Document

Result = TypeVar("Result")

HEAVY = 8 << 20
"""Bytes of pixels from which on work is done aside: less takes no longer than a few frames."""
SOON = 250
"""Milliseconds after which it is said what takes so long."""


class _Labour(NamedTuple):
    """`work` gets a frozen copy, on another thread; `done` what came out, on this one. With `anew` it is worked out
    once more when the document has changed meanwhile.
    """

    title: str
    work: Callable[[Document], Any]
    done: Callable[[Any], object]
    failed: Callable[[PentimentoError], object]
    anew: bool


class Labours(QObject):
    """One per desk. Each document's labours are done one after the other, in the order in which they were asked for."""

    begun = Signal(str, object)
    """What takes long, and a function that gives it up."""
    ended = Signal()
    """Nothing is under way any more."""
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queues: dict[Document, deque[_Labour]] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._tell)

    @property
    def busy(self) -> bool:
        return bool(self._queues)

    def of(self, document: Document) -> bool:
        """Whether something is being worked out for it."""
        return document in self._queues

    def follow(self, document: Document) -> Callable[[], None]:
        """Takes its heavy commands from now on; what is returned ends that, and gives up what is under way."""
        document.aside = partial(self._take, document)

        def leave() -> None:
            document.aside = None
            self.give_up(document)

        return leave

    def do(self, document: Document, title: str, weight: int, work: Callable[[Document], Result],
           done: Callable[[Result], object], failed: Callable[[PentimentoError], object] | None = None,
           anew: bool = False) -> None:
        """`done(work(document))`, aside when it works through `weight` bytes of pixels and these are many.

        `work` must not change the document. Errors for the artist are raised here, or later given to `failed`.
        """
        if weight < HEAVY and not self.of(document):
            done(work(document))
            return
        queue = self._queues.setdefault(document, deque())
        queue.append(_Labour(title, work, done, failed or self.failed.emit, anew))
        if len(queue) == 1:
            self._begin(document)
        if not self._soon.isActive():
            self._soon.start()

    def give_up(self, document: Document) -> bool:
        """Forgets what is being worked out for the document, which stays as it is; False when there is nothing."""
        if not self.of(document):
            return False
        del self._queues[document]
        self._rest()
        return True

    def _take(self, document: Document, command: Command) -> bool:
        from studio.core.commands.swap import Swap

        if not isinstance(command, Swap) or command.ready or (weight := command.weight(document)) < HEAVY:
            return False
        self.do(document, command.title, weight, command.ahead, document.do, anew=True)
        return True

    def _begin(self, document: Document) -> None:
        from studio.formats.frozen import frozen

        labour = self._queues[document][0]
        twin, mark = frozen(document), document.history.mark
        in_background(partial(_worked_out, labour, twin), lambda result: self._put(document, labour, result, mark),
                      lambda error: self._end(document, labour, error))

    def _put(self, document: Document, labour: _Labour, result: Any, mark: object) -> None:
        if not self._expected(document, labour):
            return
        if labour.anew and document.history.mark is not mark:
            self._begin(document)
            return
        try:
            labour.done(result)
        except PentimentoError as error:
            self._end(document, labour, error)
        else:
            self._end(document, labour)

    def _end(self, document: Document, labour: _Labour, error: PentimentoError | None = None) -> None:
        if not self._expected(document, labour):
            return
        queue = self._queues[document]
        queue.popleft()
        if queue:
            self._begin(document)
        else:
            del self._queues[document]
            self._rest()
        if error is not None:
            labour.failed(error)

    def _expected(self, document: Document, labour: _Labour) -> bool:
        """Whether it was not given up meanwhile."""
        queue = self._queues.get(document)
        return queue is not None and queue[0] is labour

    def _tell(self) -> None:
        for document, queue in self._queues.items():
            self.begun.emit(queue[0].title, partial(self.give_up, document))

    def _rest(self) -> None:
        if not self._queues:
            self._soon.stop()
            self.ended.emit()


def _worked_out(labour: _Labour, twin: Document) -> Any:
    try:
        return labour.work(twin)
    except MemoryError as error:
        raise PentimentoError(f"“{labour.title}” needs more memory than there is.", "Try a smaller size.") from error
