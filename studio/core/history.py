"""One line of undo and redo over everything the artist does, capped by the bytes it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.core.signal import Signal

if TYPE_CHECKING:
    from studio.core.document import Command


class History:
    """Drops the oldest commands when all together hold more than `limit` bytes; always keeps the newest."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.done: list[Command] = []
        self.undone: list[Command] = []
        self.changed: Signal[[]] = Signal()
        self._start: object = object()

    @property
    def mark(self) -> object:
        """Stands for the present state: the same object whenever undo or redo comes back to it."""
        return self.done[-1] if self.done else self._start

    @property
    def nbytes(self) -> int:
        return sum(command.nbytes for command in (*self.done, *self.undone))

    def push(self, command: Command) -> None:
        self.undone.clear()
        self.done.append(command)
        while len(self.done) > 1 and self.nbytes > self.limit:
            self._start = self.done.pop(0)
        self.changed.emit()

    def back(self) -> Command | None:
        if not self.done:
            return None
        self.undone.append(self.done.pop())
        self.changed.emit()
        return self.undone[-1]

    def forth(self) -> Command | None:
        if not self.undone:
            return None
        self.done.append(self.undone.pop())
        self.changed.emit()
        return self.done[-1]
