"""Pins: points to come back to, kept for each model as long as the window is open, and in files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.core.errors import BadRequest
from studio.engine.job import Job, State
from studio.explore import pins as files
from studio.explore.pins import MOST, Pins
from studio.explore.space import Spot, space_of
from studio.families.tasks import Patch, Sample
from studio.ui.explore.map_view import Mark

if TYPE_CHECKING:
    from studio.families.tasks import Latent
    from studio.ui.explore.explorer import Explorer

NINE = 9
"""Points of the walk that shows what a model knows."""


class PinBoard(QObject):
    """The pins of the model that is explored. A pin's point has its sliders in it already: it is what a walk or a sum
    takes; what the sliders were is kept beside it."""

    changed = Signal()

    def __init__(self, explorer: Explorer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._explorer = explorer
        self._boards: dict[str, Pins] = {}
        self._told: dict[str, dict[str, Mapping[str, float | str]]] = {}
        self.drawing: Job | None = None
        """The job that draws nine points."""
        explorer.pins = lambda: self.pins
        explorer.switched.connect(self.changed)

    @property
    def pins(self) -> Pins:
        model = self._explorer.showing.model
        return self._boards.get(model, Pins(model))

    def _keep(self, pins: Pins) -> None:
        self._boards[pins.model] = pins
        self.changed.emit()
        self._explorer.listed.emit()

    def told(self, letter: str) -> Mapping[str, float | str]:
        """What the sliders were at a pin."""
        return self._told.get(self.pins.model, {}).get(letter, {})

    def _tell(self, letter: str, told: Mapping[str, float | str]) -> None:
        self._told.setdefault(self.pins.model, {})[letter] = dict(told)

    # Doing

    def pin(self) -> str:
        """A pin where one is; its letter. BadRequest when there are twelve, or no point yet."""
        explorer, stand = self._explorer, self._explorer.stand
        if stand is None or explorer.space is None:
            raise BadRequest("There is no point to pin yet.", "Choose a model first.")
        now = explorer.showing.now if explorer.showing.fresh else None
        pins = self.pins.add(stand.spot)
        letter = pins.pins[-1].letter
        self._tell(letter, {one.name: explorer.value_of(one.name) for one in explorer.space.sliders
                            if one.name in stand.spot.sliders or one.name in explorer.told})  # fmt: skip
        if now is not None and now.latent is not None:
            self._keep(pins.put(letter, Spot(now.latent), now.pixels))
        else:
            self._keep(pins)
            self._look_at(letter)
        return letter

    def _look_at(self, letter: str) -> None:
        """Gets a pin's picture, and its point with the sliders in it."""

        def came(patch: Patch) -> None:
            here = {pin.letter for pin in self.pins}
            if letter in here and patch.latent is not None:
                self._tell(letter, {**patch.info.get("sliders", {}), **self.told(letter)})
                self._keep(self.pins.put(letter, Spot(patch.latent), patch.pixels))

        self._explorer.showing.show_on_shelf(("pin", letter), self.pins[letter].spot, came)

    def remove(self, letter: str) -> None:
        self._keep(self.pins.remove(letter))

    def clear(self) -> None:
        self._keep(Pins(self.pins.model))

    def restore(self, pins: Pins) -> None:
        """As they were."""
        self._keep(pins)

    def rename(self, letter: str, name: str) -> None:
        told = self.told(letter)
        self._keep(self.pins.rename(letter, name))
        self._tell(name.strip(), told)

    def move(self, letter: str, place: int) -> None:
        self._keep(self.pins.move(letter, place))

    def go_to(self, letter: str) -> None:
        """Stands at a pin."""
        pin = self.pins[letter]
        if pin.thumb is None:
            self._explorer.go_to(pin.spot)
        else:
            info = {"sliders": dict(self.told(letter))}
            self._explorer.go_to(pin.spot, Patch(pin.thumb, latent=pin.spot.latent, info=info))

    def draw_nine(self) -> Job:
        """Nine pins at points by chance, in place of those that are there, as the walk goes that shows what a model
        knows."""
        explorer = self._explorer
        if explorer.entry is None or Sample.verb not in explorer.entry.tasks:
            raise BadRequest("This model makes no pictures by chance.", "Pin points of your own.")
        model = explorer.entry.id
        job = explorer.desk.engine.submit(Sample(model=model, count=NINE, truncation=explorer.variety),
                                          "Nine random points")
        self.drawing = job

        def over(job: Job) -> None:
            if self.drawing is job:
                self.drawing = None
            if job.state is State.FAILED:
                explorer.failed.emit(job.error)
            if job.state is State.DONE and self.pins.model == model:
                self._drawn(job)

        job.finished.connect(over)
        return job

    def _drawn(self, job: Job) -> None:
        pins = Pins(self.pins.model)
        for patch in job.patches:
            if patch.latent is not None:
                pins = pins.add(Spot(patch.latent), patch.pixels)
                self._tell(pins.pins[-1].letter, patch.info.get("sliders", {}))
        self._keep(pins)

    # Files

    def save(self, path: Path) -> None:
        if not len(self.pins):
            raise BadRequest("There are no pins to save.", "Pin a point first (P).")
        files.save(self.pins, path)

    def load(self, path: Path) -> None:
        """The pins of a file in place of these; another model is explored where they are another's."""
        found = files.load(path)
        entry = self._explorer.desk.library.entry(found.model)
        space = None if entry is None else space_of(entry)
        if space is None or not all(space.holds(pin.spot.latent) for pin in found):
            raise BadRequest(f"These pins belong to {found.model}, which is not here.", "Add that model first.")
        if found.model != self.pins.model:
            self._explorer.choose(found.model)
        self._keep(found)
        for pin in found:
            if pin.thumb is None or not self.told(pin.letter):
                self._look_at(pin.letter)

    # On the map

    @property
    def latents(self) -> list[Latent]:
        return [pin.spot.latent for pin in self.pins]

    def marks(self) -> list[Mark]:
        """Those that the map's axes have a place for."""
        stand = self._explorer.stand
        if stand is None or self._explorer.neighbours:
            return []
        found = []
        for pin in self.pins:
            place = stand.place_of(pin.spot.latent, self.told(pin.letter) or pin.spot.sliders)
            if place is not None:
                found.append(Mark(pin.letter, *place))
        return found

    @property
    def left(self) -> int:
        """How many more there can be."""
        return MOST - len(self.pins)
