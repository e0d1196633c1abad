"""The portrait's sheet: a surface is first modelled in tones, light on dark, and then takes its colours from a ramp."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from studio.core.geometry import Rect
from studio.training.worlds.canvas import SHIFT, Canvas
from studio.training.worlds.colours import Colour
from studio.training.worlds.curves import Points, brushed
from studio.training.worlds.opencv import cv2
from studio.training.worlds.world import Bytes

STEP = 4
"""Soft tones are modelled on every fourth canvas pixel."""

Soft = NDArray[np.float32]


class Sheet(Canvas):
    def named(self, points: ArrayLike, label: str, depth: int | None = None) -> None:
        """What is there gets a label, and keeps its colours."""
        self._know(self._fixed(points), label, depth, None)

    def ring(self, outer: Points, inner: Points, colour: Colour, label: str, depth: int) -> None:
        """The band between two outlines of as many points."""
        band = np.concatenate([outer, outer[:1], inner[:1], inner[::-1], outer[:1]])
        self.region(band, colour, label=label, depth=depth)

    def paint(self, box: Rect, source: Bytes, mask: Bytes, texture: str, amount: float) -> None:
        """`source` (h, w, 3) through `mask` (h, w) into `box` of the canvas."""
        self._blend(box, self._textured(box, source, texture, amount) if texture else source, mask, 1.0, None)


class Tones:
    """The tones (0 … 255) of the surface inside `outlines`; lengths and places in sides of the picture."""

    def __init__(self, sheet: Sheet, outlines: Sequence[Points], base: float) -> None:
        self.sheet = sheet
        self.outlines = [sheet._fixed(outline) for outline in outlines]
        every = np.concatenate(self.outlines) >> SHIFT
        (left, top), (right, bottom) = every.min(0) - 3, every.max(0) + 4
        self.box = Rect.between(
            *(int(np.clip(edge, 0, sheet.side)) // STEP * STEP for edge in (left, top, right + STEP, bottom + STEP))
        )
        shape = max(1, self.box.height // STEP), max(1, self.box.width // STEP)
        self.soft: Soft = np.full(shape, base, np.float32)
        self.x = ((np.arange(shape[1]) + 0.5) * STEP + self.box.x) / sheet.side
        self.y = ((np.arange(shape[0]) + 0.5) * STEP + self.box.y) / sheet.side
        self._darks: Bytes | None = None
        self._lights: Bytes | None = None

    def glow(self, x: float, y: float, rx: float, ry: float, by: float) -> None:
        """Lighter (or darker, `by` < 0) towards (x, y)."""
        across, down = ((self.x - x) / rx) ** 2, ((self.y - y) / ry) ** 2
        columns, rows = np.flatnonzero(across < 1), np.flatnonzero(down < 1)
        if len(columns) and len(rows):
            here = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
            near = np.maximum(1 - (down[here[0], None] + across[here[1]]), 0)
            self.soft[here] += (by * near * near).astype(np.float32)

    def dark(self, points: Points, width: float, by: float) -> None:
        """A darker stroke, thin at its ends."""
        self._darks = self._stroked(self._darks, points, width, by)

    def light(self, points: Points, width: float, by: float) -> None:
        self._lights = self._stroked(self._lights, points, width, by)

    def strands(self, curves: NDArray[np.float64], widths: NDArray[np.float64], by: NDArray[np.float64]) -> None:
        """Many strokes at once: `curves` (S, N, 2); `by` below 0 darkens, above 0 lightens."""
        along = np.gradient(curves, axis=1)
        along /= np.maximum(np.hypot(along[..., :1], along[..., 1:]), 1e-9)
        swell = np.sin(np.pi * np.clip(np.linspace(0, 1, curves.shape[1]), 0.04, 0.96)) ** 0.6
        reach = swell[None, :] * widths[:, None] / 2
        across = np.stack([-along[..., 1] * reach, along[..., 0] * reach], axis=-1)
        ribbons = np.concatenate([curves + across, (curves - across)[:, ::-1]], axis=1)
        fixed = self.sheet._fixed(ribbons) - np.array((self.box.x << SHIFT, self.box.y << SHIFT), np.int32)
        self._darks = self._blank() if self._darks is None else self._darks
        self._lights = self._blank() if self._lights is None else self._lights
        for ribbon, change in zip(fixed, np.rint(by).astype(int).tolist(), strict=True):
            cv2.fillPoly(self._lights if change > 0 else self._darks, [ribbon], abs(change), cv2.LINE_AA, SHIFT)

    def _blank(self) -> Bytes:
        return np.zeros((self.box.height, self.box.width), np.uint8)

    def patch(self, points: Points, by: float) -> None:
        """A whole shape darker."""
        self._darks = self._filled(self._darks, points, by)

    def finish(self, ramp: Bytes, label: str, depth: int, line: float = 1.0, texture: str = "grain",
               amount: float = 0.02, soften: int = 0) -> None:  # fmt: skip
        """Colours the tones and lays them onto the sheet; `soften` blurs the strokes by that many canvas pixels."""
        if self.box.empty:
            return
        soft: Bytes = np.clip(np.rint(self.soft), 0, 255).astype(np.uint8)
        size = self.box.width, self.box.height
        levels = cv2.resize(soft, size, interpolation=cv2.INTER_LINEAR_EXACT)
        for strokes, change in ((self._darks, cv2.subtract), (self._lights, cv2.add)):
            if strokes is not None:
                window = (2 * soften + 1, 2 * soften + 1)
                levels = change(levels, cv2.blur(strokes, window) if soften else strokes)
        mask = np.zeros((self.box.height, self.box.width), np.uint8)
        corner = np.array((self.box.x << SHIFT, self.box.y << SHIFT), np.int32)
        for outline in self.outlines:
            cv2.fillPoly(mask, [outline - corner], 255, cv2.LINE_AA, SHIFT)
        self.sheet.paint(self.box, cv2.applyColorMap(levels, ramp), mask, texture, amount)
        self._tell(label, depth, line)

    def _tell(self, label: str, depth: int, line: float) -> None:
        for outline in self.outlines:
            self.sheet._know(outline, label, depth, None)
        if line:
            self._rim(line)

    def _rim(self, line: float) -> None:
        """The line around all outlines together, not those where one crosses another."""
        mask = np.zeros((self.box.height + 2, self.box.width + 2), np.uint8)
        corner = np.array(((self.box.x - 1) << SHIFT, (self.box.y - 1) << SHIFT), np.int32)
        for outline in self.outlines:
            cv2.fillPoly(mask, [outline - corner], 255, cv2.LINE_8, SHIFT)
        rims, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_TC89_L1)
        for rim in rims:
            self.sheet.pen((rim[:, 0] + (self.box.x - 0.5, self.box.y - 0.5)) / self.sheet.side, line, closed=True)

    def _stroked(self, strokes: Bytes | None, points: Points, width: float, by: float) -> Bytes:
        return self._filled(strokes, brushed(points, width), by)

    def _filled(self, strokes: Bytes | None, points: Points, by: float) -> Bytes:
        if strokes is None:
            strokes = self._blank()
        fixed = self.sheet._fixed(points) - np.array((self.box.x << SHIFT, self.box.y << SHIFT), np.int32)
        cv2.fillPoly(strokes, [fixed], max(0, min(255, round(by))), cv2.LINE_AA, SHIFT)
        return strokes
