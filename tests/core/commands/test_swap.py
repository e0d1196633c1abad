"""Whatever is done can be undone to the last pixel, and done again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.core.commands import canvas, layer_masks, layers, merge, selection, transform
from studio.core.commands.merge import MergeDown
from studio.core.commands.paint import Paint
from studio.core.commands.selection import InvertMask, SetMask
from studio.core.commands.swap import Put, Swap
from studio.core.composite import flatten
from studio.core.document import MASK, SELECTION, Change, Command, Document, Part, Target
from studio.core.errors import BadRequest
from studio.core.geometry import Rect
from studio.core.layers import Group, Layer, Mode, PixelLayer
from studio.core.resample import Method
from studio.core.selection import Combine
from studio.core.tiles import Tiles
from studio.formats.frozen import frozen

Draw = Callable[[st.SearchStrategy[Any]], Any]


def pixels(seed: int, size: tuple[int, int], depth: int = 8, channels: int = 4) -> Any:
    dtype = np.uint16 if depth == 16 else np.uint8
    shape = (size[1], size[0], channels) if channels > 1 else (size[1], size[0])
    return np.random.default_rng(seed).integers(0, np.iinfo(dtype).max + 1, shape, dtype=dtype)


def tiles_state(tiles: Tiles | None) -> object:
    if tiles is None:
        return None
    stored = {key: tile.tobytes() for key, tile in sorted(tiles.items()) if (tile != tiles.empty).any()}
    return tiles.channels, tiles.dtype, tiles.empty, stored


def layer_state(layer: Layer) -> object:
    plain = (layer.id, layer.name, layer.visible, layer.opacity, layer.mode, layer.locked, layer.alpha_locked,
             layer.offset, layer.mask_enabled, tiles_state(layer.mask))
    if isinstance(layer, Group):
        return *plain, layer.isolated, layer.expanded, [layer_state(child) for child in layer.children]
    assert isinstance(layer, PixelLayer)
    return *plain, tiles_state(layer.pixels)


def state(document: Document) -> object:
    return (document.size, document.depth, document.active, document.chosen, tiles_state(document.mask),
            tiles_state(document.selection), tiles_state(document.deselected), layer_state(document.root))


def some_document() -> Document:
    document = Document((40, 30))
    inner = PixelLayer("inner", pixels=Tiles.of(pixels(1, (20, 20)), (-5, 7)), mask=Tiles(1, empty=255))
    assert inner.mask is not None
    inner.mask.write(Rect(0, 0, 9, 9), pixels(2, (9, 9), channels=1))
    document.root.children = [
        PixelLayer("ground", pixels=Tiles.of(pixels(3, (40, 30)))),
        Group("group", children=[inner, PixelLayer("empty")]),
    ]
    document.activate(inner.id)
    return document


def some_command(draw: Draw, document: Document) -> Command:
    every = list(document.root.walk())
    ids = [layer.id for layer in every] or [0]
    one = draw(st.sampled_from(ids))
    some = draw(st.lists(st.sampled_from(ids), min_size=1, max_size=3, unique=True))
    places = [0, *(layer.id for layer in every if isinstance(layer, Group))]
    seed = draw(st.integers(0, 99))
    box = Rect(draw(st.integers(-9, 9)), draw(st.integers(-9, 9)), draw(st.integers(1, 40)), draw(st.integers(1, 40)))
    how = draw(st.sampled_from(Combine))

    def painted() -> Command:
        target = draw(st.sampled_from([MASK, SELECTION, Target(Part.PIXELS, one), Target(Part.LAYER_MASK, one)]))
        tiles = document.tiles(target)
        depth = 16 if tiles.dtype == np.uint16 else 8
        return Paint("Paint", target, tiles.planned(box, pixels(seed, box.extent, depth, tiles.channels)), box)

    def property_set() -> Command:
        name, value = draw(st.sampled_from([
            ("name", "new"), ("visible", False), ("opacity", 0.3), ("opacity", 1), ("mode", Mode.MULTIPLY),
            ("mode", Mode.DST_IN), ("locked", True), ("locked", False), ("alpha_locked", True),
            ("mask_enabled", False), ("expanded", False), ("isolated", False)]))
        return layers.SetProperty(some, name, value)

    choices: list[Callable[[], Command]] = [
        painted, painted, property_set,
        lambda: layers.InsertLayer(PixelLayer("new", pixels=Tiles.of(pixels(seed, (7, 5)), (3, 250))),
                                   draw(st.sampled_from(places)), draw(st.sampled_from([None, 0, 1]))),
        lambda: layers.RemoveLayers(some),
        lambda: layers.MoveLayers(some, draw(st.sampled_from(places)), draw(st.integers(0, 3))),
        lambda: layers.GroupLayers(some), lambda: layers.UngroupLayers(some), lambda: layers.DuplicateLayers(some),
        lambda: layers.MoveLayer(some, draw(st.sampled_from([(3, -4), (256, 0), (-300, 1)]))),
        lambda: layer_masks.AddLayerMask(one, draw(st.sampled_from([None, document.mask]))),
        lambda: layer_masks.RemoveLayerMask(one), lambda: layer_masks.ApplyLayerMask(one),
        lambda: merge.MergeDown(one), merge.MergeVisible, merge.FlattenAll,
        lambda: canvas.ResizeCanvas(box), lambda: canvas.Crop(box),
        lambda: canvas.ScaleImage((draw(st.integers(1, 60)), draw(st.integers(1, 60))), draw(st.sampled_from(Method))),
        lambda: canvas.FlipImage(draw(st.booleans())),
        lambda: canvas.RotateImage(draw(st.sampled_from([90, 180, 270]))),
        lambda: canvas.ConvertDepth(draw(st.sampled_from([8, 16]))),
        lambda: selection.Select(pixels(seed, box.extent, channels=1), how, box.corner),
        selection.SelectAll, selection.Deselect, selection.Reselect, selection.InvertSelection,
        lambda: selection.ModifySelection(draw(st.sampled_from(selection.Edge)), draw(st.integers(1, 9)),
                                          draw(st.sampled_from([MASK, SELECTION]))),
        lambda: selection.MaskFromSelection(how), lambda: selection.SelectionFromMask(how),
        lambda: selection.SetMask(pixels(seed, box.extent, channels=1), how, box.corner),
        selection.ClearMask, selection.InvertMask, lambda: selection.LayerToSelection(one, how),
        lambda: transform.TransformLayers(
            some, np.array([[0.8, 0.3, 2], [-0.2, 1.1, 1.5], [0.001, 0, 1]]), draw(st.sampled_from(Method))),
    ]
    return draw(st.sampled_from(choices))()


@given(st.data())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_done_is_undone_and_redone_exactly(data: st.DataObject) -> None:
    document = some_document()
    states, marks = [state(document)], [document.history.mark]
    for _ in range(data.draw(st.integers(1, 8))):
        document.history.seal()
        try:
            document.do(some_command(data.draw, document))
        except BadRequest:
            assert state(document) == states[-1], "a refused command changed something"
            continue
        states.append(state(document))
        marks.append(document.history.mark)
    for way, order in ((document.undo, range(len(states) - 2, -1, -1)), (document.redo, range(1, len(states)))):
        for index in order:
            assert way()
            assert state(document) == states[index]
            assert document.history.mark is marks[index]
        assert not way()


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_a_change_names_holds_everything_that_looks_different(data: st.DataObject) -> None:
    document = some_document()
    changes: list[Change] = []
    document.changed.connect(changes.append)
    for _ in range(data.draw(st.integers(1, 5))):
        before = flatten(document)
        try:
            document.do(some_command(data.draw, document))
        except BadRequest:
            continue
        for step in (lambda: None, document.undo, document.redo):
            step()
            after, change = flatten(document), changes[-1]
            if change.size or before.dtype != after.dtype:
                assert change.area.holds(document.canvas)
            else:
                outside = np.ones(after.shape[:2], bool)
                outside[(change.area & document.canvas).slices] = False
                assert (before[outside] == after[outside]).all()
            before = after


class _Rename(Swap):
    def __init__(self, layer: Layer, held: Tiles) -> None:
        super().__init__("Rename")
        self.layer, self.held = layer, held

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        return [Put(self.layer, "pixels", self.held)], Change()


def test_only_tiles_that_are_not_shared_weigh() -> None:
    document = Document((512, 256))
    layer = PixelLayer("one", pixels=Tiles.of(pixels(0, (512, 256))))
    document.root.children = [layer]
    changed = layer.pixels.copy()
    changed.write(Rect(0, 0, 9, 9), pixels(1, (9, 9)))
    command = _Rename(layer, changed)
    document.do(command)
    assert 256 * 256 * 4 <= command.nbytes < 2 * 256 * 256 * 4


def test_what_was_worked_out_on_a_copy_is_put_in_place_in_the_document_itself() -> None:
    document = Document((300, 260))
    document.root.children = [PixelLayer(name, pixels=Tiles.of(pixels(number, (300, 260))))
                              for number, name in enumerate(("Ground", "Sky", "Leaf"))]
    ground, sky, leaf = document.root.children
    at_once = frozen(document)
    at_once.do(MergeDown(leaf.id))
    command = MergeDown(leaf.id).ahead(frozen(document))
    assert command.ready
    assert document.root.children == [ground, sky, leaf], "nothing has changed yet"
    document.do(command)
    assert document.root.children[0] is ground, "not its copy"
    assert len(document.root.children) == 2
    assert document.active == document.root.children[1].id
    assert np.array_equal(flatten(document), flatten(at_once))
    document.undo()
    assert document.root.children == [ground, sky, leaf]


def test_a_command_that_was_only_asked_for_can_be_worked_out_again() -> None:
    document = Document((300, 260))
    document.do(SetMask(np.full((20, 20), 255, np.uint8), at=(4, 4)))
    command = InvertMask()
    assert command.weight(document) >= 300 * 260
    first, second = command.ahead(frozen(document)), command.ahead(frozen(document))
    assert not command.ready
    assert first.ready
    assert second.ready
    document.do(second)
    assert not document.mask.read(Rect(4, 4, 20, 20)).any()
