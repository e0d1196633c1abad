"""Shows the film's frames in the window: what is looked at is made first, and nothing that is there already."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from studio.core.errors import PentimentoError
from studio.timeline import stage
from studio.timeline.cache import Cache
from studio.timeline.inbetween import Between
from studio.timeline.plan import Shot, shot
from studio.ui.background import in_background
from studio.ui.pictures import image_of
from studio.ui.timeline.maker import Maker

if TYPE_CHECKING:
    from studio.core.document import Change, Document
    from studio.core.picture import Picture
    from studio.timeline.moment import Moment
    from studio.ui.timeline.reel import Reel

ROOM = 192 << 20
"""Bytes of frames that are kept ready to be shown."""


class Projector(QObject):
    """`shown` gives a frame's number and its picture, as soon as it can be had; `readied`: more frames are ready;
    `failed` an error, after which nothing is made before something changes."""

    shown = Signal(int, QImage)
    readied = Signal()
    failed = Signal(object)

    def __init__(self, reel: Reel) -> None:
        super().__init__(reel)
        self._reel = reel
        self.maker = Maker(reel.desk.engine, self)
        self._made = Cache()
        self._images: OrderedDict[Hashable, QImage] = OrderedDict()
        self._shots: dict[int, Shot] = {}
        self._wanted: list[int] = []
        self._passing = False
        self._composing: Hashable | None = None
        self._version = 0
        self._broken = False
        self._deaf: Callable[[], None] = lambda: None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._go)
        self.maker.made.connect(self._came)
        self.maker.failed.connect(self._fail)
        reel.changed.connect(self._changed)
        reel.desk.switched.connect(self._switched)
        self._switched()

    def look(self, frames: Sequence[int], passing: bool = False) -> None:
        """The first is shown, the others are made ready meanwhile, in this order; of none, nothing is made any more.
        `passing`: the first is only shown if it is there, since it will be over when it has been made."""
        self._wanted, self._passing, self._broken = list(frames), passing, False
        if not frames:
            self.maker.stop()
        self._soon.start()

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return self.maker.idle and self._composing is None and not self._soon.isActive()

    def image(self, frame: int) -> QImage | None:
        """Its picture, where it is ready."""
        found = self._shots.get(frame)
        return None if found is None else self._images.get(self._key(found))

    def stride(self) -> int:
        """Every so many frames can be made while the film plays."""
        timeline = self._reel.timeline
        return max(1, math.ceil(self.maker.pace.get(timeline.source.model, 0.0) * float(timeline.fps)))

    def ready(self) -> list[int]:
        """The frames whose pictures are there, as far as they were looked at since the film changed."""
        return [frame for frame, found in self._shots.items() if self._key(found) in self._images]

    # What changes

    def _switched(self) -> None:
        self._deaf()
        document = self._reel.document
        self._deaf = document.changed.connect(self._painted)
        self._version += 1
        self._changed()

    def _painted(self, change: Change) -> None:
        if change.tree or change.size or not change.area.empty:
            self._version += 1
            self._soon.start()

    def _changed(self) -> None:
        self._shots, self._broken = {}, False
        self._soon.start()

    # Making

    def _go(self) -> None:
        """Sees what is there, and asks for what is not."""
        if self._broken:
            return
        lacking: dict[Hashable, Moment] = {}
        try:
            for place, frame in enumerate(self._wanted):
                found = self._shot(frame)
                key = self._key(found)
                image = self._images.get(key)
                if image is not None:
                    self._images.move_to_end(key)
                    if place == 0:
                        self.shown.emit(frame, image)
                    continue
                if place == 0 and self._passing:
                    continue
                here = {self._name(one): one for one in found.needed if self._name(one) not in self._made}
                lacking |= here
                if not here and self._composing is None:
                    self._compose(found, key)
        except PentimentoError as error:
            self._fail(error)
            return
        self.maker.ask(self._reel.timeline, list(lacking.items()))

    def _shot(self, frame: int) -> Shot:
        if frame not in self._shots:
            self._shots[frame] = shot(self._reel.timeline, frame)
        return self._shots[frame]

    def _key(self, found: Shot) -> Hashable:
        timeline = self._reel.timeline
        document = (id(self._reel.document), self._version) if timeline.on_canvas else None
        pictured = tuple(self._name(moment) for moment in found.needed), round(found.share, 6)
        return pictured, found.moment.staged, timeline.source.layer, document

    def _name(self, moment: Moment) -> Hashable:
        source = self._reel.timeline.source
        return source.model, source.negative, source.guidance, source.steps, moment.asked

    def _came(self, name: Hashable, picture: Picture) -> None:
        self._made.put(name, picture)
        self._soon.start()

    def _compose(self, found: Shot, key: Hashable) -> None:
        """On another thread, but for what takes no time."""
        from studio.formats.frozen import frozen

        timeline = self._reel.timeline
        pictures = [picture for moment in found.made if (picture := self._made.get(self._name(moment))) is not None]
        if not timeline.on_canvas and len(pictures) == 1 and found.moment.camera.still:
            self._keep(key, image_of(pictures[0]))
            return
        twin = frozen(self._reel.document) if timeline.on_canvas else None
        self._composing = key
        base = None if found.base is None else self._made.get(self._name(found.base))
        in_background(partial(_composed, found, pictures, base, twin, timeline.source.layer),
                      lambda image: self._composed(key, image), self._fail, owner=self)  # fmt: skip

    def _composed(self, key: Hashable, image: QImage) -> None:
        self._composing = None
        self._keep(key, image)

    def _keep(self, key: Hashable, image: QImage) -> None:
        self._images[key] = image
        held = sum(one.sizeInBytes() for one in self._images.values())
        while held > ROOM and len(self._images) > 1:
            held -= self._images.popitem(last=False)[1].sizeInBytes()
        self.readied.emit()
        self._soon.start()

    def _fail(self, error: PentimentoError) -> None:
        self._composing, self._broken = None, True
        self.failed.emit(error)


def _composed(found: Shot, pictures: Sequence[Picture], base: Picture | None, document: Document | None,
              layer: str) -> QImage:
    stage.check(found.moment, document, layer)
    picture = None
    if pictures:
        picture = pictures[0] if len(pictures) == 1 else Between(*pictures).at(found.share)
    return image_of(stage.frame(found.moment, picture, document, layer, base=base))
