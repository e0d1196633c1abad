"""The shape most commands share: parts of the document are replaced whole, and what stood there is kept for undo."""

from __future__ import annotations

import copy
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import NamedTuple, Self

from studio.core.document import Change, Document
from studio.core.layers import Group, Layer, PixelLayer
from studio.core.tiles import Array, Tiles

RECORD = 256
"""What a command weighs beside pixels, in bytes: thousands of tiny ones shall not pile up for nothing."""


class Put(NamedTuple):
    """`owner.name` becomes `value`: the document or a layer, one of its attributes, what it is to hold."""

    owner: Document | Layer
    name: str
    value: object


class Swap(ABC):
    """`plan` says once what is to stand where; doing and undoing then only exchange references.

    Lists and tiles are replaced, never changed in place, so that a redone command gives the very same state.
    """

    def __init__(self, title: str) -> None:
        self.title = title
        self._before: list[Put] = []
        self._after: list[Put] = []
        self._change: Change | None = None
        self._held: int = 0
        self._elsewhere = False

    @abstractmethod
    def plan(self, document: Document) -> tuple[list[Put], Change]:
        """What to put where and what to draw again. Raises BadRequest; changes nothing."""

    def weight(self, document: Document) -> int:
        """About how many bytes of pixels `plan` works through; 0 when it only moves references."""
        return 0

    @property
    def ready(self) -> bool:
        """Whether its work is done, so that doing it takes no time."""
        return self._change is not None

    def ahead(self, twin: Document) -> Self:
        """This command with its work done, on any thread: `twin` is a frozen copy with the document's ids.

        Doing what comes out only puts things in place. The document must still be as it was when it was copied.
        """
        made = copy.copy(self)
        made._after, made._change = made.plan(twin)
        made._elsewhere = True
        return made

    @property
    def nbytes(self) -> int:
        return RECORD + self._held

    def do(self, document: Document) -> Change:
        if self._change is None:
            self._after, self._change = self.plan(document)
        if self._elsewhere:
            self._after, self._elsewhere = _at_home(self._after, document), False
        if not self._before:
            self._before = [Put(put.owner, put.name, getattr(put.owner, put.name)) for put in self._after]
        return self._exchange(self._after, self._before, self._change)

    def undo(self, document: Document) -> Change:
        assert self._change is not None
        return self._exchange(self._before, self._after, self._change)

    def follow(self, older: Swap) -> None:
        """Makes this, already done, stand for `older` and itself: undoing goes back to before `older`."""
        assert self._change is not None
        assert older._change is not None
        self._before, self._change = older._before, self._change | older._change
        self._held = older._held

    def take_in(self, newer: Swap) -> None:
        """Makes this, already done, stand for itself and then `newer`, which may touch other things too. What both
        touch goes back to what stood before this."""
        assert self._change is not None
        assert newer._change is not None
        mine = {(id(put.owner), put.name) for put in self._before}
        theirs = {(id(put.owner), put.name) for put in newer._after}
        self._before = [*self._before, *(put for put in newer._before if (id(put.owner), put.name) not in mine)]
        self._after = [*(put for put in self._after if (id(put.owner), put.name) not in theirs), *newer._after]
        self._change = self._change | newer._change
        self._held = _bytes_only_in(self._before, self._after)

    def _exchange(self, given: list[Put], kept: list[Put], change: Change) -> Change:
        for put in given:
            setattr(put.owner, put.name, put.value)
        self._held = _bytes_only_in(kept, given)
        return change


def _at_home(puts: list[Put], document: Document) -> list[Put]:
    """What was planned on a copy, for the document itself: its own layers in the place of the copied ones."""
    own: dict[int, Layer] = {layer.id: layer for layer in (document.root, *document.root.walk())}

    def home(value: object) -> object:
        if isinstance(value, Layer):
            return own.get(value.id, value)
        return [home(part) for part in value] if isinstance(value, list) else value

    return [Put(document if isinstance(put.owner, Document) else own.get(put.owner.id, put.owner), put.name,
                home(put.value)) for put in puts]


def pixels_in(layers: Iterable[Layer]) -> int:
    """Bytes of all their tiles."""
    return sum(tile.nbytes for layer in layers for tile in _tiles_in(layer))


def _bytes_only_in(kept: Iterable[Put], given: Iterable[Put]) -> int:
    """Bytes of the tiles that `kept` holds and `given` does not share."""
    here = {id(tile) for put in given for tile in _tiles_in(put.value)}
    alone = {id(tile): tile.nbytes for put in kept for tile in _tiles_in(put.value)}
    return sum(size for tile, size in alone.items() if tile not in here)


def _tiles_in(value: object) -> Iterable[Array]:
    if isinstance(value, Tiles):
        yield from value.values()
    elif isinstance(value, list):
        for part in value:
            yield from _tiles_in(part)
    elif isinstance(value, Layer):
        yield from _tiles_in(value.mask)
        yield from _tiles_in(value.pixels if isinstance(value, PixelLayer) else None)
        yield from _tiles_in(value.children if isinstance(value, Group) else None)
