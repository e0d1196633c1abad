"""Between map and canvas: a point becomes a layer that remembers it, a layer or what is marked becomes a point."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.core.commands.selection import SetMask
from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.core.layers import Group, PixelLayer
from studio.core.tiles import Tiles
from studio.session import Session
from studio.ui.desk import Desk
from studio.ui.explore import deeds
from studio.ui.explore.film_export import Walk
from studio.ui.window import Window

from .conftest import Hand


@pytest.fixture
def document(desk: Desk) -> Document:
    """Black at the left, white at the right."""
    pixels = np.zeros((16, 32, 4), np.uint8)
    pixels[:, 16:, :3], pixels[..., 3] = 255, 255
    made = Document((32, 16), name="Halves")
    layer = PixelLayer("Paper", pixels=Tiles.of(pixels))
    made.root.children.append(layer)
    made.activate(layer.id)
    desk.add(Session(made, desk.library, desk.engine))
    return made


def test_a_point_comes_to_the_canvas_and_its_layer_leads_back_to_it(begun: Desk, document: Document, qtbot: QtBot,
                                                                    rest: Callable[[], None]) -> None:
    explorer = begun.explorer
    explorer.go(1, 0)
    deeds.add_to_canvas(begun)
    qtbot.waitUntil(lambda: len(document.root.children) == 2)
    layer = document.active_layer
    assert layer is not None
    assert layer.origin is not None
    assert layer.origin["model"] == "wash"
    assert explorer.stand is not None
    wanted = explorer.stand.spot.latent[0]
    explorer.restart(1)
    rest()
    assert deeds.explore_layer(begun) is None  # it need not be searched for
    rest()
    assert explorer.stand is not None
    assert explorer.stand.spot.latent[0] == pytest.approx(wanted)
    assert explorer.value_of("warmth") == pytest.approx(1.0)
    document.undo()
    assert len(document.root.children) == 1


def test_without_a_picture_one_is_made(begun: Desk, qtbot: QtBot) -> None:
    deeds.add_to_canvas(begun)
    assert begun.document is not None
    assert begun.document.size == (8, 8)
    document = begun.document
    qtbot.waitUntil(lambda: len(document.root.children) == 1)


def test_pictures_of_a_way_come_as_a_group(begun: Desk, document: Document, qtbot: QtBot) -> None:
    ends = tuple(np.array([first, 0, 0, 0, 0, 0], np.float32) for first in (-1, 1))
    deeds.lay_walk(begun, Walk("wash", ends, 5))
    qtbot.waitUntil(lambda: len(document.root.children) == 2)
    group = document.root.children[-1]
    assert isinstance(group, Group)
    assert len(group.children) == 5


def first(desk: Desk) -> float:
    assert desk.explorer.stand is not None
    return float(desk.explorer.stand.spot.latent[0])


def test_a_layer_is_found_in_the_latent_space_and_so_is_what_is_marked(begun: Desk, document: Document,
                                                                       rest: Callable[[], None]) -> None:
    deeds.explore_layer(begun)
    rest()
    assert first(begun) == pytest.approx(-0.5 / 40)
    document.do(SetMask(np.full((16, 16), 255, np.uint8), at=(16, 0)))
    deeds.explore_layer(begun)
    rest()
    assert first(begun) == pytest.approx(127 / 40)


def test_the_menu_entry_brings_the_map_to_the_front(window: Window, document: Document, hand: Hand,
                                                    rest: Callable[[], None]) -> None:
    window.desk.actions.refresh("layer.explore")
    window.desk.actions.run("layer.explore")
    rest()
    assert window.workspace == "explore"
    assert first(window.desk) == pytest.approx(-0.5 / 40)


def test_without_a_layer_or_a_point_a_sentence_says_so(desk: Desk) -> None:
    with pytest.raises(BadRequest, match="no layer"):
        deeds.explore_layer(desk)
    with pytest.raises(BadRequest, match="no point"):
        deeds.add_to_canvas(desk)
