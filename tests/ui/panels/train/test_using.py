"""A trained model becomes one of the artist's own: whole, by a copy, with the task that shows it best."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from studio import places
from studio.core.errors import BadRequest, Unwritable
from studio.engine.library import Library
from studio.families.family import ModelEntry
from studio.ui.panels.train.request import Request
from studio.ui.panels.train.training import Training
from studio.ui.panels.train.using import entry_at, first_task, take


@pytest.fixture
def training(tmp_path: Path) -> Training:
    """With the upscaler that ships for its model."""
    made = Training(tmp_path / "mine", Request("srresnet"))
    made.home.mkdir()
    (shipped,) = (places.shipped_models() / "srresnet-x4").glob("*.safetensors")
    shutil.copyfile(shipped, made.model)
    return made


def test_it_is_copied_and_found(training: Training) -> None:
    library = Library([places.data() / "models"])
    entries, goal = take(training, library)
    assert goal == places.data() / "models" / "mine.safetensors"
    assert goal.read_bytes() == training.model.read_bytes()
    library.take(entries)
    entry = entry_at(library, goal)
    assert entry is not None
    assert first_task(entry) == "upscale"
    assert entry_at(library, training.model) is None
    take(training, library)
    assert [path.name for path in goal.parent.iterdir()] == ["mine.safetensors"]


def test_a_model_of_several_files_is_copied_as_a_folder(tmp_path: Path) -> None:
    training = Training(tmp_path / "ddpm", Request("ddpm"))
    (training.home / "ddpm" / "unet").mkdir(parents=True)
    (training.home / "ddpm" / "model_index.json").write_text("{}")
    (training.home / "ddpm" / "unet" / "weights").write_text("1")
    assert training.model.is_dir()
    for text in ("1", "2"):
        (training.home / "ddpm" / "unet" / "weights").write_text(text)
        _, goal = take(training, Library([]))
        assert goal == places.data() / "models" / "ddpm"
        assert (goal / "unet" / "weights").read_text() == text
    assert [path.name for path in goal.parent.iterdir()] == ["ddpm"]


def test_without_a_checkpoint_there_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="no model yet"):
        take(Training(tmp_path, Request("vae")), Library([]))


def test_a_full_disk_leaves_the_model_of_before(training: Training, monkeypatch: pytest.MonkeyPatch) -> None:
    goal = places.data() / "models" / "mine.safetensors"
    goal.parent.mkdir(parents=True)
    goal.write_bytes(b"before")

    def full(source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(Unwritable, match="no space left"):
        take(training, Library([]))
    assert [path.read_bytes() for path in goal.parent.iterdir()] == [b"before"]


def test_the_task_that_needs_no_picture_comes_first() -> None:
    def entry(*tasks: str) -> ModelEntry:
        return ModelEntry("a", "a", "vae", tasks)

    assert first_task(entry("edit", "sample", "encode")) == "sample"
    assert first_task(entry("encode", "decode")) == ""
    assert first_task(entry("translate")) == "translate"
