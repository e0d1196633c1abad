"""Models are found where other programs keep them, and what is broken is said."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from studio.engine.scan import Found, extra_paths, found_under, lacking, opened


def weights(path: Path, **tensors: tuple[int, ...]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    shapes = tensors or {"brush.weight": (4, 2)}
    save_file({name: np.zeros(shape, np.float32) for name, shape in shapes.items()}, path)
    return path


def pipeline(folder: Path, **without: bool) -> Path:
    """A diffusers folder in small."""
    index = {
        "_class_name": "BrushPipeline",
        "unet": ["diffusers", "UNet2DConditionModel"],
        "vae": ["diffusers", "AutoencoderKL"],
        "scheduler": ["diffusers", "DDIMScheduler"],
        "tokenizer": ["transformers", "CLIPTokenizer"],
        "safety_checker": ["stable_diffusion", "StableDiffusionSafetyChecker"],
        "feature_extractor": [None, None],
        "requires_safety_checker": False,
    }
    folder.mkdir(parents=True)
    (folder / "model_index.json").write_text(json.dumps(index))
    for part in ("unet", "vae"):
        weights(folder / part / "diffusion_pytorch_model.safetensors", **{f"{part}.weight": (2, 2)})
        (folder / part / "config.json").write_text("{}")
    for part in ("scheduler", "tokenizer"):
        (folder / part).mkdir()
        (folder / part / f"{part}_config.json").write_text("{}")
    return folder


def paths(root: Path) -> list[Path]:
    return sorted(found.path.relative_to(root) for found in found_under(root))


def test_single_files_are_found_anywhere_by_what_they_hold(tmp_path: Path) -> None:
    weights(tmp_path / "models" / "Stable-diffusion" / "deep" / "sd.safetensors")
    weights(tmp_path / "embd_res" / "taesd.embd")
    (tmp_path / "readme.txt").write_text("hello")
    (tmp_path / "half.safetensors.part").write_bytes(b"1234")
    (tmp_path / "noise.dat").write_bytes(os.urandom(100))
    assert paths(tmp_path) == [Path("embd_res/taesd.embd"), Path("models/Stable-diffusion/deep/sd.safetensors")]


def test_a_diffusers_folder_is_one_model_and_a_component_with_its_configuration_too(tmp_path: Path) -> None:
    pipeline(tmp_path / "diffusers" / "moon")
    weights(tmp_path / "controlnet" / "lines" / "diffusion_pytorch_model.safetensors")
    (tmp_path / "controlnet" / "lines" / "config.json").write_text("{}")
    assert paths(tmp_path) == [Path("controlnet/lines"), Path("diffusers/moon")]
    found = next(found for found in found_under(tmp_path) if found.path.name == "moon")
    assert {path.parent.name for path in found.weights} == {"unet", "vae"}
    files, problem = opened(found)
    assert problem == ""
    assert files.index["_class_name"] == "BrushPipeline"
    assert files.keys["unet/unet.weight"] == (2, 2)


def test_a_root_may_be_a_model_itself(tmp_path: Path) -> None:
    assert [found.path.name for found in found_under(pipeline(tmp_path / "moon"))] == ["moon"]
    file = weights(tmp_path / "a.safetensors")
    assert [found.path for found in found_under(file)] == [file]
    assert list(found_under(tmp_path / "absent")) == []


def test_the_hugging_face_cache_is_used_where_it_stands(tmp_path: Path) -> None:
    home = tmp_path / "models--artist--moon"
    old, new = home / "snapshots" / "aaa", home / "snapshots" / "bbb"
    pipeline(old)
    pipeline(new)
    (home / "blobs").mkdir()
    weights(home / "blobs" / "0123")
    (home / "refs").mkdir()
    (home / "refs" / "main").write_text("aaa\n")
    (found,) = found_under(tmp_path)
    assert (found.path, found.name) == (old, "artist/moon")
    (home / "refs" / "main").unlink()
    os.utime(new, (2e9, 2e9))
    (found,) = found_under(tmp_path)
    assert found.path == new


def test_single_files_in_the_hugging_face_cache_go_by_their_repository(tmp_path: Path) -> None:
    home = tmp_path / "models--artist--lines" / "snapshots" / "abc"
    blob = weights(tmp_path / "models--artist--lines" / "blobs" / "0123")
    home.mkdir(parents=True)
    (home / "model.safetensors").symlink_to(blob)
    (found,) = found_under(tmp_path)
    assert found.name == "artist/lines"
    assert opened(found)[0].keys == {"brush.weight": (4, 2)}


def test_comfyuis_list_of_extra_folders_is_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "webui"
    weights(elsewhere / "models" / "Stable-diffusion" / "a.safetensors")
    weights(elsewhere / "models" / "Lora" / "b.safetensors")
    weights(elsewhere / "models" / "LyCORIS" / "c.safetensors")
    comfy = tmp_path / "ComfyUI"
    weights(comfy / "models" / "checkpoints" / "d.safetensors")
    weights(comfy / "output" / "not_a_model.safetensors")
    (comfy / "main.py").write_text("")
    (comfy / "extra_model_paths.yaml").write_text(
        "a111:\n    base_path: ../webui/\n    is_default: true\n    checkpoints: models/Stable-diffusion\n"
        "    loras: |\n        models/Lora\n        models/LyCORIS\n        models/absent\nother: 12\n"
    )
    found = {found.path.name for found in found_under(comfy)}
    assert found == {"a.safetensors", "b.safetensors", "c.safetensors", "d.safetensors"}
    alone = {found.path.name for found in found_under(comfy / "extra_model_paths.yaml")}
    assert alone == {"a.safetensors", "b.safetensors", "c.safetensors"}


@pytest.mark.parametrize("text", ["", "just words", "a: [1, 2", "a:\n  - b", "\x00"])
def test_a_spoilt_list_names_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "extra_model_paths.yaml").write_text(text)
    assert list(extra_paths(tmp_path / "extra_model_paths.yaml")) == []


def test_links_in_a_circle_end_and_nothing_is_found_twice(tmp_path: Path) -> None:
    weights(tmp_path / "a" / "m.safetensors")
    (tmp_path / "a" / "again").symlink_to(tmp_path / "a")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert len(list(found_under(tmp_path))) == 1


def test_hidden_folders_and_other_programs_innards_are_passed_over(tmp_path: Path) -> None:
    for folder in (".git", "venv", "__pycache__", "node_modules"):
        weights(tmp_path / folder / "m.safetensors")
    assert list(found_under(tmp_path)) == []


@pytest.mark.parametrize(
    ("remove", "said"),
    [
        ("unet", "Its unet is missing"),
        ("scheduler", "Its scheduler is missing"),
        ("vae/diffusion_pytorch_model.safetensors", "Its vae has no weights"),
    ],
)
def test_a_missing_part_is_named(tmp_path: Path, remove: str, said: str) -> None:
    import shutil

    folder = pipeline(tmp_path / "moon")
    target = folder / remove
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.unlink()
    (found,) = found_under(folder)
    assert said in opened(found)[1]


def test_pickles_and_missing_shards_are_named(tmp_path: Path) -> None:
    folder = pipeline(tmp_path / "moon")
    (folder / "vae" / "diffusion_pytorch_model.safetensors").rename(folder / "vae" / "diffusion_pytorch_model.bin")
    (found,) = found_under(folder)
    assert "pickle" in opened(found)[1]
    listing = {"weight_map": {"a": "part-1.safetensors", "b": "part-2.safetensors"}}
    (folder / "vae" / "model.safetensors.index.json").write_text(json.dumps(listing))
    weights(folder / "vae" / "part-1.safetensors")
    assert "lacks part-2" in lacking(found, json.loads((folder / "model_index.json").read_text()))


def test_broken_weights_and_configurations_are_a_sentence(tmp_path: Path) -> None:
    folder = pipeline(tmp_path / "moon")
    broken = folder / "unet" / "diffusion_pytorch_model.safetensors"
    broken.write_bytes(broken.read_bytes()[:-3])
    (found,) = found_under(folder)
    assert "cut off" in opened(found)[1]
    for wrong in ("{", "[]"):
        (folder / "model_index.json").write_text(wrong)
        assert opened(found)[1]


def test_the_signature_changes_with_the_files(tmp_path: Path) -> None:
    found = Found(tmp_path / "a.safetensors", (weights(tmp_path / "a.safetensors"),))
    before = found.signature()
    assert found.signature() == before
    os.utime(found.path, (1, 1))
    assert found.signature() != before
    assert found.nbytes == found.path.stat().st_size
