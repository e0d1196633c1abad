"""The picture on screen is the picture that is exported, however it came about; and only what changed is done again."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QPainter

from studio.core.brush import Stroke, Tip, Touch
from studio.core.commands.paint import Paint
from studio.core.composite import composite
from studio.core.document import MASK, Document, Part, Target
from studio.core.geometry import NOWHERE, Point, Rect
from studio.core.ink import Colour
from studio.core.layers import EVERYWHERE, Group, Mode, PixelLayer
from studio.core.picture import to8
from studio.core.tiles import Tiles
from studio.ui.compositor import Compositor

LOOSE = frozenset({Mode.COLOR_DODGE, Mode.COLOR_BURN, Mode.SOFT_LIGHT, Mode.HUE, Mode.SATURATION, Mode.COLOR,
                   Mode.LUMINOSITY})
"""Modes that divide by what 8-bit screen pixels have rounded."""


def noise(seed, shape=(300, 400, 4), solid=False, dtype=np.uint8):
    pixels = np.random.default_rng(seed).integers(0, np.iinfo(dtype).max, shape, dtype, endpoint=True)
    if solid:
        pixels[..., 3] = np.iinfo(dtype).max
    return pixels


def layer(seed, **how):
    pixels = Tiles.of(noise(seed, solid=how.pop("solid", False), dtype=how.pop("dtype", np.uint8)))
    return PixelLayer(f"Layer {seed}", pixels=pixels, **how)


def document_of(*layers, depth=8):
    document = Document((400, 300), depth=depth)
    document.root.children.extend(layers)
    return document


def shown(compositor, rect):
    """(h, w, 4) RGBA × alpha."""
    image = compositor.image(rect)
    if image is None:
        return np.zeros((rect.height, rect.width, 4), np.uint8)
    assert image.format() == QImage.Format.Format_ARGB32_Premultiplied
    return np.frombuffer(image.constBits(), np.uint8).reshape(rect.height, rect.width, 4)[..., [2, 1, 0, 3]]


def wanted(document, rect):
    straight = to8(composite(document, rect)).astype(np.float64)
    straight[..., :3] *= straight[..., 3:] / 255
    return np.rint(straight)


def off(document, compositor, rare=0.0):
    """How far the screen is from the reference, but for the `rare` share of samples that are furthest off."""
    differences = np.abs(shown(compositor, document.canvas) - wanted(document, document.canvas))
    return np.quantile(differences, 1 - rare, method="inverted_cdf") if rare else differences.max()


def test_a_document_without_layers_shows_nothing():
    compositor = Compositor(document_of())
    assert compositor.image(Rect(0, 0, 400, 300)) is None
    assert list(compositor.tiles(Rect(0, 0, 400, 300))) == []


def test_a_normal_layer_on_an_opaque_one_is_exact_to_one_step():
    document = document_of(layer(1, solid=True), layer(2))
    assert off(document, Compositor(document)) <= 1


def test_a_faint_layer_on_a_faint_one_is_exact_to_one_step_but_for_two_samples_in_a_thousand():
    document = document_of(layer(1), layer(2))
    assert off(document, Compositor(document), rare=0.002) <= 1
    assert off(document, Compositor(document)) <= 2


@pytest.mark.parametrize("opacity", [1.0, 0.6])
def test_five_faint_layers_gather_few_steps(opacity):
    document = document_of(*(layer(seed, opacity=opacity) for seed in range(5)))
    assert off(document, Compositor(document), rare=0.002) <= 2
    assert off(document, Compositor(document)) <= 4


@pytest.mark.parametrize("solid", [True, False])
@pytest.mark.parametrize("mode", [mode for mode in Mode if mode not in LOOSE])
def test_every_mode_is_exact_to_two_steps(mode, solid):
    document = document_of(layer(1, solid=solid), layer(2, mode=mode))
    assert off(document, Compositor(document), rare=0.0001) <= 2
    assert off(document, Compositor(document)) <= 3


@pytest.mark.parametrize("mode", sorted(LOOSE, key=lambda mode: mode.name))
def test_dividing_modes_are_exact_to_two_steps_where_layers_are_opaque(mode):
    document = document_of(layer(1, solid=True), layer(2, mode=mode, solid=True))
    assert off(document, Compositor(document)) <= 2


@pytest.mark.parametrize("mode", [mode for mode in Mode if mode not in EVERYWHERE])
def test_nothing_laid_leaves_the_backdrop_exactly(mode):
    clear = noise(2)
    clear[..., 3] = 0
    document = document_of(layer(1, solid=True), PixelLayer("Clear", mode=mode, pixels=Tiles.of(clear)))
    np.testing.assert_array_equal(shown(Compositor(document), document.canvas), noise(1, solid=True))


def test_masks_offsets_groups_and_deep_pixels_show():
    masked = layer(2, mode=Mode.MULTIPLY, opacity=0.7, offset=Point(37, -20))
    masked.mask = Tiles(1, empty=255)
    masked.mask.write(Rect(50, 60, 200, 100), noise(9, (100, 200)))
    inside = Group("Isolated", opacity=0.8, mode=Mode.SCREEN, children=[layer(3), layer(4, mode=Mode.OVERLAY)])
    inside.mask = Tiles.of(noise(8, (300, 400)))
    through = Group("Through", isolated=False, children=[layer(5, mode=Mode.DARKEN, opacity=0.5)])
    hidden = layer(6, visible=False)
    document = document_of(layer(1, solid=True), masked, inside, through, hidden)
    assert off(document, Compositor(document)) <= 4
    deep = document_of(layer(1, dtype=np.uint16), layer(2, dtype=np.uint16, mode=Mode.MULTIPLY), depth=16)
    assert off(deep, Compositor(deep)) <= 3


def paint(document, target, *points, size=60):
    base = document.tiles(target)
    stroke = Stroke(base, Tip(size), Colour((20, 200, 90, 255)), document.canvas, document.layer(target.layer).offset)
    for point in points:
        document.preview(target, stroke.tiles, stroke.extend([Touch(*point)]))
        yield stroke
    stroke.end()
    document.preview(target, None, NOWHERE)
    document.do(Paint("Stroke", target, stroke.changes(), stroke.area))
    yield stroke


@pytest.mark.parametrize("active", range(4))
@pytest.mark.parametrize("tops", [(Mode.NORMAL, Mode.NORMAL), (Mode.NORMAL, Mode.MULTIPLY)])
def test_a_stroke_shows_as_a_fresh_composite_would_at_every_step(active, tops):
    document = document_of(layer(0, solid=True), layer(1, mode=Mode.OVERLAY), *(layer(2, mode=m) for m in tops))
    target = Target(Part.PIXELS, document.root.children[active].id)
    document.activate(target.layer)
    compositor = Compositor(document)
    compositor.image(document.canvas)
    for _ in paint(document, target, (60, 60), (150, 150), (260, 250), (380, 120), (90, 80), (200, 200)):
        now, fresh = shown(compositor, document.canvas), shown(Compositor(document), document.canvas)
        assert np.abs(now.astype(int) - fresh).max() <= 2
        assert off(document, compositor) <= 4
    document.undo()
    assert off(document, compositor) <= 4


def test_only_touched_tiles_are_composed_again():
    document = document_of(layer(1, solid=True), layer(2))
    target = Target(Part.PIXELS, document.root.children[1].id)
    document.activate(target.layer)
    compositor = Compositor(document)
    before = {area.corner: tile.copy() for area, tile in compositor.tiles(document.canvas)}
    composed = []
    whole = compositor._composed
    compositor._composed = lambda key, part, onto: composed.append((key, part)) or whole(key, part, onto)
    list(compositor.tiles(document.canvas))
    assert composed == []
    for _ in paint(document, target, (40, 40), (50, 44)):
        list(compositor.tiles(document.canvas))
    assert {key for key, _ in composed} == {(0, 0)}
    assert all(part.area < 120 * 120 for _, part in composed)
    after = {area.corner: tile for area, tile in compositor.tiles(document.canvas)}
    assert after[Point(256, 0)] == before[Point(256, 0)]
    assert after[Point(0, 0)] != before[Point(0, 0)]


def test_painting_the_documents_mask_composes_nothing():
    document = document_of(layer(1, solid=True))
    compositor = Compositor(document)
    compositor.image(document.canvas)
    document.preview(MASK, Tiles(1), Rect(0, 0, 100, 100))
    assert compositor._stale == {}


def test_a_few_bytes_are_enough():
    document = document_of(layer(1), layer(2, mode=Mode.MULTIPLY), layer(3))
    assert off(document, Compositor(document, limit=1)) <= 3


def test_it_paints_with_the_painters_transform():
    document = document_of(layer(1, solid=True))
    out = QImage(800, 600, QImage.Format.Format_ARGB32_Premultiplied)
    out.fill(0)
    painter = QPainter(out)
    painter.scale(2, 2)
    Compositor(document).paint(painter, Rect(0, 0, 400, 300))
    painter.end()
    got = np.frombuffer(out.constBits(), np.uint8).reshape(600, 800, 4)[::2, ::2, [2, 1, 0, 3]]
    np.testing.assert_array_equal(got, noise(1, solid=True))


def test_closing_stops_listening():
    document = document_of(layer(1))
    compositor = Compositor(document)
    compositor.close()
    document.preview(Target(Part.PIXELS, document.root.children[0].id), Tiles(4), Rect(0, 0, 9, 9))
    assert compositor._stale == {}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(
    st.sampled_from(["opacity", "visible", "mode", "offset", "stroke", "move", "group", "pixels"]), st.integers(0, 9),
), min_size=1, max_size=8))
def test_whatever_is_done_the_screen_follows(deeds):
    document = document_of(*(layer(seed) for seed in range(3)))
    compositor = Compositor(document)
    modes = (Mode.NORMAL, Mode.MULTIPLY, Mode.DST_OUT, Mode.DST_IN)
    for deed, number in deeds:
        compositor.image(document.canvas)
        children = document.root.children
        one = children[number % len(children)]
        if deed == "opacity":
            one.opacity = number / 9
        elif deed == "visible":
            one.visible = not one.visible
        elif deed == "mode":
            one.mode = modes[number % 4]
        elif deed == "offset":
            one.offset = Point(number * 64 - 256, number * 7)
        elif deed == "move":
            children.append(children.pop(0))
        elif deed == "group":
            children[:] = [Group("Group", isolated=bool(number % 2), children=list(children))]
        elif isinstance(one, PixelLayer):
            target = Target(Part.PIXELS, one.id)
            document.activate(one.id)
            if deed == "pixels":
                one.pixels.put((0, 0), noise(number, (256, 256, 4)))
            else:
                for _ in paint(document, target, (number * 40, 50), (200, number * 30)):
                    compositor.image(document.canvas)
    assert off(document, compositor) <= 4
