"""stack.xml of an OpenRaster file: how the tree of layers is written down so that other studios read it.

After the OpenRaster specification, layer stack (openraster.org). The topmost layer stands first.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from studio.core.document import Document
from studio.core.errors import Unreadable
from studio.core.geometry import Extent, Point
from studio.core.layers import Group, Layer, Mode, PixelLayer
from studio.formats.limits import checked_size

NAMESPACE = "urn:pentimento:ora"
NUMBER = f"{{{NAMESPACE}}}layer"
"""The attribute by which `pentimento/document.json` finds a layer again."""

DEEPEST = 100
FARTHEST = 1 << 24
LARGEST_XML = 32 << 20

_LAYER_WORDS = {"name", "src", "x", "y", "opacity", "visibility", "composite-op", "edit-locked", "selected",
                "isolation", NUMBER}
_IMAGE_WORDS = {"w", "h", "version"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text with every character that XML cannot hold replaced."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


# Writing


def to_xml(document: Document, places: Mapping[int, tuple[str, Point]], numbers: Mapping[int, int]) -> bytes:
    """`places` gives each pixel layer's picture and where its corner lies; `numbers` each layer's number, by id."""
    ElementTree.register_namespace("pentimento", NAMESPACE)
    kept: Mapping[str, Any] = document.metadata.get("ora") or {}
    image = Element("image", {**kept.get("image", {}), "version": "0.0.6",
                              "w": str(document.size.width), "h": str(document.size.height)})
    stack = ElementTree.SubElement(image, "stack", dict(kept.get("stack", {})))
    _add(stack, document.root, document.active, places, numbers)
    ElementTree.indent(image)
    return bytes(ElementTree.tostring(image, encoding="UTF-8", xml_declaration=True))


def _add(stack: Element, group: Group, active: int, places: Mapping[int, tuple[str, Point]],
         numbers: Mapping[int, int]) -> None:
    for layer in reversed(group.children):
        words = {
            **layer.extra,
            "name": clean(layer.name),
            "opacity": repr(float(layer.opacity)),
            "visibility": "visible" if layer.visible else "hidden",
            "composite-op": _mode_word(layer),
            NUMBER: str(numbers[layer.id]),
        }
        if layer.locked:
            words["edit-locked"] = "true"
        if layer.id == active:
            words["selected"] = "true"
        if isinstance(layer, Group):
            words["isolation"] = "isolate" if layer.isolated else "auto"
            _add(ElementTree.SubElement(stack, "stack", words), layer, active, places, numbers)
        else:
            source, corner = places[layer.id]
            words |= {"src": source, "x": str(corner.x), "y": str(corner.y)}
            ElementTree.SubElement(stack, "layer", words)


def _mode_word(layer: Layer) -> str:
    """A foreign mode that we show as normal goes back as it came, unless the artist chose another."""
    if layer.mode is Mode.NORMAL and "composite-op" in layer.extra:
        return layer.extra["composite-op"]
    return str(layer.mode.value)


# Reading


def parsed(data: bytes, name: str) -> tuple[Extent, Element, Element]:
    """Size of the canvas, the image element and its root stack; Unreadable says what is wrong with it."""
    text = _text(data, name)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Unreadable(f"{name} is not a proper OpenRaster file: its stack.xml declares entities.",
                         "Such a file may be an attack; do not trust it.")
    try:
        image = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError) as error:
        raise Unreadable(f"{name} is damaged: its stack.xml is not proper XML ({error}).") from error
    stack = image.find("stack")
    if image.tag != "image" or stack is None:
        raise Unreadable(f"{name} is damaged: its stack.xml describes no image with a stack of layers.")
    size = checked_size(_whole(image, "w", 0, name), _whole(image, "h", 0, name), name)
    return size, image, stack


def _text(data: bytes, name: str) -> str:
    codings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "latin-1")
    for coding in codings:
        try:
            text = data.decode(coding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            # The declaration may name the bytes' coding; it no longer holds for text.
            return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    raise Unreadable(f"{name} is damaged: its stack.xml is not text.")


def foreign(image: Element, stack: Element) -> dict[str, dict[str, str]]:
    """Attributes of the image and its root stack that are not ours, for the way back."""
    return {
        "image": {key: value for key, value in image.attrib.items() if key not in _IMAGE_WORDS},
        "stack": dict(stack.attrib),
    }


def layer_of(element: Element, name: str) -> Layer:
    """A layer or group with what stack.xml says of it; its pixels, children and offset are the caller's."""
    group = element.tag == "stack"
    layer: Layer = Group(element.get("name", "")) if group else PixelLayer(element.get("name", ""))
    layer.visible = element.get("visibility", "visible") != "hidden"
    layer.opacity = _opacity(element, name)
    layer.locked = element.get("edit-locked") == "true"
    layer.extra = {key: value for key, value in element.attrib.items() if key not in _LAYER_WORDS}
    word = element.get("composite-op", Mode.NORMAL.value)
    known = {mode.value: mode for mode in Mode}
    layer.mode = known.get(word, Mode.NORMAL)
    if word not in known:
        layer.extra["composite-op"] = word
    if isinstance(layer, Group):
        plain = layer.mode is Mode.NORMAL and layer.opacity == 1.0
        layer.isolated = element.get("isolation", "auto") == "isolate" or not plain
    return layer


def corner(element: Element, name: str) -> Point:
    return Point(_whole(element, "x", 0, name), _whole(element, "y", 0, name))


def _called(element: Element) -> str:
    return f"layer “{element.get('name', '')}”" if element.tag in ("layer", "stack") else "image"


def _number(element: Element, key: str, default: float, name: str) -> float:
    text = element.get(key)
    try:
        value = default if text is None else float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise Unreadable(f"{name} is damaged: its {_called(element)} has {key}={text!r}, which is no number.")
    return value


def _whole(element: Element, key: str, default: int, name: str) -> int:
    value = _number(element, key, default, name)
    if abs(value) > FARTHEST and key in ("x", "y"):
        raise Unreadable(f"{name} is damaged: its {_called(element)} lies absurdly far away ({key}={value:.0f}).")
    return int(value)


def _opacity(element: Element, name: str) -> float:
    return min(1.0, max(0.0, _number(element, "opacity", 1.0, name)))
