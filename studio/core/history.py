"""One line of undo and redo over everything the artist does, capped by the bytes it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from studio.core.signal import Signal

if TYPE_CHECKING:
    from studio.core.document import Command


@runtime_checkable
class Merges(Protocol):
    """A command that can take in the next one, so that dragging a slider is one step of undo."""

    def merged(self, newer: Command) -> Command | None:
        """One command that stands for this and then `newer`, both already done; None when they stay apart."""
        ...


class History:
    """Drops the oldest commands when all together hold more than `limit` bytes; always keeps the newest."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.done: list[Command] = []
        self.undone: list[Command] = []
        self.changed: Signal[[]] = Signal()
        # A mark for the state before the first command, then one after each of `done`, then each of `undone`
        # (nearest first). Not the commands themselves: a saved mark would keep a dropped command's tiles alive.
        self._marks: list[object] = [object()]
        self._sealed = False

    @property
    def mark(self) -> object:
        """Stands for the present state: the same object whenever undo or redo comes back to it."""
        return self._marks[len(self.done)]

    @property
    def nbytes(self) -> int:
        return sum(command.nbytes for command in (*self.done, *self.undone))

    def push(self, command: Command) -> None:
        """Remembers `command`, which is done already; what was undone is gone."""
        del self._marks[len(self.done) + 1 :]
        self.undone.clear()
        merged = self._merged(command)
        if merged is not None:
            self.done[-1], self._marks[-1] = merged, object()
        else:
            self.done.append(command)
            self._marks.append(object())
        self._sealed = False
        self._drop()
        self.changed.emit()

    def _merged(self, command: Command) -> Command | None:
        last = self.done[-1] if self.done and not self._sealed else None
        return last.merged(command) if isinstance(last, Merges) else None

    def _drop(self) -> None:
        excess = self.nbytes - self.limit
        while excess > 0 and len(self.done) > 1:
            excess -= self.done.pop(0).nbytes
            del self._marks[0]

    def seal(self) -> None:
        """The next command stands for itself: a slider was let go, or the document was saved."""
        self._sealed = True

    def back(self) -> Command | None:
        """Moves the newest command to `undone` and returns it for undoing."""
        if not self.done:
            return None
        self.undone.append(self.done.pop())
        self._sealed = True
        return self.undone[-1]

    def forth(self) -> Command | None:
        """Moves the command undone last back to `done` and returns it for doing again."""
        if not self.undone:
            return None
        self.done.append(self.undone.pop())
        self._sealed = True
        return self.done[-1]
