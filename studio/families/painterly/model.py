"""Paints a picture over in a manner, part by part, so that any size fits into memory and no part shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from studio.core.errors import BadRequest
from studio.core.geometry import Extent, Point, Rect
from studio.core.picture import Picture, extent
from studio.families import region, sliders
from studio.families.family import ModelEntry
from studio.families.painterly import gouache, ink, oil, pencil, watercolour
from studio.families.painterly.flow import far_off
from studio.families.painterly.view import Floats, Look, Tones, View, light, scale_of
from studio.families.tasks import Edit, Patch, Report, Task

PIXELS = 500_000
"""In one part, its surroundings included: about 250 bytes each while it is painted."""
SMALLEST, SMALL = 96, 256
"""Px: of a part's side; and of the whole picture's where it is looked at from afar."""


class Style(NamedTuple):
    """`paint` gives the colours of a whole view; those nearer than `reach` to a border that is not the picture's are
    wrong."""

    paint: Callable[[View, Look], Floats]
    reach: Callable[[Look, float], int]


STYLES: Mapping[str, Style] = {
    "oil": Style(oil.paint, oil.reach),
    "watercolour": Style(watercolour.paint, watercolour.reach),
    "gouache": Style(gouache.paint, gouache.reach),
    "pencil": Style(pencil.paint, pencil.reach),
    "ink": Style(ink.paint, ink.reach),
}


class Painter:
    """Needs no weights. Its patches are opaque: what was transparent stays so by `families/frame.py`."""

    nbytes = 0

    def __init__(self, entry: ModelEntry) -> None:
        self.entry = entry

    def close(self) -> None:
        return

    def run(self, task: Task, report: Report) -> Sequence[Patch]:
        if not isinstance(task, Edit):
            raise BadRequest(f"{self.entry.name} cannot do “{task.title}”.", "Ask it for an Edit.")
        values = {one.name: one.default for one in sliders.of(self.entry)} | sliders.checked(self.entry, task.sliders)
        report(0.0, note="Mixing paint")
        pixels = painted(task.picture, str(values["style"]), look_of(values), float(values["strength"]), report)
        report(1.0)
        return [Patch(pixels, task.at, info={"sliders": values})]


def look_of(values: Mapping[str, Any]) -> Look:
    numbers = {name: float(values[name]) for name in Look._fields if name in values and name != "chance"}
    return Look(**numbers, chance=int(values.get("chance", 0)))


def painted(picture: Picture, style: str, look: Look, strength: float, report: Report, side: int = 0) -> Picture:
    """(H, W, 4) of the picture's depth, opaque. `side` px of a part where another than the usual is wanted."""
    paint, reach_of = STYLES[style]
    whole = extent(picture)
    reach = reach_of(look, scale_of(whole))
    parts = list(cells(whole, side or side_for(reach)))
    tones, far = tones_of(picture), far_off(_small(picture), whole)
    report(0.02, note="Looking at light and dark")
    most = np.float32(np.iinfo(picture.dtype).max)
    out = np.empty_like(picture)
    out[..., 3] = np.iinfo(picture.dtype).max
    for number, part in enumerate(parts):
        around = part.grown(reach) & Rect.of(whole)
        seen = picture[around.slices][..., :3].astype(np.float32) / most
        made = paint(View(seen, Point(around.x, around.y), whole, tones, far), look)
        made = made[part.moved((-around.x, -around.y)).slices]
        if strength < 1:
            before: Floats = picture[part.slices][..., :3].astype(np.float32) / most
            made = before + np.float32(strength) * (made - before)
        out[part.slices][..., :3] = np.rint(np.clip(np.nan_to_num(made), 0, 1) * most)
        report(0.02 + 0.97 * (number + 1) / len(parts), None, f"Part {number + 1} of {len(parts)}")
    return out


def _small(picture: Picture) -> Floats:
    """(h, w, 3) in 0 … 1, at most SMALL on the longer side."""
    height, width = picture.shape[:2]
    share = min(1.0, SMALL / max(height, width))
    size = Extent(max(1, round(width * share)), max(1, round(height * share)))
    small = region.resized(picture, size)[..., :3].astype(np.float32) / np.iinfo(picture.dtype).max
    return np.asarray(small, np.float32)


def side_for(reach: int) -> int:
    """Px: as large as fits with its surroundings, never so small that the surroundings are most of the work."""
    return max(SMALLEST, 2 * reach, int(np.sqrt(PIXELS)) - 2 * reach)


def cells(whole: Extent, side: int) -> Iterator[Rect]:
    """Parts that cover a picture, none larger than `side`."""
    for x, y in Rect.of(whole).cells(side):
        yield Rect(x * side, y * side, side, side) & Rect.of(whole)


def tones_of(picture: Picture) -> Tones:
    """Found on a few thousand pixels."""
    step = max(1, int(np.sqrt(picture.shape[0] * picture.shape[1] / 20_000)))
    few = picture[step // 2 :: step, step // 2 :: step, :3].astype(np.float32) / np.iinfo(picture.dtype).max
    low, middle, high = np.percentile(light(few), (1.0, 50.0, 99.0))
    return Tones(float(low), float(middle), float(max(high, low + 0.05)))
