"""Promises of describing a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from studio.core.document import Document
from studio.core.geometry import Rect
from studio.core.layers import Group, Mode, PixelLayer
from studio.core.tiles import Tiles
from studio.formats import files
from studio.formats.format import Flat
from studio.formats.info import describe_file


def test_a_flat_picture_is_described(tmp_path: Path, icc: bytes, job: dict[str, Any]) -> None:
    files.export(tmp_path / "a.png", Flat(np.zeros((3, 4, 4), np.uint16), icc), job=job)
    about = describe_file(tmp_path / "a.png")
    assert about["metadata"]["pentimento"] == job
    assert about["provenance"] == [{"task": "fill", "model": "patchmatch", "seed": 42, "prompt": job["prompt"]}]
    del about["metadata"], about["provenance"]
    assert "sRGB" in about.pop("profile")
    assert about == {"file": "a.png", "format": "png", "title": "PNG picture",
                     "bytes": (tmp_path / "a.png").stat().st_size, "width": 4, "height": 3, "depth": 16,
                     "transparent": True}


def test_a_camera_is_named_without_its_raw_block(tmp_path: Path) -> None:
    tags = Image.Exif()
    tags[0x010F] = "Leica"
    Image.new("RGB", (4, 3)).save(tmp_path / "a.jpg", exif=tags)
    about = describe_file(tmp_path / "a.jpg")
    assert about["metadata"]["camera"] == {"Make": "Leica"}
    assert "exif" not in about["metadata"]
    assert about["provenance"] == []
    assert about["transparent"] is False


def test_a_document_tells_its_layers_from_the_top_and_who_made_them(tmp_path: Path) -> None:
    document = Document((40, 30))
    kite = PixelLayer("Kite", pixels=Tiles.of(np.full((2, 3, 4), 255, np.uint8), (5, 6)), opacity=0.5,
                      origin={"task": "fill", "model": "sd15", "seed": 9, "steps": 20}, mask=Tiles(1, empty=255))
    document.root.children = [PixelLayer("Photo"), Group("Sky", children=[kite], mode=Mode.SCREEN)]
    document.mask.write(Rect(0, 0, 1, 1), np.full((1, 1), 255, np.uint8))
    document.metadata["ora"] = {"files": {"krita/notes.txt": b"kept"}}
    files.save_document(tmp_path / "a.ora", document)
    about = describe_file(tmp_path / "a.ora")
    json.dumps(about)
    assert (about["width"], about["height"], about["depth"], about["masked"]) == (40, 30, 8, True)
    assert [layer["name"] for layer in about["layers"]] == ["Sky", "Photo"]
    assert about["layers"][0]["mode"] == "Screen"
    (inner,) = about["layers"][0]["layers"]
    assert inner == {"name": "Kite", "kind": "pixels", "visible": True, "opacity": 0.5, "mode": "Normal", "mask": True,
                     "generated": True, "area": [5, 6, 3, 2]}
    assert about["provenance"] == [{"layer": "Kite", "task": "fill", "model": "sd15", "seed": 9}]
    assert about["metadata"]["foreign_files"] == ["krita/notes.txt"]
