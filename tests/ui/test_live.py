"""What the hand draws is seen at once, as it will be when the hand lifts, whatever it draws on."""

from time import perf_counter

import numpy as np
import pytest
from PySide6.QtGui import QImage

from studio.core.brush import Stroke, Tip, Touch
from studio.core.commands.paint import Paint
from studio.core.document import MASK, Change, Document, Part, Target
from studio.core.geometry import NOWHERE, Extent, Point, Rect
from studio.core.ink import Colour, Eraser, Mark
from studio.core.layers import Group, Mode, PixelLayer
from studio.core.tiles import Tiles
from studio.ui.compositor import Compositor
from studio.ui.live import stroke_on

GREEN = (20, 200, 90, 255)


def layer(seed, solid=False, **how):
    pixels = np.random.default_rng(seed).integers(0, 256, (300, 400, 4), np.uint8)
    pixels[..., 3] = 255 if solid else np.maximum(pixels[..., 3], 60)
    return PixelLayer(f"Layer {seed}", pixels=Tiles.of(pixels), **how)


def document_of(*layers, active=1):
    document = Document((400, 300))
    document.root.children.extend(layers)
    document.activate(document.root.children[active].id)
    return document


def shown(compositor, rect):
    image = compositor.image(rect)
    assert image is not None
    assert image.format() == QImage.Format.Format_ARGB32_Premultiplied
    return np.frombuffer(image.constBits(), np.uint8).reshape(rect.height, rect.width, 4).astype(int)


def begun(document, ink, points=((60, 60), (150, 150), (260, 250), (380, 120)), target=None):
    """A stroke under way, after each of its touches."""
    target = target or Target(Part.PIXELS, document.active)
    offset = Point(0, 0) if target.part is Part.MASK else document.layer(target.layer).offset
    stroke = Stroke(document.tiles(target), Tip(60, 0.5), ink, document.canvas, offset)
    for point in points:
        document.preview(target, stroke.tiles, stroke.extend([Touch(*point)]))
        yield stroke


CASES = {
    "plain": ({}, Colour(GREEN)),
    "see-through colour": ({}, Colour((20, 200, 90, 120))),
    "faint layer": ({"opacity": 0.6}, Colour(GREEN)),
    "mode": ({"mode": Mode.MULTIPLY}, Colour(GREEN)),
    "eraser": ({}, Eraser()),
    "locked": ({}, Colour(GREEN, alpha_locked=True)),
    "moved": ({"offset": Point(37, -20)}, Colour(GREEN)),
}


@pytest.mark.parametrize("case", CASES)
def test_a_stroke_under_way_looks_as_it_will_when_it_is_done(case):
    how, ink = CASES[case]
    document = document_of(layer(1, solid=True), layer(2, **how), layer(3))
    compositor = Compositor(document)
    compositor.image(document.canvas)
    for stroke in begun(document, ink):
        seen = shown(compositor, document.canvas)
        assert stroke_on(document, document.root.children[1:2]) is not None
        assert not stroke.tiles._laid
    target = Target(Part.PIXELS, document.active)
    document.preview(target, None, NOWHERE)
    document.do(Paint("Stroke", target, stroke.changes(), stroke.area))
    done = shown(compositor, document.canvas)
    np.testing.assert_array_equal(done, shown(Compositor(document), document.canvas))
    assert np.abs(seen - done).max() <= 3


def test_masked_layers_and_layers_in_groups_are_laid_for_real():
    masked = layer(2)
    masked.mask = Tiles.of(np.full((300, 400), 128, np.uint8))
    grouped = layer(3)
    document = document_of(layer(1, solid=True), masked, Group("Group", children=[grouped]))
    for one in (masked, grouped):
        document.activate(one.id)
        compositor = Compositor(document)
        before = shown(compositor, document.canvas)
        for _ in begun(document, Colour(GREEN)):
            now = shown(compositor, document.canvas)
            assert stroke_on(document, [one]) is None
        assert np.abs(now - before).max() > 20
        np.testing.assert_array_equal(now, shown(Compositor(document), document.canvas))
        document.preview(Target(Part.PIXELS, one.id), None, document.canvas)


def test_the_mask_and_nothing_at_all_are_no_film():
    document = document_of(layer(1), layer(2))
    assert stroke_on(document, document.root.children) is None
    for _ in begun(document, Mark(255), target=MASK):
        assert stroke_on(document, document.root.children) is None


def test_giving_up_a_stroke_leaves_no_trace():
    document = document_of(layer(1, solid=True), layer(2), layer(3))
    compositor = Compositor(document)
    before = shown(compositor, document.canvas)
    *_, stroke = (compositor.image(Rect(0, 0, 200, 200)) and stroke for stroke in begun(document, Colour(GREEN)))
    document.preview(Target(Part.PIXELS, document.active), None, stroke.area)
    np.testing.assert_array_equal(shown(compositor, document.canvas), before)


def test_what_was_out_of_sight_is_there_when_one_looks():
    document = document_of(layer(1, solid=True), layer(2), layer(3))
    compositor = Compositor(document)
    compositor.image(document.canvas)
    for _ in begun(document, Colour(GREEN)):
        compositor.image(Rect(0, 0, 100, 100))
    np.testing.assert_array_equal(shown(compositor, document.canvas), shown(Compositor(document), document.canvas))


def test_a_change_in_the_middle_of_a_stroke_is_followed():
    document = document_of(layer(1, solid=True), layer(2), layer(3))
    compositor = Compositor(document)
    for number, _ in enumerate(begun(document, Colour(GREEN))):
        compositor.image(document.canvas)
        if number == 1:
            pixels = np.full((256, 256, 4), 200, np.uint8)
            target = Target(Part.PIXELS, document.root.children[0].id)
            document.do(Paint("Result", target, {(0, 0): pixels}, Rect(0, 0, 256, 256)))
    np.testing.assert_array_equal(shown(compositor, document.canvas), shown(Compositor(document), document.canvas))


@pytest.mark.parametrize("ink", [Colour(GREEN), Eraser()])
def test_a_canvas_that_grows_in_the_middle_of_a_stroke_is_no_harm(ink):
    document = document_of(layer(1, solid=True), layer(2), layer(3))
    compositor = Compositor(document)
    for number, _ in enumerate(begun(document, ink)):
        if number == 1:
            document.size = Extent(700, 600)
            document.changed.emit(Change(document.canvas, size=True))
        compositor.image(document.canvas)
    np.testing.assert_array_equal(shown(compositor, document.canvas), shown(Compositor(document), document.canvas))


def test_on_an_empty_layer_of_an_empty_picture_the_stroke_is_all_there_is():
    document = document_of(PixelLayer("Empty"), active=0)
    compositor = Compositor(document)
    assert compositor.image(document.canvas) is None
    for _ in begun(document, Colour(GREEN)):
        seen = shown(compositor, document.canvas)
    assert tuple(seen[150, 150]) == (90, 200, 20, 255)
    assert not seen[10, 390].any()


def test_what_is_ready_before_the_press_is_not_made_again():
    document = document_of(layer(1, solid=True), layer(2), layer(3))
    compositor = Compositor(document)
    compositor.image(document.canvas)
    assert not compositor.prepare(document.canvas, until=0)
    assert compositor.prepare(document.canvas, until=perf_counter() + 60)
    ready = {place: half.piece for place, half in compositor._split.halves.items()}
    assert {name for name, _ in ready} == {"under", "above"}
    for _ in begun(document, Colour(GREEN)):
        compositor.image(document.canvas)
    assert {place: half.piece for place, half in compositor._split.halves.items()} == ready
