"""Models are told by their parts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from studio.families.diffusion.recognise import recognise
from studio.families.family import Files, ModelEntry

LDM = {
    "model.diffusion_model.input_blocks.0.0.weight": (320, 4, 3, 3),
    "first_stage_model.decoder.conv_in.weight": (512, 4, 3, 3),
    "cond_stage_model.transformer.text_model.embeddings.position_embedding.weight": (77, 768),
}


def of_folder(folder: Path) -> ModelEntry | None:
    return recognise(Files(folder, {}, json.loads((folder / "model_index.json").read_text())))


def test_a_plain_folder_generates_and_fills(plain_folder: Path) -> None:
    entry = of_folder(plain_folder)
    assert entry is not None
    assert entry.tasks == ("generate", "fill", "encode", "decode")
    assert entry.details["latent"] == {"shape": [4, 32, 32], "prior": "normal"}
    assert entry.problem == ""
    assert entry.sizes == (8, 64, 0)
    assert entry.nbytes > 100_000


def test_a_nine_channel_unet_only_fills(filling_folder: Path) -> None:
    entry = of_folder(filling_folder)
    assert entry is not None
    assert entry.tasks == ("fill",)


def test_a_missing_part_is_named(plain_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(plain_folder, copy)
    shutil.rmtree(copy / "text_encoder")
    entry = of_folder(copy)
    assert entry is not None
    assert "“text_encoder” is missing" in entry.problem


def test_missing_weights_are_named(plain_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(plain_folder, copy)
    weights = next((copy / "unet").glob("*.safetensors"))
    weights.unlink()
    entry = of_folder(copy)
    assert entry is not None
    assert "“unet” has no weights" in entry.problem
    (copy / "unet" / "diffusion_pytorch_model.bin").write_bytes(b"pickle")
    entry = of_folder(copy)
    assert entry is not None
    assert "could run code" in entry.problem


def test_single_files_are_told_by_key_names_and_shapes(tmp_path: Path) -> None:
    file = tmp_path / "whatever.name"
    file.write_bytes(b"12345")
    plain = recognise(Files(file, LDM))
    assert plain is not None
    assert plain.tasks == ("generate", "fill", "encode", "decode")
    assert plain.details["latent"]["shape"] == [4, 64, 64]
    assert plain.details["kind"] == "sd1"
    filling = recognise(Files(file, LDM | {"model.diffusion_model.input_blocks.0.0.weight": (320, 9, 3, 3)}))
    assert filling is not None
    assert filling.tasks == ("fill",)
    large = recognise(Files(file, LDM | {"conditioner.embedders.0.transformer.x": (1,)}))
    assert large is not None
    assert large.sizes.native == 1024


def test_other_weights_are_left_to_others(tmp_path: Path) -> None:
    file = tmp_path / "model.safetensors"
    file.write_bytes(b"")
    assert recognise(Files(file, {"conv1.weight": (64, 3, 3, 3)})) is None
    assert recognise(Files(tmp_path, {}, {"_class_name": "DDPMPipeline", "unet": ["diffusers", "UNet2DModel"]})) is None
