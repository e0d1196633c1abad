"""An autoencoder is known by its tensors, whatever its file is called, and brings its sliders along."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.families.family import Files
from studio.families.sliders import Slider, of, told
from studio.families.vae.net import Autoencoder
from studio.families.vae.recognise import METADATA, Shape, columns, layout, recognise, shape_of, sliders_of

SHAPES = [Shape(32, 4, 6), Shape(64, 8, 16), Shape(128, 24, 128), Shape(128, 4, 3, variational=False)]
KNOWN = (
    Slider("smile", "Expression", hint="From sad to a broad smile"),
    Slider("hat", "Wear", default="none", values=("none", "beanie")),
)
BESIDE = {"sliders.away": (3, 6), "sliders.reading": (3, 6), "sliders.bias": (3,)}


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_the_layout_is_that_of_the_network_and_tells_its_shape(shape: Shape) -> None:
    there = {name: tuple(weight.shape) for name, weight in Autoencoder(shape).state_dict().items()}
    assert layout(shape) == there
    assert shape_of(there) == shape


@pytest.mark.parametrize("change", ["missing", "added", "other"])
def test_other_networks_are_none_of_it(change: str) -> None:
    keys = layout(Shape(32, 4, 6))
    if change == "missing":
        del keys["decoder.block.first.bias"]
    elif change == "added":
        keys["decoder.more.weight"] = (1,)
    else:
        keys["decoder.paint.weight"] = (12, 5, 3, 3)
    assert shape_of(keys) is None
    assert shape_of({}) is None


def test_sliders_are_there_only_when_texts_and_tensors_belong_together() -> None:
    keys = layout(Shape(32, 4, 6)) | BESIDE
    texts = {METADATA: json.dumps(told(KNOWN))}
    assert columns(KNOWN) == 3
    assert sliders_of(texts, keys) == KNOWN
    assert sliders_of({}, keys) == ()
    assert sliders_of({METADATA: "{"}, keys) == ()
    assert sliders_of({METADATA: '[{"no": 1}]'}, keys) == ()
    assert sliders_of(texts, keys | {"sliders.bias": (4,)}) == ()


def test_without_sliders_there_is_nothing_to_edit(tmp_path: Path) -> None:
    path = tmp_path / "anything.safetensors"
    path.write_bytes(b"")
    keys = layout(Shape(32, 4, 6))
    plain = recognise(Files(path, keys))
    assert plain is not None
    assert plain.tasks == ("sample", "encode", "decode")
    assert plain.details["latent"] == {"shape": [6], "prior": "normal"}
    full = recognise(Files(path, keys | BESIDE, {}, {METADATA: json.dumps(told(KNOWN))}))
    assert full is not None
    assert "edit" in full.tasks
    assert of(full) == KNOWN


def test_the_licence_is_what_the_card_beside_it_says(tmp_path: Path) -> None:
    path = tmp_path / "one.safetensors"
    path.write_bytes(b"")
    (tmp_path / "card.md").write_text("# One\n\nLicence: Apache-2.0\n", encoding="utf-8")
    entry = recognise(Files(path, layout(Shape(32, 4, 6))))
    assert entry is not None
    assert entry.licence == "Apache-2.0"
