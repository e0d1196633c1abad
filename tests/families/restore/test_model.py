"""Upscaling in parts: no seam, no lost depth, no fringe, and a stop within one part."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import BadRequest, JobFailed, NotFinite
from studio.core.picture import Picture
from studio.engine.job import Cancelled
from studio.families.family import Place
from studio.families.restore.bicubic import keys, resized
from studio.families.restore.model import Upscaler, fit, network, shown_everywhere, write_random
from studio.families.restore.recognise import Shape
from studio.families.tasks import Upscale, silent

SHAPE = Shape(blocks=2, channels=8, scale=4)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Upscaler:
    path = tmp_path_factory.mktemp("weights") / "random.safetensors"
    write_random(path, SHAPE)
    return Upscaler(network(path, SHAPE, Place()))


def picture(height: int = 45, width: int = 61, depth: type = np.uint8) -> Picture:
    """Opaque noise: the hardest thing to have no seams in."""
    most = np.iinfo(depth).max
    pixels = np.random.default_rng(3).integers(0, most + 1, (height, width, 4)).astype(depth)
    pixels[..., 3] = most
    return pixels


def upscaled(model: Upscaler, pixels: Picture, **asked: int) -> Picture:
    return model.run(Upscale(picture=pixels, **asked), silent)[0].pixels


@pytest.mark.parametrize("scale", [2, 3, 4])
@pytest.mark.parametrize("tile", [16, 32])
def test_parts_show_no_seams(model: Upscaler, scale: int, tile: int) -> None:
    whole = upscaled(model, picture(), scale=scale, tile=1024).astype(int)
    assert whole.std() > 10, "a flat result would prove nothing"
    assert np.abs(upscaled(model, picture(), scale=scale, tile=tile) - whole).max() <= 1


@pytest.mark.parametrize("with_net", [True, False])
@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
@pytest.mark.parametrize(("asked", "size"), [
    ({"scale": 2}, (122, 90)), ({"scale": 3}, (183, 135)), ({"scale": 4}, (244, 180)),
    ({"width": 100}, (100, 74)), ({"height": 300}, (407, 300)), ({"width": 70, "height": 200}, (70, 200)),
])  # fmt: skip
def test_the_size_is_as_asked_and_the_depth_stays(
    model: Upscaler, with_net: bool, depth: type, asked: dict[str, int], size: tuple[int, int]
) -> None:
    out = upscaled(model if with_net else Upscaler(), picture(depth=depth), **asked)
    assert out.shape == (size[1], size[0], 4)
    assert out.dtype == depth
    assert (out[..., 3] == np.iinfo(depth).max).all()


def test_sixteen_bits_are_finer_than_eight(model: Upscaler) -> None:
    ramp = np.full((16, 64, 4), 65535, np.uint16)
    ramp[..., :3] = (30000 + 4 * np.arange(64, dtype=np.uint16))[:, None]
    for each in (model, Upscaler()):
        assert len(np.unique(upscaled(each, ramp)[..., 0])) > 100


def test_both_depths_show_the_same(model: Upscaler) -> None:
    small = picture()
    eight, sixteen = upscaled(model, small), upscaled(model, small.astype(np.uint16) * 257)
    assert np.abs(eight.astype(float) - sixteen / 257).max() <= 0.51


@pytest.mark.parametrize("with_net", [True, False])
def test_what_is_hidden_under_transparency_does_not_bleed_into_the_edge(model: Upscaler, with_net: bool) -> None:
    seen = picture()
    seen[:, 30:] = 0
    other = seen.copy()
    other[:, 30:, 0] = 255
    each = model if with_net else Upscaler()
    a, b = upscaled(each, seen), upscaled(each, other)
    assert np.array_equal(a[..., 3], b[..., 3])
    assert a[..., 3].min() == 0 < a[..., 3].max() == 255
    assert np.array_equal(a[a[..., 3] > 0], b[b[..., 3] > 0])


def test_a_picture_that_is_wholly_transparent_stays_so(model: Upscaler) -> None:
    assert not upscaled(model, np.zeros((9, 9, 4), np.uint8))[..., 3].any()


def test_hidden_pixels_take_the_nearest_colour() -> None:
    pixels = np.zeros((1, 5, 4), np.uint8)
    pixels[0, 0], pixels[0, 4] = (10, 20, 30, 255), (200, 100, 50, 7)
    assert shown_everywhere(pixels)[0].tolist() == [[10, 20, 30]] * 2 + [shown_everywhere(pixels)[0, 2].tolist()] + [
        [200, 100, 50]] * 2  # fmt: skip


def test_one_pixel_and_one_line_can_be_enlarged(model: Upscaler) -> None:
    for shape in ((1, 1), (1, 20), (20, 1)):
        for each in (model, Upscaler()):
            assert upscaled(each, picture(*shape), scale=3).shape == (3 * shape[0], 3 * shape[1], 4)


def test_lanczos_keeps_flat_colours_and_comes_close_to_bicubic() -> None:
    flat = np.full((7, 9, 4), 255, np.uint8)
    flat[..., :3] = 17, 99, 201
    out = upscaled(Upscaler(), flat)
    assert (out == flat[0, 0]).all()
    soft = resized(picture(12, 12), (48, 48))
    both = upscaled(Upscaler(), soft, scale=2)[8:-8, 8:-8].astype(int), resized(soft, (96, 96))[8:-8, 8:-8]
    assert np.abs(both[0] - both[1]).mean() < 2


def test_bands_give_the_same_as_the_whole() -> None:
    source = picture()[..., :3].copy()
    once, parts = np.empty((77, 50, 3), np.uint8), np.empty((77, 50, 3), np.uint8)
    begun: list[int] = []
    fit(source, once, keys, 1000, lambda: None)
    fit(source, parts, keys, 10, lambda: begun.append(1))
    assert np.array_equal(once, parts)
    assert len(begun) == 8


def test_too_large_a_result_is_refused_before_anything_is_done() -> None:
    task = Upscale(picture=np.zeros((10, 5000, 4), np.uint8), scale=4)
    with pytest.raises(BadRequest, match="20000"):
        Upscaler().run(task, silent)


def test_a_network_without_numbers_says_so(model: Upscaler, tmp_path: Path) -> None:
    write_random(tmp_path / "a.safetensors", SHAPE)
    net = network(tmp_path / "a.safetensors", SHAPE, Place())
    net.tail.weight.data.fill_(float("nan"))
    with pytest.raises(NotFinite):
        upscaled(Upscaler(net), picture())


def test_a_file_that_is_cut_off_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.safetensors"
    write_random(path, SHAPE)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(JobFailed, match="cannot be loaded"):
        network(path, SHAPE, Place())


def test_it_knows_how_large_it_is(model: Upscaler) -> None:
    assert model.nbytes > 4000
    assert Upscaler().nbytes == 0


@pytest.mark.parametrize("with_net", [True, False])
@pytest.mark.parametrize("asked", [{"scale": 4}, {"scale": 2}, {"width": 333}])
@pytest.mark.parametrize("even", [True, False])
def test_every_part_is_told_before_it_begins_and_a_cancel_stops_there(
    model: Upscaler, with_net: bool, asked: dict[str, int], even: bool
) -> None:
    each, pixels = model if with_net else Upscaler(), picture()
    if not even:
        pixels[:, :9, 3] = 40
    notes: list[str] = []
    fractions: list[float] = []

    def told(fraction: float, preview: object = None, note: str = "") -> None:
        fractions.append(fraction)
        notes.append(note)

    each.run(Upscale(picture=pixels, tile=16, **asked), told)
    total = len(notes) - 1
    assert notes[:-1] == [f"Part {number} of {total}" for number in range(1, total + 1)]
    assert fractions == [number / total for number in range(total + 1)]

    def stop(fraction: float, preview: object = None, note: str = "") -> None:
        if note.startswith("Part 3 "):
            raise Cancelled

    with pytest.raises(Cancelled):
        each.run(Upscale(picture=pixels, tile=16, **asked), stop)
