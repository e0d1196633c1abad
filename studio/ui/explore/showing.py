"""The pictures of the explorer: where one is, the map's, and those of pins and sums; each as new as can be had."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from studio.ui.explore.decoder import MAP, NOW, SHELF, Decoder, Look
from studio.ui.pictures import image_of

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from studio.core.errors import PentimentoError
    from studio.core.picture import Picture
    from studio.engine.engine import Engine
    from studio.explore.space import Spot
    from studio.families.tasks import Patch
    from studio.ui.explore.stand import Cell


class Showing(QObject):
    """`more` are what else a Decode is asked: prompt, steps …; `now` is the last picture that came of where one is,
    `fresh` when one has not gone on meanwhile; `lacking` the cells of the map whose pictures are still to come."""

    pictured = Signal()
    """The picture of where one is, or a preview of it, is there."""
    tiled = Signal(object)
    """The picture of that cell of the map is there."""
    failed = Signal(object)

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.decoder = Decoder(engine, self)
        self.model = ""
        self.more: dict[str, Any] = {}
        self.now: Patch | None = None
        self.spot: Spot | None = None
        self.image: QImage | None = None
        self.fresh = False
        self.images: dict[Cell, QImage] = {}
        self.lacking: set[Cell] = set()
        self._around: Mapping[Cell, Spot] = {}
        self._shelf: dict[Any, tuple[Look, Callable[[Patch], object]]] = {}
        self.decoder.came.connect(self._came)
        self.decoder.sketched.connect(self._sketched)
        self.decoder.failed.connect(self._failed)

    def follow(self, model: str) -> None:
        """Shows points of that model from now on; of "" nothing."""
        self.decoder.stop()
        self.model, self.more, self._shelf = model, {}, {}
        self.now, self.spot, self.image, self.fresh = None, None, None, False
        self.images, self.lacking, self._around = {}, set(), {}

    def look(self, spot: Spot) -> None:
        """One is there now."""
        self.spot, self.fresh = spot, False
        self.decoder.ask(NOW, [self._look(NOW, spot)])

    def take(self, patch: Patch) -> None:
        """The picture of where one will be is there already."""
        self.now, self.image = patch, image_of(patch.pixels)
        self.pictured.emit()

    def look_around(self, spots: Mapping[Cell, Spot]) -> None:
        """The map's, the first ones first. Pictures of before stay until there are new ones."""
        self._around, self.lacking = spots, set(spots)
        self.decoder.ask(MAP, [self._look(cell, spot) for cell, spot in spots.items()])

    def clear(self) -> None:
        """What the map shows will have nothing to do with what it has shown."""
        self.images = {}

    def show_on_shelf(self, key: Any, spot: Spot, use: Callable[[Patch], object]) -> None:
        """Decodes a point for a pin or a sum; of several wishes with one key only the last is carried out."""
        self._shelf[key] = (self._look(key, spot), use)
        self.decoder.ask(SHELF, [look for look, _ in self._shelf.values()])

    def _look(self, key: Any, spot: Spot) -> Look:
        return Look(key, self.model, spot, self.more)

    def _came(self, lane: str, look: Look, patch: Patch) -> None:
        if look.model != self.model:
            return
        if lane == NOW:
            self.fresh = look.spot is self.spot
            self.take(patch)
        elif lane == MAP and look.spot is self._around.get(look.key):
            self.images[look.key] = image_of(patch.pixels)
            self.lacking.discard(look.key)
            self.tiled.emit(look.key)
        elif lane == SHELF:
            wanted, use = self._shelf.get(look.key, (None, None))
            if wanted is look and use is not None:
                del self._shelf[look.key]
                use(patch)

    def _sketched(self, look: Look, picture: Picture) -> None:
        self.image = image_of(picture)
        self.pictured.emit()

    def _failed(self, error: PentimentoError) -> None:
        self._shelf = {}
        self.failed.emit(error)
