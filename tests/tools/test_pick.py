"""The picker takes the colour that is seen."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.core.layers import PixelLayer
from studio.core.tiles import Tiles
from studio.tools.pick import TOOL, Pick, colour_at
from studio.tools.tool import Held, Pointer, Setting


@pytest.fixture
def document() -> Document:
    """Red on the left and blue on the right, transparent below, under a veil of white."""
    document = Document((40, 40))
    pixels = np.zeros((20, 40, 4), np.uint8)
    pixels[:, :20], pixels[:, 20:] = (255, 0, 0, 255), (0, 0, 255, 255)
    ground = PixelLayer("ground", pixels=Tiles.of(pixels))
    veil = PixelLayer("veil", opacity=0.5, pixels=Tiles.of(np.full((20, 40, 4), 255, np.uint8)))
    document.root.children = [ground, veil]
    document.activate(ground.id)
    return document


def picked(tool: Pick, document: Document, x: float, y: float, held: Held = Held.NONE) -> Setting:
    setting = Setting((1, 2, 3, 255), (4, 5, 6, 255))
    tool.press(document, Pointer(x, y, held=held), setting)
    tool.release(document, Pointer(x, y))
    return setting


def test_it_takes_what_all_layers_make_or_one_has(document: Document) -> None:
    tool = TOOL()
    assert picked(tool, document, 5.5, 5.5).foreground == (255, 128, 128, 255)
    tool.options.all_layers = False
    assert picked(tool, document, 5.5, 5.5).foreground == (255, 0, 0, 255)


def test_alt_takes_it_as_the_background(document: Document) -> None:
    setting = picked(TOOL(), document, 5.5, 5.5, Held.ALT)
    assert setting.background == (255, 128, 128, 255)
    assert setting.foreground == (1, 2, 3, 255)


def test_dragging_goes_on_taking(document: Document) -> None:
    tool, setting = TOOL(), Setting()
    tool.options.all_layers = False
    tool.press(document, Pointer(5, 5), setting)
    tool.drag(document, Pointer(30, 5))
    assert setting.foreground == (0, 0, 255, 255)


def test_around_the_place_colours_are_averaged_by_how_much_there_is(document: Document) -> None:
    ground = document.root.children[0].id
    document.activate(ground)
    # A disc of radius 8 holds 197 pixels, 17 of them in its middle column, which is blue here.
    assert colour_at(document, (20.0, 10), 8, False) == (round(255 * 90 / 197), 0, round(255 * 107 / 197), 255)
    assert colour_at(document, (5, 20), 3, False) == (255, 0, 0, 255), "transparent pixels weigh nothing"


@pytest.mark.parametrize("place", [(5, 35), (-3, 5), (5, 99)])
def test_where_nothing_is_painted_the_colour_stays(document: Document, place: tuple[float, float]) -> None:
    assert picked(TOOL(), document, *place).foreground == (1, 2, 3, 255)


def test_a_hidden_layer_is_named(document: Document) -> None:
    tool = TOOL()
    tool.options.all_layers = False
    document.root.children[0].visible = False
    with pytest.raises(BadRequest, match="“ground” is hidden"):
        picked(tool, document, 5, 5)
