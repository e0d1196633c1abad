"""The sheet that worlds are painted on: each shape goes at once into picture, labels, depth and line drawing.

It is twice as large as the picture that comes off it, so that edges are smooth. Lengths are in sides of the picture.
All drawing is OpenCV's fixed-point kind on uint8, so the same shapes give the same pixels everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from numpy.typing import ArrayLike, NDArray

from studio.core.geometry import Rect
from studio.training.worlds.chance import Chance
from studio.training.worlds.colours import Colour, mix
from studio.training.worlds.curves import brushed
from studio.training.worlds.opencv import cv2
from studio.training.worlds.paper import softness, texture
from studio.training.worlds.world import Bytes

FINE = 2
"""Canvas pixels along one of the picture's."""

SHIFT = 4
"""OpenCV takes coordinates in sixteenths of a pixel."""

PEN = 0.0042
"""The line drawing's usual width."""


class Canvas:
    """`flat` leaves out gradients, textures, blur and glows: poster colours."""

    def __init__(self, size: int, labels: Sequence[str], chance: Chance, flat: bool = False) -> None:
        self.size, self.side, self.flat = size, size * FINE, flat
        self.labels = tuple(labels)
        self._number = {label: at for at, label in enumerate(labels)}
        self.picture = np.zeros((self.side, self.side, 3), np.uint8)
        self.lines = np.full((self.side, self.side), 255, np.uint8)
        self.segmentation = np.zeros((size, size), np.uint8)
        self.depth = np.zeros((size, size), np.uint8)
        self._owners = np.zeros((size, size), np.uint8)
        self._things: list[str] = []
        self._thing = 0
        self._offset = int(chance.share() * self.side), int(chance.share() * self.side)

    # ---- naming what is drawn ------------------------------------------------------------------------------

    @contextmanager
    def thing(self, name: str) -> Iterator[None]:
        """What is drawn inside belongs to one thing, whose box is in the sample. After 255 things, none."""
        outer = self._thing
        if len(self._things) < 255:
            self._things.append(name)
            self._thing = len(self._things)
        try:
            yield
        finally:
            self._thing = outer

    def boxes(self) -> dict[str, tuple[Rect, ...]]:
        """Where each thing shows, in the picture's pixels, the largest of a name first."""
        found: dict[str, list[Rect]] = {}
        for at, name in enumerate(self._things, start=1):
            x, y, width, height = cv2.boundingRect(cv2.compare(self._owners, at, cv2.CMP_EQ))
            if width and height:
                found.setdefault(name, []).append(Rect(int(x), int(y), int(width), int(height)))
        return {name: tuple(sorted(those, key=lambda box: -box.width * box.height)) for name, those in found.items()}

    # ---- shapes --------------------------------------------------------------------------------------------

    def region(self, points: ArrayLike, colour: Colour, to: Colour | None = None, angle: float = 90.0, *,
               label: str = "", depth: int | tuple[int, int] | None = None, line: float = 0.0, texture: str = "",
               amount: float = 0.03, alpha: float = 1.0, blur: float = 0.0,
               clip: Bytes | None = None) -> None:  # fmt: skip
        """Fills the outline `points` (N, 2).

        colour, to   one colour, or a passage between two along `angle` degrees (90: from top to bottom)
        label, depth what the shape is and how near (a pair: at its top, at its bottom); without a label it is only
                     colour on what is there (light, shade, pattern)
        line         outline in the line drawing, in usual pen widths; 0: none. A labelled shape hides lines behind it
        texture      "grain", "brush" or "bark", `amount` its spread as a share of the colour (0.01 … 0.06)
        blur         softens the edge, in sides; clip: uint8 (side, side) as `mask` gives, the paint stays inside it
        """
        fixed = self._fixed(points)
        if self.flat:
            colour, to, texture, blur = (mix(colour, to, 0.4) if to else colour), None, "", 0.0
        if to or texture or alpha < 1 or blur or clip is not None:
            self._mixed(fixed, colour, to, angle, texture, amount, alpha, blur, clip)
        else:
            cv2.fillPoly(self.picture, [fixed], colour, cv2.LINE_AA, SHIFT)
        if label:
            self._know(fixed, label, depth, clip)
        if line:
            self.pen(points, line, closed=True)

    def stroke(self, points: ArrayLike, width: float, colour: Colour, *, label: str = "", depth: int | None = None,
               line: float = 0.0, alpha: float = 1.0, clip: Bytes | None = None) -> None:  # fmt: skip
        """A brush stroke along an open curve, thin at its ends; `line` draws the curve itself in the line drawing."""
        self.region(brushed(points, width), colour, label=label, depth=depth, alpha=alpha, clip=clip)
        if line:
            self.pen(points, line)

    def spot(self, x: float, y: float, radius: float, colour: Colour, alpha: float = 1.0) -> None:
        """A small round dab without a label: star, snowflake, seed."""
        at = round(x * self.side * 16) - 8, round(y * self.side * 16) - 8
        if alpha < 1:
            under = self.picture[min(max(at[1] >> 4, 0), self.side - 1), min(max(at[0] >> 4, 0), self.side - 1)]
            colour = mix((float(under[0]), float(under[1]), float(under[2])), colour, alpha)
        cv2.circle(self.picture, at, max(8, round(radius * self.side * 16)), colour, -1, cv2.LINE_AA, SHIFT)

    def dash(self, x0: float, y0: float, x1: float, y1: float, width: float, colour: Colour) -> None:
        """The quickest mark, straight and round-ended, without a label: a blade of grass, a glint."""
        scale = self.side * 16
        start, end = (round(x0 * scale) - 8, round(y0 * scale) - 8), (round(x1 * scale) - 8, round(y1 * scale) - 8)
        cv2.line(self.picture, start, end, colour, max(1, round(width * self.side)), cv2.LINE_AA, SHIFT)

    def glow(self, x: float, y: float, rx: float, ry: float, colour: Colour, alpha: float,
             clip: Bytes | None = None) -> None:  # fmt: skip
        """Light or shade that fades out from (x, y). Nothing when flat."""
        if self.flat:
            return
        width, height = max(3, round(2 * rx * self.side)), max(3, round(2 * ry * self.side))
        left, top = round((x - rx) * self.side), round((y - ry) * self.side)
        box = self._box(left, top, width, height, even=False)
        if box.empty:
            return
        spot = cv2.resize(softness(), (width, height), interpolation=cv2.INTER_LINEAR_EXACT)
        mask = spot[box.y - top : box.bottom - top, box.x - left : box.right - left]
        self._blend(box, self._plain(box, colour), mask, alpha, clip)

    def pen(self, points: ArrayLike, width: float = 1.0, closed: bool = False, ink: int = 24) -> None:
        """Only into the line drawing."""
        thickness = max(1, round(width * PEN * self.side))
        cv2.polylines(self.lines, [self._fixed(points)], closed, ink, thickness, cv2.LINE_AA, SHIFT)

    def mask(self, points: ArrayLike, blur: float = 0.0) -> Bytes:
        """The shape alone, 255 inside: uint8 (side, side), to clip by."""
        mask = np.zeros((self.side, self.side), np.uint8)
        cv2.fillPoly(mask, [self._fixed(points)], 255, cv2.LINE_AA, SHIFT)
        return self._blurred(mask, blur)

    def wash(self, colour: Colour, mask: Bytes, alpha: float = 1.0) -> None:
        """One colour over everything that `mask` (uint8, side × side) lets through."""
        whole = Rect(0, 0, self.side, self.side)
        self._blend(whole, self._plain(whole, colour), mask, alpha, None)

    def lay(self, strip: Bytes, top: int, mask: Bytes) -> None:
        """Pastes a strip as wide as the sheet, uint8 (height, side, 3), from row `top` on, through `mask`."""
        box = Rect(0, top, self.side, strip.shape[0])
        self._blend(box, strip, mask[box.slices], 1.0, None)

    def rows(self, colours: NDArray[np.float64]) -> None:
        """Fills the whole sheet, each row with one of `colours` (side, 3)."""
        tones = np.clip(np.rint(colours), 0, 255).astype(np.uint8)
        self.picture[:] = cv2.repeat(tones[:, None], 1, self.side)

    def grain(self, kind: str = "grain", amount: float = 0.02) -> None:
        """One texture over everything."""
        if not self.flat:
            whole = Rect(0, 0, self.side, self.side)
            self.picture[:] = self._textured(whole, self.picture, kind, amount)

    # ---- taking it off -------------------------------------------------------------------------------------

    def printed(self) -> tuple[Bytes, Bytes]:
        """Picture (size, size, 3) and line drawing (size, size), at the size that was asked for."""
        size = (self.size, self.size)
        return (
            cv2.resize(self.picture, size, interpolation=cv2.INTER_AREA),
            cv2.resize(self.lines, size, interpolation=cv2.INTER_AREA),
        )

    # ---- inside --------------------------------------------------------------------------------------------

    def _fixed(self, points: ArrayLike) -> NDArray[np.int32]:
        fixed: NDArray[np.int32] = np.rint(np.asarray(points) * (self.side * 16) - 8).astype(np.int32)
        return fixed

    def _box(self, x: int, y: int, width: int, height: int, even: bool = True) -> Rect:
        left, top, right, bottom = x, y, x + width, y + height
        if even:
            left, top, right, bottom = left & ~1, top & ~1, (right + 1) & ~1, (bottom + 1) & ~1
        return Rect.between(max(left, 0), max(top, 0), min(right, self.side), min(bottom, self.side))

    def _plain(self, box: Rect, colour: Colour) -> Bytes:
        plain = np.empty((box.height, box.width, 3), np.uint8)
        cv2.rectangle(plain, (0, 0), (box.width, box.height), [min(255, max(0, round(part))) for part in colour], -1)
        return plain

    def _passage(self, box: Rect, fixed: NDArray[np.int32], colour: Colour, to: Colour, angle: float) -> Bytes:
        """Between two colours along `angle`, from one end of the shape to the other."""
        if angle in (0, 90):
            return self._straight(box, fixed[:, int(angle == 90)], colour, to, down=angle == 90)
        turn = np.deg2rad(angle)
        dx, dy = round(float(np.cos(turn)), 6), round(float(np.sin(turn)), 6)
        way = (fixed[:, 0] * dx + fixed[:, 1] * dy) / 16
        low, high = float(way.min()), float(way.max()) + 1e-3
        scale = 255 / (high - low)
        across = np.arange(box.x, box.right) * dx
        down = np.arange(box.y, box.bottom) * dy
        steps = np.clip(np.rint((down[:, None] + across - low) * scale), 0, 255).astype(np.uint8)
        t = np.arange(256)[:, None] / 255
        table = np.clip(np.rint(np.array(colour) * (1 - t) + np.array(to) * t), 0, 255).astype(np.uint8)
        passage: Bytes = cv2.applyColorMap(steps, table.reshape(256, 1, 3))
        return passage

    def _straight(self, box: Rect, way: NDArray[np.int32], colour: Colour, to: Colour, down: bool) -> Bytes:
        """The same along rows or columns: one line of colours, repeated."""
        low, high = int(way.min()) / 16, int(way.max()) / 16 + 1e-3
        share = (np.arange(box.y, box.bottom) if down else np.arange(box.x, box.right)) - low
        share *= 1 / (high - low)
        np.minimum(np.maximum(share, 0, out=share), 1, out=share)
        one = np.array(colour)
        tones = np.minimum(np.rint(one + share[:, None] * (np.array(to) - one)), 255).astype(np.uint8)
        passage: Bytes = cv2.repeat(tones[:, None], 1, box.width) if down else cv2.repeat(tones[None], box.height, 1)
        return passage

    def _textured(self, box: Rect, source: Bytes, kind: str, amount: float) -> Bytes:
        levels = texture(kind, round(amount * 1000), self.side)
        x, y = box.x + self._offset[0], box.y + self._offset[1]
        here = levels[y : y + box.height, x : x + box.width]
        textured: Bytes = cv2.multiply(source, here, scale=1 / 128, dtype=cv2.CV_8U)
        return textured

    def _blurred(self, mask: Bytes, blur: float) -> Bytes:
        if blur <= 0 or self.flat:
            return mask
        reach = max(1, round(blur * self.side))
        window = (2 * reach + 1, 2 * reach + 1)
        blurred: Bytes = cv2.blur(cv2.blur(mask, window), window)
        return blurred

    def _mixed(self, fixed: NDArray[np.int32], colour: Colour, to: Colour | None, angle: float, kind: str,
               amount: float, alpha: float, blur: float, clip: Bytes | None) -> None:  # fmt: skip
        x, y, width, height = cv2.boundingRect(fixed)
        reach = 2 + (2 * round(blur * self.side) if blur else 0)
        box = self._box((x >> SHIFT) - reach, (y >> SHIFT) - reach, (width >> SHIFT) + 2 * reach + 1,
                        (height >> SHIFT) + 2 * reach + 1)  # fmt: skip
        if box.empty:
            return
        source = self._passage(box, fixed, colour, to, angle) if to else self._plain(box, colour)
        if kind:
            source = self._textured(box, source, kind, amount)
        mask = np.zeros((box.height, box.width), np.uint8)
        cv2.fillPoly(mask, [fixed - np.array([box.x << SHIFT, box.y << SHIFT], np.int32)], 255, cv2.LINE_AA, SHIFT)
        self._blend(box, source, self._blurred(mask, blur), alpha, clip)

    def _blend(self, box: Rect, source: Bytes, mask: Bytes, alpha: float, clip: Bytes | None) -> None:
        if clip is not None:
            mask = cv2.multiply(mask, clip[box.slices], scale=1 / 255, dtype=cv2.CV_8U)
        if alpha < 1:
            mask = cv2.convertScaleAbs(mask, alpha=max(alpha, 0.0))
        over = cv2.merge((mask, mask, mask))
        under = cv2.bitwise_not(over)
        here = self.picture[box.slices]
        paint = cv2.multiply(source, over, scale=1 / 255, dtype=cv2.CV_8U)
        here[:] = cv2.add(paint, cv2.multiply(here, under, scale=1 / 255, dtype=cv2.CV_8U))

    def _know(self, fixed: NDArray[np.int32], label: str, depth: int | tuple[int, int] | None,
              clip: Bytes | None) -> None:  # fmt: skip
        """Labels, depth and owners at the picture's own size; lines behind the shape go."""
        small = (fixed - 8) // FINE
        number = self._number[label]
        if clip is None and not isinstance(depth, tuple):
            cv2.fillPoly(self.lines, [fixed], 255, cv2.LINE_8, SHIFT)
            cv2.fillPoly(self.segmentation, [small], number, cv2.LINE_8, SHIFT)
            cv2.fillPoly(self._owners, [small], self._thing, cv2.LINE_8, SHIFT)
            if depth is not None:
                cv2.fillPoly(self.depth, [small], depth, cv2.LINE_8, SHIFT)
            return
        inside = np.zeros((self.size, self.size), np.uint8)
        cv2.fillPoly(inside, [small], 255, cv2.LINE_8, SHIFT)
        if clip is not None:
            inside[clip[::FINE, ::FINE] < 128] = 0
        shown = inside > 0
        self.segmentation[shown], self._owners[shown] = number, self._thing
        self.lines[cv2.resize(inside, (self.side, self.side), interpolation=cv2.INTER_NEAREST) > 0] = 255
        if isinstance(depth, tuple):
            top, tall = small[:, 1].min() / 16, max(1.0, (small[:, 1].max() - small[:, 1].min()) / 16)
            share = np.clip((np.arange(self.size) - top) / tall, 0, 1)
            levels = np.rint(depth[0] + (depth[1] - depth[0]) * share).astype(np.uint8)
            self.depth[shown] = np.broadcast_to(levels[:, None], shown.shape)[shown]
        elif depth is not None:
            self.depth[shown] = depth
