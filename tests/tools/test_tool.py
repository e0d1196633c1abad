"""Every tool keeps the contract that the window is built on."""

from __future__ import annotations

import pytest

from studio.core.fields import describe
from studio.parts import parts
from studio.tools.tool import Held, Pointer, Setting, Tool

TOOLS = parts("studio.tools")


def test_the_tools_of_the_product_are_there_with_their_keys() -> None:
    keys = {kind.id: kind.shortcut for kind in TOOLS}
    promised = {"brush": "B", "eraser": "E", "mask_brush": "Q", "lasso": "L", "rectangle": "R", "wand": "W",
                "fill": "G", "pick": "I", "move": "V", "crop": "C"}
    assert promised.items() <= keys.items()
    assert {"ellipse", "polygon", "transform"} <= keys.keys()
    assert len(set(keys.values())) == len(keys)


@pytest.mark.parametrize("kind", TOOLS, ids=lambda kind: kind.id)
def test_a_tool_says_what_it_is_and_what_can_be_set(kind: type[Tool]) -> None:
    tool = kind()
    for text in (tool.id, tool.title, tool.icon, tool.hint):
        assert text
    assert tool.group > 0
    for entry in describe(type(tool.options)):
        assert entry.label
        assert entry.kind is not object
        assert entry.kind not in (int, float) or entry.range is not None
    if tool.brush_like:
        assert tool.options.size > 0
        assert 0 <= tool.options.hardness <= 1


@pytest.mark.parametrize("kind", TOOLS, ids=lambda kind: kind.id)
def test_two_windows_have_their_own_tools(kind: type[Tool]) -> None:
    one, other = kind(), kind()
    assert one is not other
    assert not describe(type(one.options)) or one.options is not other.options


def test_pointers_and_colours_have_plain_defaults() -> None:
    assert Pointer(1, 2).pressure == 1
    assert Pointer(1, 2).held is Held.NONE
    assert Setting().foreground[3] == 255
    assert Setting().extra is not Setting().extra
