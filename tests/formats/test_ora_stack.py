"""Promises of stack.xml."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.document import Document
from studio.core.errors import Unreadable
from studio.core.geometry import Point
from studio.core.layers import Group, Mode, PixelLayer
from studio.formats import ora_stack
from studio.formats.ora_stack import clean, corner, foreign, layer_of, parsed, to_xml

IMAGE = '<image w="4" h="3"><stack>{}</stack></image>'


def only(inner: str) -> PixelLayer | Group:
    _, _, stack = parsed(IMAGE.format(inner).encode(), "a.ora")
    layer = layer_of(stack[0], "a.ora")
    assert isinstance(layer, (PixelLayer, Group))
    return layer


def test_the_topmost_stands_first() -> None:
    document = Document((4, 3))
    below, above = PixelLayer("below", opacity=0.25, visible=False), PixelLayer("above", mode=Mode.SCREEN, locked=True)
    document.root.children = [below, Group("group", children=[above], isolated=False)]
    document.active = above.id
    layers = list(document.root.walk())
    places = {below.id: ("data/a.png", Point(-3, 4)), above.id: ("data/b.png", Point(0, 0))}
    data = to_xml(document, places, {layer.id: number for number, layer in enumerate(layers)})
    size, _, stack = parsed(data, "a.ora")
    assert size == (4, 3)
    assert [element.get("name") for element in stack] == ["group", "below"]
    assert stack[0].get("isolation") == "auto"
    assert stack[0][0].get("composite-op") == "svg:screen"
    assert stack[0][0].get("edit-locked") == stack[0][0].get("selected") == "true"
    assert stack[1].get("visibility") == "hidden"
    assert corner(stack[1], "a.ora") == (-3, 4)
    assert layer_of(stack[1], "a.ora").opacity == 0.25


def test_defaults_are_those_of_the_specification() -> None:
    layer = only('<layer src="a.png"/>')
    assert (layer.visible, layer.opacity, layer.mode, layer.locked) == (True, 1.0, Mode.NORMAL, False)


@pytest.mark.parametrize(("words", "isolated"), [
    ("", False), ('isolation="isolate"', True), ('opacity="0.5"', True), ('composite-op="svg:multiply"', True),
])
def test_a_plain_group_is_passed_through_unless_isolated(words: str, isolated: bool) -> None:
    group = only(f"<stack {words}/>")
    assert isinstance(group, Group)
    assert group.isolated is isolated


def test_a_foreign_mode_shows_as_normal_and_goes_back() -> None:
    layer = only('<layer src="a" composite-op="krita:dissolve" color-tag="3"/>')
    assert layer.mode is Mode.NORMAL
    document = Document((4, 3))
    document.root.children = [layer]
    again = to_xml(document, {layer.id: ("a", Point(0, 0))}, {layer.id: 0})
    assert b'composite-op="krita:dissolve"' in again
    assert b'color-tag="3"' in again
    layer.mode = Mode.MULTIPLY
    assert b'composite-op="svg:multiply"' in to_xml(document, {layer.id: ("a", Point(0, 0))}, {layer.id: 0})


def test_foreign_words_of_the_image_are_kept() -> None:
    data = b'<image w="4" h="3" xres="300"><stack author="me"/></image>'
    _, image, stack = parsed(data, "a.ora")
    document = Document((4, 3))
    document.metadata["ora"] = foreign(image, stack)
    assert document.metadata["ora"] == {"image": {"xres": "300"}, "stack": {"author": "me"}}
    assert b'xres="300"' in to_xml(document, {}, {})
    assert b'author="me"' in to_xml(document, {}, {})


@pytest.mark.parametrize(("data", "says"), [
    (b"", "proper XML"),
    (b"<image", "proper XML"),
    (b"<image/>", "no image with a stack"),
    (b"<svg><stack/></svg>", "no image with a stack"),
    (b"<image><stack/></image>", "0 × 0"),
    (b'<image w="wide" h="3"><stack/></image>', "w='wide'"),
    (b'<image w="1e9" h="1e9"><stack/></image>', "1000000000 × 1000000000"),
    (b'<image w="inf" h="3"><stack/></image>', "no number"),
    (b"\xff\xff\0\0\0", "not text"),
    (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><image w="4" h="3"><stack/></image>', "entities"),
    ('<!DOCTYPE a [<!ENTITY b "c">]><image/>'.encode("utf-16"), "entities"),
])
def test_what_is_wrong_is_named(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        parsed(data, "a.ora")


@pytest.mark.parametrize(("inner", "says"), [
    ('<layer name="Sky" opacity="much"/>', "layer “Sky” has opacity='much'"),
    ('<layer name="Sky" x="nan"/>', "x='nan'"),
    ('<layer name="Sky" y="1e12"/>', "absurdly far"),
])
def test_wrong_numbers_name_their_layer(inner: str, says: str) -> None:
    _, _, stack = parsed(IMAGE.format(inner).encode(), "a.ora")

    def read() -> None:
        layer_of(stack[0], "a.ora")
        corner(stack[0], "a.ora")

    with pytest.raises(Unreadable, match=says):
        read()


def test_other_codings_are_read() -> None:
    for coding in ("utf-8", "utf-8-sig", "utf-16", "latin-1"):
        text = f'<?xml version="1.0" encoding="{coding}"?>' + IMAGE.format('<layer name="Käfer"/>')
        _, _, stack = parsed(text.encode(coding), "a.ora")
        assert stack[0].get("name") == "Käfer"


def test_opacity_is_kept_within_bounds() -> None:
    assert only('<layer opacity="7"/>').opacity == 1
    assert only('<layer opacity="-7"/>').opacity == 0


@given(st.text())
def test_any_name_makes_proper_xml(name: str) -> None:
    document = Document((4, 3))
    layer = PixelLayer(name)
    document.root.children = [layer]
    _, _, stack = parsed(to_xml(document, {layer.id: ("a", Point(0, 0))}, {layer.id: 0}), "a.ora")
    assert stack[0].get("name") == clean(name)
    assert ora_stack.NUMBER in stack[0].attrib
