"""The film that is being made: the timeline of the picture in front, where on it one is, and what of it is chosen."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from studio.core.document import Change, Document
from studio.core.errors import PentimentoError
from studio.timeline import saved
from studio.timeline.command import SetTimeline
from studio.timeline.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.explore.space import Spot
    from studio.ui.desk import Desk
    from studio.ui.timeline.exporting import Exporting
    from studio.ui.timeline.player import Player
    from studio.ui.timeline.projector import Projector

TrackId = tuple[str, str]
KeyId = tuple[TrackId, int]
LOOSE = (512, 512)


class Reel(QObject):
    """One per desk. The document in front keeps the timeline; while none is open, a blank one that nobody sees does.

    `frame` is where the playhead stands, `track` the active row, `keys` the chosen keys. `spot` and `model`: where the
    explorer stands, if somebody tells.
    """

    changed = Signal()
    """The timeline is another, or shown as another while a key is dragged."""
    moved = Signal(int)
    """The playhead."""
    picked = Signal()
    """Another row or other keys."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.desk = desk
        self.frame = 0
        self.track: TrackId | None = None
        self.keys: frozenset[KeyId] = frozenset()
        self.spot: Spot | None = None
        self.model = ""
        self.copied: tuple[tuple[TrackId, int, Any, Any], ...] = ()
        self._loose = Document(LOOSE, name="Film")
        self._told: Any = None
        self._kept = Timeline()
        self._done: tuple[Any, Timeline] = (object(), self._kept)
        self._shown: Timeline | None = None
        self._deaf: Callable[[], None] = lambda: None
        desk.switched.connect(self._switched)
        self._switched()

    @cached_property
    def projector(self) -> Projector:
        """Made when the film is first looked at."""
        from studio.ui.timeline.projector import Projector

        return Projector(self)

    @cached_property
    def player(self) -> Player:
        from studio.ui.timeline.player import Player

        return Player(self)

    @cached_property
    def exporting(self) -> Exporting:
        from studio.ui.timeline.exporting import Exporting

        made, say = Exporting(self.desk.engine, self), self.desk.say
        made.ended.connect(lambda frames: say(f"Wrote {made.path.name}: {frames} frames." if frames else
                                              f"{made.path.name} was not written: it was cancelled."))  # fmt: skip
        made.failed.connect(lambda error: say(error.message, error.hint, "error"))
        return made

    @property
    def document(self) -> Document:
        """What keeps the timeline and its undo."""
        return self.desk.document or self._loose

    @property
    def timeline(self) -> Timeline:
        return self._shown or self._kept

    # Following the document

    def _switched(self) -> None:
        self._deaf()
        self._deaf = self.document.changed.connect(self._heard)
        self._told, self._shown = object(), None
        self._look()
        self.pick(None)
        self.go(0)

    def _heard(self, change: Change) -> None:
        self._look()

    def _look(self) -> None:
        """Reads the timeline anew when it is another."""
        told = self.document.metadata.get(saved.NOTE)
        if told is self._told:
            return
        self._told, self._shown = told, None
        try:
            own = self._done[1] if told is self._done[0] else None
            self._kept = own or saved.of_document(self.document) or Timeline()
        except PentimentoError as error:
            self._kept = Timeline()
            self.desk.say(error.message, error.hint, "error")
        there = {(track.id, key.frame) for track in self._kept.tracks for key in track.keys}
        track = self.track if self.track and self._kept.track(*self.track) else None
        self.pick(track, self.keys & there)
        self.frame = min(self.frame, self._kept.length - 1)
        self.changed.emit()

    # Changing

    def do(self, timeline: Timeline, title: str, goes_on: str = "") -> None:
        """As a step of undo, one for all that `goes_on` in the same. Errors are raised; nothing is changed then."""
        command = SetTimeline(timeline, title, goes_on)
        self._done = command.told, timeline
        self.document.do(command)

    def show(self, timeline: Timeline | None) -> None:
        """As if it were so already, while the hand is still at it; None ends that."""
        if timeline is not self._shown:
            self._shown = timeline
            self.changed.emit()

    def undo(self) -> None:
        self.document.undo()

    def redo(self) -> None:
        self.document.redo()

    # Where one is

    def go(self, frame: int) -> None:
        frame = max(0, min(frame, self.timeline.length - 1))
        if frame != self.frame:
            self.frame = frame
            self.moved.emit(frame)

    def pick(self, track: TrackId | None, keys: frozenset[KeyId] = frozenset()) -> None:
        if (track, keys) != (self.track, self.keys):
            self.track, self.keys = track, keys
            self.picked.emit()

    def stand(self, model: str, spot: Spot | None) -> None:
        """The explorer is there now: what a key of the position takes."""
        self.model, self.spot = model, spot
