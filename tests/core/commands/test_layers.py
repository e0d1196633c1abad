"""The tree after each command, as the Layers panel shows it."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.commands.layers import (
    DuplicateLayers,
    GroupLayers,
    InsertLayer,
    MoveLayer,
    MoveLayers,
    RemoveLayers,
    SetProperty,
    UngroupLayers,
)
from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.core.geometry import Rect
from studio.core.layers import Group, Layer, Mode, PixelLayer
from studio.core.tiles import Tiles


@pytest.fixture
def document() -> Document:
    """a, then a group of b and c, then d."""
    document = Document((64, 64))
    document.root.children = [layer("a"), Group("g", children=[layer("b"), layer("c")]), layer("d")]
    return document


def layer(name: str) -> PixelLayer:
    return PixelLayer(name, pixels=Tiles.of(np.full((8, 8, 4), 255, np.uint8)))


def tree(document: Document) -> str:
    def told(layers: list[Layer]) -> str:
        return " ".join(f"{one.name}({told(one.children)})" if isinstance(one, Group) else one.name for one in layers)
    return told(document.root.children)


def ids(document: Document, names: str) -> tuple[int, ...]:
    return tuple(next(one.id for one in document.root.walk() if one.name == name) for name in names)


def active(document: Document) -> str:
    return document.active_layer.name if document.active_layer else ""


@pytest.mark.parametrize(("parent", "index", "shape"), [
    ("", None, "a g(b c) d new"), ("", 0, "new a g(b c) d"), ("g", 1, "a g(b new c) d")])
def test_a_new_layer_comes_where_it_is_asked_for(
        document: Document, parent: str, index: int | None, shape: str) -> None:
    document.do(InsertLayer(layer("new"), ids(document, parent)[0] if parent else 0, index))
    assert (tree(document), active(document)) == (shape, "new")


def test_a_new_layer_takes_the_depth_of_the_document() -> None:
    document, new = Document((64, 64), depth=16), layer("new")
    document.do(InsertLayer(Group("g", children=[new])))
    assert new.pixels.dtype == np.uint16
    assert new.pixels.read(Rect(0, 0, 1, 1))[0, 0, 0] == 65535


@pytest.mark.parametrize(("gone", "shape", "next_one"), [
    ("a", "g(b c) d", "g"), ("d", "a g(b c)", "g"), ("c", "a g(b) d", "b"), ("bc", "a g() d", "g"),
    ("gb", "a d", "a"), ("agd", "", ""), ("ac", "g(b) d", "g")])
def test_removing_leaves_a_neighbour_active(document: Document, gone: str, shape: str, next_one: str) -> None:
    document.do(RemoveLayers(ids(document, gone)))
    assert (tree(document), active(document)) == (shape, next_one)


@pytest.mark.parametrize(("moved", "parent", "index", "shape"), [
    ("a", "", 3, "g(b c) d a"), ("a", "", 2, "g(b c) a d"), ("d", "", 0, "d a g(b c)"), ("a", "", 1, "a g(b c) d"),
    ("ad", "g", 1, "g(b a d c)"), ("b", "", 2, "a g(c) b d"),
    ("gb", "", 3, "a d g(b c)"), ("bd", "g", 2, "a g(c b d)")])
def test_moving_counts_gaps_as_they_stand(
        document: Document, moved: str, parent: str, index: int, shape: str) -> None:
    document.do(MoveLayers(ids(document, moved), ids(document, parent)[0] if parent else 0, index))
    assert tree(document) == shape


def test_a_group_cannot_be_moved_into_itself(document: Document) -> None:
    (group,) = ids(document, "g")
    with pytest.raises(BadRequest, match="into itself"):
        document.do(MoveLayers(group, group, 0))


@pytest.mark.parametrize(("members", "shape"), [
    ("ad", "g(b c) new(a d)"), ("c", "a g(b new(c)) d"), ("bd", "a g(c) new(b d)"), ("ga", "new(a g(b c)) d")])
def test_grouping_takes_the_place_of_the_highest(document: Document, members: str, shape: str) -> None:
    document.do(GroupLayers(ids(document, members), "new"))
    assert (tree(document), active(document)) == (shape, "new")


def test_ungrouping_lets_the_members_take_the_place(document: Document) -> None:
    document.do(UngroupLayers(ids(document, "g")))
    assert tree(document) == "a b c d"
    assert document.chosen == ids(document, "bc")
    with pytest.raises(BadRequest, match="no group"):
        document.do(UngroupLayers(ids(document, "a")))


def test_a_copy_lies_above_and_shares_every_tile(document: Document) -> None:
    document.do(DuplicateLayers(ids(document, "ag")))
    assert tree(document) == "a a copy g(b c) g copy(b c) d"
    every = list(document.root.walk())
    assert len({one.id for one in every}) == len(every)
    first, second = document.root.children[:2]
    assert isinstance(first, PixelLayer)
    assert isinstance(second, PixelLayer)
    assert second.pixels.get((0, 0)) is first.pixels.get((0, 0))
    assert document.history.nbytes < 4096


@pytest.mark.parametrize(("name", "value"), [
    ("opacity", 0.5), ("mode", Mode.SCREEN), ("alpha_locked", True), ("mask_enabled", False)])
def test_a_locked_layer_keeps_its_looks(document: Document, name: str, value: object) -> None:
    (number,) = ids(document, "a")
    document.do(SetProperty(number, "locked", True))
    with pytest.raises(BadRequest, match="“a” is locked"):
        document.do(SetProperty(number, name, value))
    document.do(SetProperty(number, "visible", False))
    document.do(SetProperty(number, "locked", False))
    document.do(SetProperty(number, name, value))
    assert getattr(document.layer(number), name) == value


def test_locked_layers_are_not_removed_moved_or_grouped_even_inside_a_group(document: Document) -> None:
    document.layer(ids(document, "b")[0]).locked = True
    for command in (RemoveLayers(ids(document, "g")), MoveLayer(ids(document, "g"), (1, 0)),
                    GroupLayers(ids(document, "ag")), RemoveLayers(ids(document, "b"))):
        with pytest.raises(BadRequest, match="“b” is locked"):
            document.do(command)


@pytest.mark.parametrize(("name", "value"), [("opactiy", 1), ("opacity", "half"), ("visible", 1), ("mode", "normal")])
def test_a_wrong_property_is_refused(name: str, value: object) -> None:
    with pytest.raises(BadRequest):
        SetProperty(1, name, value)


def test_only_groups_open_and_close(document: Document) -> None:
    with pytest.raises(BadRequest, match="group"):
        document.do(SetProperty(ids(document, "a"), "expanded", False))


def test_opacity_is_kept_within_its_range(document: Document) -> None:
    document.do(SetProperty(ids(document, "ad"), "opacity", 7))
    assert [document.layer(number).opacity for number in ids(document, "ad")] == [1, 1]


def test_a_group_moves_with_all_it_holds_in_one_step(document: Document) -> None:
    for _ in range(3):
        document.do(MoveLayer(ids(document, "g"), (2, -1)))
    assert [document.layer(number).offset for number in ids(document, "abc")] == [(0, 0), (6, -3), (6, -3)]
    document.undo()
    assert document.layer(ids(document, "b")[0]).offset == (0, 0)
    assert not document.modified


def test_without_a_layer_there_is_nothing_to_do(document: Document) -> None:
    with pytest.raises(BadRequest, match="No layer is chosen"):
        document.do(RemoveLayers(()))
