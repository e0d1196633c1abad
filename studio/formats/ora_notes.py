"""What an OpenRaster file cannot say of our documents, in files of our own beside it.

`pentimento/document.json` holds depth, metadata, the active layer, and for each layer by its number what differs
from the default: offset, alpha lock, isolation, the job that made it, and where its mask stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

import studio
from studio.core.document import Document
from studio.core.errors import Unreadable
from studio.core.geometry import NOWHERE, Point, Rect
from studio.core.layers import Group, Layer
from studio.core.tiles import TILE, Tiles
from studio.formats import chunks, ora_stack, png
from studio.formats.archive import Archive
from studio.formats.limits import MOST_PIXELS

FOLDER = "pentimento/"
NOTES = FOLDER + "document.json"
PROFILE = FOLDER + "profile.icc"
_LARGEST_JSON = 256 << 20


def extent_of(tiles: Tiles) -> Rect:
    """The smallest rectangle around every sample that differs from empty, colours under alpha 0 included."""
    found = NOWHERE
    for key, tile in ((key, tiles.get(key)) for key in tiles.keys()):  # noqa: SIM118 - Tiles is no dict
        assert tile is not None
        # RGBA is empty where all four samples are 0: asked of whole pixels at once, four times as fast.
        marked = tile.view(f"u{tile.dtype.itemsize * 4}")[..., 0] != 0 if tile.ndim == 3 else tile != tiles.empty
        rows, columns = np.flatnonzero(marked.any(axis=1)), np.flatnonzero(marked.any(axis=0))
        if len(rows):
            x, y = key[0] * TILE, key[1] * TILE
            found |= Rect.between(x + int(columns[0]), y + int(rows[0]), x + int(columns[-1]) + 1,
                                  y + int(rows[-1]) + 1)
    return found


class Written:
    """Gathers our files for one document; `numbers` gives each layer's number, by id."""

    def __init__(self, document: Document, numbers: Mapping[int, int]) -> None:
        self.document = document
        self.numbers = numbers

    def files(self) -> Iterator[tuple[str, bytes]]:
        document, pictures = self.document, dict[str, bytes]()
        notes: dict[str, Any] = {
            "version": 1,
            "program": f"Pentimento {studio.__version__}",
            "depth": document.depth,
            "active": self.numbers.get(document.active),
            "chosen": [self.numbers[layer] for layer in document.chosen if layer in self.numbers],
            "metadata": {key: value for key, value in document.metadata.items() if key != "ora"},
            "mask": _tiles(document.mask, "mask", pictures),
            "selection": None if document.selection is None else _tiles(document.selection, "selection", pictures),
            "layers": {str(self.numbers[layer.id]): self._layer(layer, pictures) for layer in document.root.walk()},
        }
        yield NOTES, json.dumps(notes, default=str, indent=1).encode("ascii")
        if document.icc:
            yield PROFILE, document.icc
        yield from pictures.items()

    def _layer(self, layer: Layer, pictures: dict[str, bytes]) -> dict[str, Any]:
        out: dict[str, Any] = {"offset": list(layer.offset)}
        if ora_stack.clean(layer.name) != layer.name:
            out["name"] = layer.name
        if layer.alpha_locked:
            out["alpha_locked"] = True
        if layer.origin is not None:
            out["origin"] = dict(layer.origin)
        if layer.mask is not None:
            out["mask"] = _tiles(layer.mask, f"mask{self.numbers[layer.id]:03}", pictures)
        if not layer.mask_enabled:
            out["mask_enabled"] = False
        if isinstance(layer, Group):
            out["isolated"], out["expanded"] = layer.isolated, layer.expanded
        return out


def _tiles(tiles: Tiles, name: str, pictures: dict[str, bytes]) -> dict[str, Any]:
    """Where a mask's picture stands; the picture itself goes to `pictures`."""
    area = extent_of(tiles)
    out: dict[str, Any] = {"empty": tiles.empty, "bits": tiles.dtype.itemsize * 8}
    if not area.empty:
        out |= {"file": f"{FOLDER}{name}.png", "x": area.x, "y": area.y}
        pictures[out["file"]] = png.encoded(tiles.read(area))
    return out


class Read:
    """The notes of an opened file; empty ones where another program wrote it."""

    def __init__(self, archive: Archive) -> None:
        self.name = archive.name
        self._archive = archive
        self._claimed = 0
        self._notes: dict[str, Any] = {}
        self._layers: dict[int, Layer] = {}
        if NOTES in archive:
            try:
                self._notes = json.loads(archive.read(NOTES, _LARGEST_JSON))
                self._entries = dict(self._notes["layers"])
                self.depth = int(self._notes["depth"])
            except (ValueError, TypeError, KeyError, RecursionError) as error:
                raise self._damaged() from error
        else:
            self._entries, self.depth = {}, 0
        self.icc = archive.read(PROFILE) if PROFILE in archive else None

    def _damaged(self) -> Unreadable:
        return Unreadable(f"{self.name} is damaged: its {NOTES} cannot be understood.",
                          "Open an older copy; or remove that file from the zip to open the layers alone.")

    def restore(self, layer: Layer, number: str | None) -> bool:
        """Gives `layer` what the notes know under its number; False when they know nothing."""
        entry = self._entries.get(number) if number is not None else None
        if entry is None or number is None:
            return False
        try:
            self._layers.setdefault(int(number), layer)
            layer.offset = Point(*(int(part) for part in entry["offset"]))
            layer.name = str(entry.get("name", layer.name))
            layer.alpha_locked = bool(entry.get("alpha_locked", False))
            layer.mask_enabled = bool(entry.get("mask_enabled", True))
            layer.origin = None if entry.get("origin") is None else dict(entry["origin"])
            layer.mask = None if entry.get("mask") is None else self._mask(entry["mask"])
            if isinstance(layer, Group):
                layer.isolated, layer.expanded = bool(entry["isolated"]), bool(entry["expanded"])
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
            raise self._damaged() from error
        return True

    def finish(self, document: Document) -> None:
        """Mask, selection, metadata and the chosen layers, once all layers are there."""
        if not self._notes:
            top = document.root.children[-1].id if document.root.children else 0
            document.activate(document.active or top)
            return
        try:
            document.metadata = dict(self._notes["metadata"])
            document.mask = self._mask(self._notes["mask"])
            selection = self._notes["selection"]
            document.selection = None if selection is None else self._mask(selection)
            found = {number: layer.id for number, layer in self._layers.items()}
            chosen = tuple(found[number] for number in self._notes["chosen"] if number in found)
            document.activate(found.get(self._notes["active"], document.active), chosen)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
            raise self._damaged() from error

    def _mask(self, entry: Mapping[str, Any]) -> Tiles:
        tiles = Tiles(1, np.uint16 if entry["bits"] == 16 else np.uint8, empty=int(entry["empty"]))
        if "file" in entry:
            data = self._archive.read(str(entry["file"]), what="the mask")
            width, height, _, _ = chunks.header(data)
            self._claimed += width * height
            if self._claimed > MOST_PIXELS:
                raise Unreadable(f"{self.name} is too large: its masks claim more than {MOST_PIXELS} pixels.")
            pixels = png.decoded(data)[0][..., 0]
            tiles.write(Rect(int(entry["x"]), int(entry["y"]), pixels.shape[1], pixels.shape[0]),
                        pixels.astype(tiles.dtype, copy=False))
        return tiles
