"""Where a latent model's pictures and captions come from: renders of worlds, several of them, or an artist's folder."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest
from studio.training.folder import Folder
from studio.training.ldm.tokens import varied
from studio.training.ldm.words import MANNERS
from studio.training.material import Material, is_renders
from studio.training.pictures import resized, squared
from studio.training.worlds.render import Renders

Bytes = NDArray[np.uint8]


@dataclass(frozen=True)
class Source:
    """`look(number)` gives a picture (S, S, 3) sRGB; `say(number, chance)` a caption that is true of it, another one
    each time where a grammar makes it. `part(name, numbers)` gives lines or segmentations (B, H, W) of renders.
    `labels` name a segmentation's values. `key` names what is in there, for what is kept of it."""

    key: str
    count: int
    look: Callable[[int], Bytes]
    say: Callable[[int, np.random.Generator], str]
    part: Callable[[str, Sequence[int]], Bytes]
    labels: tuple[str, ...] = ()


class Gallery:
    """All sources as one row of pictures."""

    def __init__(self, sources: Sequence[Source], size: int) -> None:
        self.sources, self.size = tuple(sources), size
        self._ends = list(accumulate(source.count for source in sources))

    @property
    def count(self) -> int:
        return self._ends[-1]

    def at(self, numbers: Sequence[int] | NDArray[np.int64]) -> Bytes:
        """Those pictures: (B, S, S, 3)."""
        return np.stack([source.look(number) for source, number in map(self._found, numbers)])

    def say(self, number: int, chance: np.random.Generator) -> str:
        source, its = self._found(number)
        return source.say(its, chance)

    def part(self, name: str, numbers: Sequence[int] | NDArray[np.int64]) -> Bytes:
        """`lines` or `segmentation` of those pictures, as they were drawn: (B, H, W)."""
        return np.stack([source.part(name, [number])[0] for source, number in map(self._found, numbers)])

    def labels(self, number: int) -> tuple[str, ...]:
        """What the values of that picture's segmentation mean."""
        return self._found(number)[0].labels

    @cached_property
    def words(self) -> list[str]:
        """The captions of an artist's own pictures, whose words the tokenizer must learn."""
        chance = np.random.default_rng(0)
        own = [source for source in self.sources if source.key.startswith("folder")]
        return [source.say(number, chance) for source in own for number in range(source.count)]

    def _found(self, number: int) -> tuple[Source, int]:
        at = bisect.bisect_right(self._ends, int(number))
        return self.sources[at], int(number) - (self._ends[at - 1] if at else 0)


def gallery(material: Material, size: int) -> Gallery:
    """What `material` names: a world, or the folders `home` and `other`, each renders, a folder of several renders, or
    pictures with captions in text files of the same names."""
    homes = [home for home in (material.home, material.other) if home is not None]
    if not homes:
        return Gallery([of_renders(material.drawn(material.world, size), size)], size)
    return Gallery([source for home in homes for source in _of(home, size)], size)


def held(material: Material, size: int) -> Gallery | None:
    """The pictures of `--test`; None where there are none."""
    return Gallery(_of(material.test, size), size) if material.test else None


def _of(home: Path, size: int) -> list[Source]:
    if is_renders(home):
        return [of_renders(Renders(home), size)]
    inner = sorted(path for path in home.iterdir() if is_renders(path)) if home.is_dir() else []
    return [of_renders(Renders(path), size) for path in inner] or [of_folder(Folder(home), size)]


def of_renders(renders: Renders, size: int) -> Source:
    manner = MANNERS.get(str(renders.settings["manner"]), "")
    say = _grammar(str(renders.settings["world"]))

    def said(number: int, chance: np.random.Generator) -> str:
        row = renders.known[number]
        caption = str(row["caption"]) if say is None else say(row["facts"], int(chance.integers(2**31)))
        return varied(", ".join(part for part in (caption, manner) if part), chance)

    def look(number: int) -> Bytes:
        found: Bytes = resized(renders.part("picture", [number])[..., :3], size)[0]
        return found

    told = renders.settings
    key = f"renders {told['world']} {told['manner']} {told['seed']} {told['size']} {told['facts']} {len(renders)}"
    return Source(key, len(renders), look, said, renders.part, tuple(told["labels"]))


def _grammar(world: str) -> Callable[[dict[str, Any], int], str] | None:
    """Captions of the same facts by another chance; None for worlds that say only one thing of a picture."""
    if world == "scenes":
        from studio.training.worlds.scenes import caption as scenes

        return lambda facts, seed: scenes.caption(seed, facts)
    if world == "portraits":
        from studio.training.worlds.portraits import caption as portraits
        from studio.training.worlds.portraits.facts import look_of

        return lambda facts, seed: portraits.caption(look_of(facts), seed)
    return None


def of_folder(folder: Folder, size: int) -> Source:
    """Pictures of any shape, the middle square of each; what cannot be read is left out."""
    names = [name for name in folder.names if folder.read(name) is not None]
    if not names:
        raise BadRequest(f"None of the {len(folder.names)} pictures in {folder.home} can be read.",
                         "Give a folder of pictures with --data DIR.")  # fmt: skip

    def look(number: int) -> Bytes:
        found = folder.read(names[number])
        if found is None:
            raise BadRequest(f"{names[number]} can no longer be read.", "Put it back, or start the training anew.")
        return squared(found, size)

    def say(number: int, chance: np.random.Generator) -> str:
        beside = Path(names[number]).with_suffix(".txt")
        if not beside.is_file():
            return ""
        return " ".join(beside.read_text(encoding="utf-8", errors="replace").split())

    def part(name: str, numbers: Sequence[int]) -> Bytes:
        raise BadRequest(f"A folder of pictures has no {name}.", "Train on renders of a world.")

    return Source(f"folder {folder.home.resolve()} {len(names)}", len(names), look, say, part)
