"""Layers that a model makes anew while sliders are moved: however often, it is one step of undo."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from studio.core.commands.layers import InsertLayer, in_depth
from studio.core.commands.swap import Put, Swap
from studio.core.document import Change, Command, Document
from studio.core.errors import BadRequest
from studio.core.layers import PixelLayer
from studio.core.tiles import Tiles


class Remake(Swap):
    """Gives a generated layer other pixels and another making, and another name where one is given; how it joins what
    lies below stays."""

    def __init__(self, layer: int, pixels: Tiles, origin: Mapping[str, Any], title: str = "Move sliders",
                 name: str = "") -> None:
        super().__init__(title)
        self.layer, self.pixels, self.origin, self.name = layer, pixels, origin, name

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        layer = document.editable(self.layer)
        if not isinstance(layer, PixelLayer):
            raise BadRequest(f"“{layer.name}” has no pixels of its own.", "Choose a layer that a model made.")
        pixels = in_depth(self.pixels, document.depth)
        area = (layer.pixels.bounds | pixels.bounds).moved(layer.offset) & document.canvas
        named = [Put(layer, "name", self.name)] if self.name else []
        return [Put(layer, "pixels", pixels), Put(layer, "origin", self.origin), *named], Change(area, tree=True)

    def merged(self, newer: Command) -> Command | None:
        return _both(self, newer) if isinstance(newer, Remake) and newer.layer == self.layer else None


class InsertRemade(InsertLayer):
    """Inserts a layer that is then made anew while its sliders still move: inserting and that are one step."""

    def merged(self, newer: Command) -> Command | None:
        return _both(self, newer) if isinstance(newer, Remake) and newer.layer == self.layer.id else None


def _both(older: Swap, newer: Swap) -> Swap:
    """One command that stands for `older` and then `newer`, both already done."""
    made = copy.copy(older)
    made.take_in(newer)
    return made
