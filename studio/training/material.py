"""What a training learns from: a world, renders of one, or a folder of the artist's own pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from studio import places
from studio.core.errors import BadRequest
from studio.families.tasks import Report, silent
from studio.training.worlds.render import MANIFEST, Order, Renders, render

if TYPE_CHECKING:
    from studio.training.folder import Folder
    from studio.training.pictures import Pictures
    from studio.training.worlds.world import World

MANNERS = {"monet": ("scenes", "monet"), "ink": ("scenes", "ink"), "flat": ("scenes", "flat")}
"""Names of worlds that are another one's manners."""

FIRST = 1_000_000
"""The seeds to train on begin here: those below are for measuring."""


@dataclass(frozen=True)
class Material:
    """`world` by name, or `home`: a folder of pictures or of renders (`pentimento worlds NAME --shards`). `other` is
    the second folder of a training between two. `test` is only measured on. `count` pictures of a world are rendered
    (once, into the cache) when it has to be drawn first."""

    world: str = ""
    home: Path | None = None
    other: Path | None = None
    test: Path | None = None
    count: int = 4096
    seed: int = 0
    device: str = "cpu"
    report: Report = field(default=silent)

    def pictures(self, size: int) -> Pictures:
        """What there is to learn from, as squares of `size` px. BadRequest when there is nothing."""
        if self.home is not None:
            return self._of(self.home, size)
        return _pictures(self.drawn(self.world, size), size, self.seed)

    def others(self, size: int, world: str = "") -> Pictures:
        """The second set: of the folder `other`, or drawn of `world`."""
        if self.other is not None:
            return self._of(self.other, size)
        if not world:
            raise BadRequest("This training goes between two sets of pictures.", "Give the other one with --other DIR.")
        return _pictures(self.drawn(world, size, FIRST + 2_000_000), size, self.seed)

    @cached_property
    def folder(self) -> Folder | None:
        """The artist's own pictures; None when it is trained on a world or on renders of one."""
        from studio.training.folder import Folder

        return None if self.home is None or is_renders(self.home) else Folder(self.home)

    def drawn(self, world: str, size: int, first: int = FIRST) -> Renders:
        """Renders of a world, from the cache where they were made before; `report` hears of the others."""
        name, manner = MANNERS.get(world, (world, ""))
        home = places.cache() / "worlds" / f"{world}-{size}-{first}"
        order = Order(world_named(name), self.count, first, size, manner)
        render(order, home, report=lambda done: self.report(0.0, note=f"Drawing pictures: {done:.0%}"))
        return Renders(home)

    def _of(self, home: Path, size: int) -> Pictures:
        from studio.training.folder import Folder
        from studio.training.pictures import Pictures

        if is_renders(home):
            return _pictures(Renders(home), size, self.seed)
        folder = self.folder if home == self.home and self.folder else Folder(home)
        return Pictures.of_folder(folder, size, self.seed, self.report)


def is_renders(home: Path) -> bool:
    return (home / MANIFEST).is_file()


def world_named(name: str) -> World:
    from studio.parts import parts

    known: dict[str, World] = {world.name: world for world in parts("studio.training.worlds")}
    if name not in known:
        raise BadRequest(f"There is no world called {name!r}.", f"There are: {', '.join([*known, *MANNERS])}.")
    return known[name]


def _pictures(renders: Renders, size: int, seed: int) -> Pictures:
    from studio.training.pictures import Pictures

    return Pictures.of_renders(renders, size, seed)
