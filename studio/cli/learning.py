"""The work behind `direction make` and `direction measure`: points sampled, pictures read, directions learnt."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from studio.cli import latents, reading
from studio.cli.pictures import flattened, opened
from studio.cli.work import Values
from studio.core.errors import BadRequest
from studio.explore import direction as directions
from studio.explore import leakage, workshop
from studio.explore.axes import components
from studio.explore.direction import Direction
from studio.families import sliders
from studio.families.tasks import Generate
from studio.session import directing

if TYPE_CHECKING:
    from studio.explore.leakage import Attributes, Measure
    from studio.families.family import ModelEntry
    from studio.families.tasks import Latent, Patch, Report
    from studio.session.directing import Floats, Look
    from studio.session.walking import Submit

LEARNT = 0.7
"""How much of the time of making a direction goes into points to learn from."""

STEPS = 9
"""Values at which a direction is measured."""

BEYOND = 1_000_000
"""Added to the seed where other points are wanted than those that were learnt from."""


class Learning:
    """One direction on its way: `values` are those of `direction make`."""

    def __init__(self, submit: Submit, entry: ModelEntry, values: Values, report: Report) -> None:
        self._submit, self._entry, self._values, self._report = submit, entry, values, report
        self.leakage: dict[str, float] = {}

    def direction(self) -> Direction:
        """It, free of what it should be free of."""
        name, model = self._values["name"], self._entry.id
        if self._values["more"] or self._values["less"]:
            made = self._worded()
        elif self._values["component"]:
            made = self._component()
        elif self._values["attribute"]:
            made = self._learnt(self._values["attribute"], name)
        else:
            made = workshop.from_sets(name, model, self._set("plus"), self._set("minus"))
        return directions.orthogonal(made, [self._other(one) for one in self._values["free_of"]])

    def measured(self, direction: Direction) -> Measure | None:
        """What it changes, at points that it was not learnt from; None where no probe reads the model's pictures."""
        if not self._world:
            return None
        attributes, look = self._eyes
        count = self._values["measure"]
        points = _points(self._sampled(count, self._values["seed"] + BEYOND, 0.7, 0.75))
        values = np.linspace(direction.low, direction.high, STEPS)
        readings = directing.swept(self._submit, self._entry.id, points, directing.along(direction, values.tolist()),
                                   look, directing.shared(self._report, 0.75, 1.0))  # fmt: skip
        usual = self._readings if self._values["attribute"] else readings[STEPS // 2]
        about = self._values["attribute"].partition("=")[0]
        found = leakage.measure(direction.name, attributes, usual, values.tolist(), readings, about)
        changes = leakage.per_unit(attributes, usual, values, readings)
        self.leakage = {name: round(change, 4) for name, change in changes.items() if name != found.about}
        return found

    # What it is learnt from

    @cached_property
    def _patches(self) -> list[Patch]:
        return self._sampled(self._values["count"], self._values["seed"], 0.0, LEARNT)

    @cached_property
    def _readings(self) -> Floats:
        return read(self._patches, self._eyes[1])

    @cached_property
    def _world(self) -> str:
        return reading.world_of(self._entry, self._values["world"], self._values["models"])

    @cached_property
    def _eyes(self) -> tuple[Attributes, Look]:
        if not self._world:
            raise BadRequest(f"No probe reads the pictures of {self._entry.name}.",
                             "Say which world they are of: --world portraits.")  # fmt: skip
        return reading.eyes(self._world, self._values["device"].value, self._values["models"])

    def _sampled(self, count: int, seed: int, start: float, stop: float) -> list[Patch]:
        return directing.sampled(self._submit, self._entry.id, count, seed,
                                 directing.shared(self._report, start, stop))  # fmt: skip

    def _component(self) -> Direction:
        number, normal = self._values["component"], self._entry.details["latent"].get("prior", "normal") == "normal"
        points = _points(self._patches)
        found = components(points, number, directing.looks(self._patches) if normal else None)
        if len(found) < number:
            raise BadRequest(f"There are only {len(found)} components.")
        return workshop.from_component(found[number - 1], self._entry.id, self._values["name"])

    def _worded(self) -> Direction:
        if Generate.verb not in self._entry.tasks:
            raise BadRequest(f"{self._entry.name} is not led by text.", "Give two sets, or an attribute.")
        shape = [int(side) for side in self._entry.details["latent"]["shape"]]
        return workshop.from_texts(self._values["name"], self._entry.id, shape, self._values["more"],
                                   self._values["less"])  # fmt: skip

    def _learnt(self, attribute: str, name: str) -> Direction:
        """A number by regression; a choice by what parts the points that show that value (or, of one that may be
        absent, any) from the rest."""
        attributes, _ = self._eyes
        asked, _, value = attribute.partition("=")
        if asked not in attributes.columns:
            raise BadRequest(f"The probe reads no {asked!r}.", f"It reads: {', '.join(attributes.names)}.")
        points, own = _points(self._patches), self._readings[:, attributes.columns[asked]]
        if asked not in attributes.values:
            return workshop.from_readings(name, self._entry.id, points, own[:, 0])
        known = attributes.values[asked]
        if value not in known and not (not value and known[0] == "none"):
            raise BadRequest(f"Which {asked}?", f"Give --attribute {asked}=VALUE, one of: {', '.join(known)}.")
        shown = own.argmax(axis=1)
        return workshop.from_classes(name, self._entry.id, points,
                                     shown == known.index(value) if value else shown > 0)  # fmt: skip

    def _other(self, name: str) -> Direction:
        """A direction that is there, or else one of that attribute, learnt from the same points."""
        there = {one.name for one in directions.known(self._entry.id)}
        if name in there or Path(name).exists() or not self._world:
            return directions.named(name, self._entry.id)
        return self._learnt(name, name)

    def _set(self, which: str) -> list[Latent]:
        """Latents as they are; pictures are found by the model."""
        found: list[Latent] = []
        paths: list[Path] = self._values[which]
        start, stop = (0.0, LEARNT / 2) if which == "plus" else (LEARNT / 2, LEARNT)
        for number, path in enumerate(paths):
            if path.suffix.lower() == latents.SUFFIX:
                kept = latents.read(path)
                if kept.model not in ("", self._entry.id):
                    raise BadRequest(f"{path.name} is a point of {kept.model}, not of {self._entry.id}.")
                found.append(kept.latent)
                continue
            share = (stop - start) / len(paths)
            tell = directing.shared(self._report, start + number * share, start + (number + 1) * share)
            found += directing.encoded(self._submit, self._entry.id, [flattened(opened(path))], tell)
        return found


def model_of(names: Sequence[str]) -> str:
    """The model that the first file among the names belongs to."""
    files = [Path(name) for name in names if Path(name).suffix.lower() == directions.SUFFIX and Path(name).exists()]
    return directions.load(files[0]).model if files else ""


def measures(submit: Submit, entry: ModelEntry, names: Sequence[str], values: Values, report: Report) -> list[Measure]:
    """Of sliders and directions by name or file, or all that the model has: `count` points, `values` values each, and
    what is usual are these points unmoved. BadRequest where nothing reads the model's pictures."""
    world = reading.world_of(entry, values["world"], values["models"])
    if not world:
        raise BadRequest(f"No probe reads the pictures of {entry.name}.",
                         "Say which world they are of: --world portraits.")  # fmt: skip
    known = {one.name: one for one in sliders.of(entry)}
    wanted = list(names) or [*known, *(one.name for one in directions.known(entry.id) if one.name not in known)]
    chosen = [known.get(name) or directions.named(name, entry.id) for name in wanted]
    attributes, look = reading.eyes(world, values["device"].value, values["models"])
    patches = directing.sampled(submit, entry.id, values["count"], values["seed"],
                                directing.shared(report, 0.0, 0.1))  # fmt: skip
    usual, found = read(patches, look), []
    for number, one in enumerate(chosen):
        part = directing.shared(report, 0.1 + 0.9 * number / len(chosen), 0.1 + 0.9 * (number + 1) / len(chosen))
        if isinstance(one, Direction):
            at: list[float | str] = np.linspace(one.low, one.high, values["values"]).tolist()
            moves = directing.along(one, [float(value) for value in at])
        else:
            at, moves = directing.of_slider(one, values["values"])
        readings = directing.swept(submit, entry.id, _points(patches), moves, look, part)
        about = one.name if one.name in attributes.columns else ""
        found.append(leakage.measure(one.name, attributes, usual, at, readings, about))
    return found


def read(patches: Sequence[Patch], look: Look) -> Floats:
    """(N, K)."""
    return look([patch.pixels for patch in patches])


def _points(patches: Sequence[Patch]) -> list[Latent]:
    return [patch.latent for patch in patches if patch.latent is not None]
