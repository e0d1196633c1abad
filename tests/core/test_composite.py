"""All layers make one picture, at full depth, exact where only one of them shows."""

import numpy as np
import pytest

from studio.core.blend import blend
from studio.core.composite import composite, flatten, layer_picture, passes_through
from studio.core.document import Document, Part, Target
from studio.core.geometry import Point, Rect
from studio.core.layers import Group, Mode, PixelLayer
from studio.core.tiles import Tiles


def noise(seed, shape=(300, 400, 4), dtype=np.uint8, solid=False):
    pixels = np.random.default_rng(seed).integers(0, np.iinfo(dtype).max, shape, dtype, endpoint=True)
    if solid:
        pixels[..., 3] = np.iinfo(dtype).max
    return pixels


def layer(seed, dtype=np.uint8, solid=False, **how):
    return PixelLayer(f"Layer {seed}", pixels=Tiles.of(noise(seed, dtype=dtype, solid=solid)), **how)


def document_of(*layers, depth=8):
    document = Document((400, 300), depth=depth)
    document.root.children.extend(layers)
    return document


def near(a, b, steps=1):
    """Colours compared times alpha: what is nearly clear has nearly no colour."""
    a, b = (x.astype(float) for x in (a, b))
    full = 255
    return (np.abs(a[..., 3] - b[..., 3]).max() <= steps
            and np.abs(a[..., :3] * a[..., 3:] - b[..., :3] * b[..., 3:]).max() / full <= steps + 1)


@pytest.mark.parametrize(("depth", "dtype"), [(8, np.uint8), (16, np.uint16)])
def test_one_layer_is_its_own_picture_hidden_colours_too(depth, dtype):
    pixels = noise(1, dtype=dtype)
    pixels[:50, :, 3] = 0
    document = document_of(PixelLayer("One", pixels=Tiles.of(pixels)), depth=depth)
    np.testing.assert_array_equal(flatten(document), pixels)
    np.testing.assert_array_equal(composite(document, Rect(33, 44, 290, 200)), pixels[44:244, 33:323])


@pytest.mark.parametrize("mode", list(Mode))
def test_two_layers_join_as_their_mode_says(mode):
    document = document_of(layer(1), layer(2, mode=mode, opacity=0.7))
    np.testing.assert_array_equal(flatten(document), blend(mode, noise(1), noise(2), 0.7))


def test_masks_hide_and_can_be_switched_off():
    top = layer(2)
    top.mask = Tiles.of(noise(3, (300, 400)))
    document = document_of(layer(1), top)
    want = blend(Mode.NORMAL, noise(1), noise(2), coverage=noise(3, (300, 400)))
    np.testing.assert_array_equal(flatten(document), want)
    top.mask_enabled = False
    np.testing.assert_array_equal(flatten(document), blend(Mode.NORMAL, noise(1), noise(2)))


def test_offsets_move_pixels_and_mask_together():
    top = layer(2, offset=Point(31, -17))
    top.mask = Tiles.of(noise(3, (300, 400)))
    moved = flatten(document_of(layer(1, solid=True), top))
    top.offset = Point(0, 0)
    still = flatten(document_of(layer(1, solid=True), top))
    ground = noise(1, solid=True)
    np.testing.assert_array_equal(moved[:, :31], ground[:, :31])
    np.testing.assert_array_equal(moved[283:], ground[283:])
    assert not np.array_equal(still[:, :31], ground[:, :31])


def test_invisible_and_fully_faint_layers_are_not_there():
    alone = flatten(document_of(layer(1)))
    document = document_of(layer(1), layer(2, visible=False), layer(3, opacity=0.0), Group("Empty"))
    np.testing.assert_array_equal(flatten(document), alone)
    assert not flatten(document_of(layer(1, visible=False))).any()


def test_an_isolated_group_is_one_picture_laid_as_a_whole():
    children = [layer(2), layer(3, mode=Mode.MULTIPLY)]
    group = Group("Group", mode=Mode.SCREEN, opacity=0.6, children=children)
    document = document_of(layer(1, solid=True), group)
    whole = layer_picture(document, group, document.canvas)
    assert near(flatten(document), blend(Mode.SCREEN, noise(1, solid=True), whole, 0.6))


def test_a_group_that_passes_through_is_as_if_it_were_not_there():
    children = [layer(2, mode=Mode.MULTIPLY), layer(3, mode=Mode.OVERLAY, opacity=0.5)]
    through = document_of(layer(1, solid=True), Group("Group", isolated=False, children=children))
    plain = document_of(layer(1, solid=True), *children)
    np.testing.assert_array_equal(flatten(through), flatten(plain))
    isolated = document_of(layer(1, solid=True), Group("Group", children=children))
    assert not np.array_equal(flatten(isolated), flatten(plain))


@pytest.mark.parametrize("how", [{"opacity": 0.9}, {"mode": Mode.MULTIPLY}, {"mask": Tiles(1, empty=255)}])
def test_what_is_done_to_a_group_as_a_whole_isolates_it(how):
    assert passes_through(Group("Group", isolated=False))
    assert not passes_through(Group("Group", isolated=False, **how))


def test_an_opaque_layer_hides_what_lies_below_without_reading_it():
    document = document_of(layer(1), layer(2, solid=True))
    document.root.children[0].pixels.read = lambda rect: pytest.fail("read what is hidden")
    np.testing.assert_array_equal(flatten(document), noise(2, solid=True))


def test_untouched_pixels_come_back_bit_for_bit_through_many_layers():
    clear = np.zeros((300, 400, 4), np.uint8)
    clear[100:120, 100:120] = 200
    marks = [PixelLayer("Mark", mode=mode, pixels=Tiles.of(clear)) for mode in (Mode.NORMAL, Mode.HUE, Mode.OVERLAY)]
    document = document_of(layer(1), *marks)
    got, ground = flatten(document), noise(1)
    got[100:120, 100:120] = ground[100:120, 100:120]
    np.testing.assert_array_equal(got, ground)


def test_sixteen_bits_stay_sixteen():
    document = document_of(layer(1, np.uint16), layer(2, np.uint16, mode=Mode.SOFT_LIGHT, opacity=0.3), depth=16)
    got = flatten(document)
    assert got.dtype == np.uint16
    want = blend(Mode.SOFT_LIGHT, noise(1, dtype=np.uint16), noise(2, dtype=np.uint16), 0.3)
    assert np.abs(got.astype(int) - want).max() <= 1


def test_many_faint_layers_round_once():
    document = document_of(*(PixelLayer("Faint", pixels=Tiles.of(np.full((300, 400, 4), (200, 100, 50, 3), np.uint8)))
                             for _ in range(40)))
    assert flatten(document)[0, 0, 3] == round(255 * (1 - (1 - 3 / 255) ** 40))


def test_a_stroke_under_way_is_seen():
    document = document_of(layer(1))
    target = Target(Part.PIXELS, document.root.children[0].id)
    document.preview(target, Tiles.of(noise(9)), document.canvas)
    np.testing.assert_array_equal(flatten(document), noise(9))
    np.testing.assert_array_equal(layer_picture(document, document.root.children[0], document.canvas), noise(9))


def test_chosen_layers_are_laid_on_a_given_start():
    document = document_of(layer(1), layer(2, mode=Mode.MULTIPLY), layer(3))
    got = composite(document, document.canvas, document.root.children[1:2], start=noise(7))
    np.testing.assert_array_equal(got, blend(Mode.MULTIPLY, noise(7), noise(2)))
    np.testing.assert_array_equal(composite(document, document.canvas, (), start=noise(7)), noise(7))


def test_layers_that_keep_only_what_is_below_clear_where_they_have_nothing():
    small = PixelLayer("Keep", mode=Mode.DST_IN, pixels=Tiles.of(np.full((50, 50, 4), 255, np.uint8), (100, 100)))
    got = flatten(document_of(layer(1), small))
    np.testing.assert_array_equal(got[100:150, 100:150], noise(1)[100:150, 100:150])
    got[100:150, 100:150] = 0
    assert not got[..., 3].any()
