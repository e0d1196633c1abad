"""Smaller copies show the mean of what they cover, follow every change, and never exceed their time or memory."""

from __future__ import annotations

from time import perf_counter

import numpy as np
import pytest
from PySide6.QtGui import QImage

from studio.core.geometry import Extent, Rect
from studio.ui.canvas.pyramid import FORMAT, Pyramid, halved, level_for, scaled_out


class Picture:
    """A numpy picture as a source that counts what was asked of it."""

    def __init__(self, width: int, height: int) -> None:
        rng = np.random.default_rng(1)
        self.pixels = rng.integers(0, 256, (height, width, 4), dtype=np.uint8)
        self.pixels[..., 3] = 255
        self.asked: list[Rect] = []

    def __call__(self, rect: Rect) -> QImage:
        self.asked.append(rect)
        part = np.ascontiguousarray(self.pixels[rect.slices])
        return QImage(part.data, rect.width, rect.height, rect.width * 4, QImage.Format.Format_ARGB32).convertToFormat(
            FORMAT
        )


def array(image: QImage | None) -> np.ndarray:
    assert image is not None
    return np.asarray(image.constBits()).reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width()]


def test_level_0_is_the_picture_itself() -> None:
    source = Picture(600, 300)
    image, complete = Pyramid(Extent(600, 300), source).image(0, Rect(250, 10, 300, 280))
    assert complete
    assert (array(image) == source.pixels[10:290, 250:550]).all()


def test_a_level_is_the_mean_of_what_it_covers() -> None:
    source = Picture(1024, 1024)
    image, _ = Pyramid(Extent(1024, 1024), source).image(2, Rect(0, 0, 256, 256))
    mean = source.pixels.reshape(256, 4, 256, 4, 4).mean(axis=(1, 3))
    assert np.abs(array(image) - mean).max() <= 3


def test_odd_sizes_keep_their_edge_opaque() -> None:
    source = Picture(333, 205)
    image, _ = Pyramid(Extent(333, 205), source).image(3, Rect(0, 0, 42, 26))
    assert (array(image)[..., 3] == 255).all()


def test_only_what_changed_is_asked_again() -> None:
    source = Picture(1024, 512)
    pyramid = Pyramid(Extent(1024, 512), source)
    pyramid.image(1, Rect(0, 0, 512, 256))
    source.asked.clear()
    source.pixels[100:120, 300:340] = 255
    pyramid.spoil(Rect(300, 100, 40, 20))
    image, _ = pyramid.image(1, Rect(0, 0, 512, 256))
    assert sum(rect.area for rect in source.asked) == 40 * 20
    assert (array(image)[51:59, 151:169] == 255).all()
    source.asked.clear()
    pyramid.image(1, Rect(0, 0, 512, 256))
    assert source.asked == []


def test_out_of_time_shows_what_is_there_and_goes_on_next_time() -> None:
    source = Picture(1024, 1024)
    pyramid = Pyramid(Extent(1024, 1024), source)
    past = perf_counter() - 1
    image, complete = pyramid.image(0, Rect(0, 0, 1024, 1024), until=past)
    assert image is None
    assert not complete
    image, complete = pyramid.image(0, Rect(0, 0, 1024, 1024))
    assert complete
    source.pixels[:] = 7
    pyramid.spoil(Rect(0, 0, 1024, 1024))
    stale, complete = pyramid.image(0, Rect(0, 0, 1024, 1024), until=past)
    assert not complete
    assert (array(stale) == array(image)).all()


def test_memory_stays_within_the_limit() -> None:
    pyramid = Pyramid(Extent(4096, 1024), Picture(4096, 1024), limit=10 * 256 * 256 * 4)
    pyramid.image(0, Rect(0, 0, 4096, 1024))
    assert len(pyramid._tiles) <= 10


def test_nothing_stays_nothing_and_may_come_and_go() -> None:
    shown: list[QImage | None] = [None]
    pyramid = Pyramid(Extent(256, 256), lambda rect: shown[0])
    assert pyramid.image(0, Rect(0, 0, 256, 256)) == (None, True)
    red = QImage(10, 10, FORMAT)
    red.fill(0xFFFF0000)
    shown[0] = red
    pyramid.spoil(Rect(20, 30, 10, 10))
    image, _ = pyramid.image(0, Rect(0, 0, 256, 256))
    assert (array(image)[30:40, 20:30, 2] == 255).all()
    assert array(image)[..., 3].sum() == 100 * 255
    shown[0] = None
    pyramid.spoil(Rect(20, 30, 10, 10))
    assert array(pyramid.image(0, Rect(0, 0, 256, 256))[0]).sum() == 0


@pytest.mark.parametrize(("zoom", "level"), [(64, 0), (1, 0), (0.51, 0), (0.5, 1), (0.3, 1), (0.25, 2), (0.02, 5)])
def test_the_level_follows_the_zoom(zoom: float, level: int) -> None:
    assert level_for(zoom) == level


def test_rounding_goes_outwards() -> None:
    assert scaled_out(Rect(3, 4, 2, 1), 2) == Rect(0, 1, 2, 1)
    assert scaled_out(Rect(0, 0, 0, 0), 2).empty


def test_halving_a_plain_colour_keeps_it() -> None:
    image = QImage(7, 5, FORMAT)
    image.fill(0x80402010)
    half = halved(image)
    assert (half.width(), half.height()) == (4, 3)
    assert {half.pixel(x, y) for x in range(4) for y in range(3)} == {image.pixel(0, 0)}
