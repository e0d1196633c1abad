"""The library: what is there, by content; what is best; what is broken; what can be had."""

from __future__ import annotations

import dataclasses
import importlib.util
import os
import time
from pathlib import Path

import numpy as np
import pytest
from pentimento_test_cards import BRUSH, PAINTER
from safetensors.numpy import save, save_file

from studio import places
from studio.core.errors import BadRequest
from studio.engine import library as module
from studio.engine.library import Library, standard_roots
from studio.families.family import Family, Files, ModelEntry, Sizes
from studio.families.tasks import Generate


def weights(path: Path, name: str = "brush.weight", width: int = 4) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file({name: np.zeros((width, 2), np.float32)}, path)
    return path


def library(*roots: Path, families: tuple[Family, ...] = (PAINTER, BRUSH)) -> Library:
    return Library(roots, families)


def test_models_are_recognised_by_what_they_hold_not_what_they_are_called(tmp_path: Path) -> None:
    weights(tmp_path / "painting.safetensors", width=7)
    weights(tmp_path / "brush.safetensors", name="something.else")
    found = library(tmp_path).refresh()
    (entry,) = [entry for entry in found.entries if entry.path]
    assert (entry.id, entry.family, entry.details) == ("painting", "brush", {"width": 7})
    assert entry.nbytes == entry.path.stat().st_size  # type: ignore[union-attr]
    assert entry.sizes == (8, 64, 0)


def test_models_without_weights_are_there_before_any_look() -> None:
    assert [entry.id for entry in library().entries] == ["painter", "slowly", "broken"]


def test_two_files_of_one_name_get_two_ids_and_one_file_only_one(tmp_path: Path) -> None:
    weights(tmp_path / "a" / "moon.safetensors")
    weights(tmp_path / "b" / "moon.safetensors")
    weights(tmp_path / "c" / "painter.safetensors")
    found = library(tmp_path, tmp_path / "a").refresh()
    assert [entry.id for entry in found.entries if entry.path] == ["moon", "moon-2", "painter-2"]


def test_the_default_is_the_artists_choice_then_shipped_then_without_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights(tmp_path / "mine" / "moon.safetensors")
    weights(tmp_path / "shipped" / "star.safetensors")
    found = library(tmp_path / "mine").refresh()
    assert found.default("generate").id == "painter"  # type: ignore[union-attr]
    monkeypatch.setattr(places, "shipped_models", lambda: tmp_path / "shipped")
    found = library(tmp_path / "mine", tmp_path / "shipped").refresh()
    assert found.default("generate").id == "star"  # type: ignore[union-attr]
    assert found.entry("star").shipped  # type: ignore[union-attr]
    found.preferred["generate"] = "moon"
    assert found.default("generate").id == "moon"  # type: ignore[union-attr]
    assert found.default("fill").id == "painter"  # type: ignore[union-attr]
    assert found.default("dance") is None


def test_of_several_that_ship_the_one_for_larger_pictures_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a-small", "b-large"):
        weights(tmp_path / f"{name}.safetensors")
    monkeypatch.setattr(places, "shipped_models", lambda: tmp_path)
    found = library(tmp_path).refresh()
    sizes = {"a-small": Sizes(native=32), "b-large": Sizes(native=128)}
    found.take(dataclasses.replace(e, sizes=sizes.get(e.id, e.sizes)) for e in found.entries)
    assert found.default("generate").id == "b-large"  # type: ignore[union-attr]


def test_to_find_a_pictures_place_an_encoder_goes_before_a_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a-search", "b-encoder"):
        weights(tmp_path / f"{name}.safetensors")
    monkeypatch.setattr(places, "shipped_models", lambda: tmp_path)
    found = library(tmp_path).refresh()
    details = {"b-encoder": {"encoder": True}}
    found.take(dataclasses.replace(e, tasks=("sample", "edit"), details=details.get(e.id, {})) for e in found.entries)
    assert found.default("edit").id == "b-encoder"  # type: ignore[union-attr]
    assert found.default("sample").id == "a-search"  # type: ignore[union-attr]


def test_styles_come_after_models_that_know_what_they_edit(tmp_path: Path) -> None:
    weights(tmp_path / "a-brush.safetensors")
    found = library(tmp_path).refresh()
    styles = dataclasses.replace(found.entries[0], id="styles", tasks=("edit",), path=None, details={"styles": True})
    faces = dataclasses.replace(found.entries[-1], id="faces", tasks=("edit",), shipped=False)
    found.take([styles])
    assert found.default("edit").id == "styles"  # type: ignore[union-attr]
    found.take([styles, faces])
    assert found.default("edit").id == "faces"  # type: ignore[union-attr]


def test_a_cards_title_is_what_an_artist_reads(tmp_path: Path) -> None:
    weights(tmp_path / "moon-v2.safetensors")
    assert library(tmp_path).refresh().entry("moon-v2").name == "moon-v2"  # type: ignore[union-attr]
    (tmp_path / "card.md").write_text("# moon-v2\n\nTitle: Moonlight\nLicence: MIT\n", encoding="utf-8")
    assert library(tmp_path).refresh().entry("moon-v2").name == "Moonlight"  # type: ignore[union-attr]


def test_a_broken_model_is_listed_last_and_never_the_default(tmp_path: Path) -> None:
    folder = tmp_path / "moon"
    folder.mkdir()
    (folder / "model_index.json").write_text('{"_class_name": "BrushPipeline", "unet": ["diffusers", "UNet"]}')
    found = library(tmp_path, families=(BRUSH,)).refresh()
    (entry,) = found.for_task("generate")
    assert "unet is missing" in entry.problem
    assert found.default("generate") is None


def test_a_cut_off_file_is_listed_with_its_problem(tmp_path: Path) -> None:
    path = weights(tmp_path / "moon.safetensors")
    path.write_bytes(path.read_bytes()[:30])
    found = library(tmp_path).refresh()
    (entry,) = [entry for entry in found.entries if entry.path]
    assert "not a whole safetensors file" in entry.problem
    assert entry.tasks == ()


def test_a_path_is_as_good_as_an_id(tmp_path: Path) -> None:
    path = weights(tmp_path / "elsewhere" / "moon.safetensors")
    found = library()
    told: list[int] = []
    found.changed.connect(lambda: told.append(1))
    entry = found.entry(str(path))
    assert entry is not None
    assert entry.id == "moon"
    assert found.entry("moon") is found.entry(path) is entry
    assert told == [1]
    assert found.entry("nobody") is None
    assert found.entry("") is None
    assert found.entry(tmp_path / "absent.safetensors") is None


def test_a_folder_is_added_where_it_lies_and_kept_at_the_next_look(tmp_path: Path) -> None:
    weights(tmp_path / "a.safetensors")
    weights(tmp_path / "b.safetensors")
    found = library()
    assert [entry.id for entry in found.add(tmp_path)] == ["a", "b"]
    assert [entry.id for entry in found.refresh().entries if entry.path] == ["a", "b"]
    assert found.add(tmp_path)
    assert len(found.entries) == 5


def test_adding_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="no file or folder"):
        library().add(tmp_path / "absent")
    with pytest.raises(BadRequest, match="No model in"):
        library().add(tmp_path)


def test_what_has_not_changed_is_not_read_again(tmp_path: Path) -> None:
    path = weights(tmp_path / "moon.safetensors", width=4)
    before = library(tmp_path).refresh().entries
    told = path.stat()
    raw = save({"brush.weight": np.zeros((4, 2), np.float32)})
    path.write_bytes(b"\x00" * len(raw))
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert library(tmp_path).refresh().entries == before
    os.utime(path)
    assert library(tmp_path).refresh().entries != before


def test_a_card_that_learns_to_recognise_more_looks_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weights(tmp_path / "moon.safetensors", name="other")
    assert not [entry for entry in library(tmp_path).refresh().entries if entry.path]
    monkeypatch.setattr(module, "_written", lambda families: "newer")
    more = dataclasses.replace(BRUSH, recognise=any_at_all)
    assert [entry.id for entry in library(tmp_path, families=(more,)).refresh().entries] == ["any"]


def any_at_all(files: Files) -> ModelEntry | None:
    return ModelEntry("any", "Any", "brush", ("generate",), files.path)


@pytest.mark.parametrize("spoilt", ["", "{", "[]", '{"key": 1}'])
def test_a_spoilt_memory_of_the_last_look_is_no_end(tmp_path: Path, spoilt: str) -> None:
    weights(tmp_path / "moon.safetensors")
    places.cache().mkdir(parents=True)
    (places.cache() / "models.json").write_text(spoilt)
    assert [entry.id for entry in library(tmp_path).refresh().entries if entry.path] == ["moon"]


def test_2000_files_are_looked_through_quickly_the_second_time(tmp_path: Path) -> None:
    raw = save({"brush.weight": np.zeros((1, 1), np.float32)})
    for number in range(2000):
        path = tmp_path / f"{number % 20}" / f"{number}.safetensors"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(raw)
    first = library(tmp_path).refresh()
    assert len(first.entries) == 2003
    start = time.perf_counter()
    assert library(tmp_path).refresh().entries == first.entries
    assert time.perf_counter() - start < 5


def test_looking_changes_nothing_until_it_is_taken(tmp_path: Path) -> None:
    weights(tmp_path / "moon.safetensors")
    found = library(tmp_path)
    told: list[int] = []
    found.changed.connect(lambda: told.append(len(found.entries)))
    seen = found.scan()
    assert len(found.entries) == 3
    found.take(seen)
    found.take(found.scan())
    assert told == [4]


def test_near_names_are_offered() -> None:
    assert library().near("paintr") == "Did you mean painter?"
    assert "painter, slowly" in library().near("zzz")


def test_memory_is_predicted_by_the_family() -> None:
    entry = ModelEntry("a", "A", "brush", ("generate",), nbytes=77)
    assert library().predict(entry, Generate()) == 77
    assert library().predict(dataclasses.replace(entry, family="unknown"), Generate()) == 77


def test_with_a_home_of_its_own_the_studio_looks_nowhere_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("HF_HOME", raising=False)
    monkeypatch.delenv("HF_HUB_CACHE", raising=False)
    assert standard_roots() == (places.shipped_models(), places.data() / "models")
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    assert standard_roots()[-1] == tmp_path / "hub"
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "here"))
    assert standard_roots()[-1] == tmp_path / "here"
    monkeypatch.delenv("HF_HOME")
    monkeypatch.delenv("HF_HUB_CACHE")
    monkeypatch.delenv("PENTIMENTO_HOME")
    assert standard_roots()[-1].parts[-2:] == ("huggingface", "hub")


def test_the_worker_may_import_ahead_what_families_here_are_made_of() -> None:
    ahead = dataclasses.replace(PAINTER, ahead=("colorsys",))
    assert library(families=(ahead,)).modules == ("colorsys",)
    assert library(families=(ahead, dataclasses.replace(BRUSH, ahead=("torch",)))).modules == ("colorsys",)


def test_what_cards_ask_to_be_imported_ahead_exists() -> None:
    for family in Library(()).families:
        for name in family.ahead:
            assert importlib.util.find_spec(name), (family.id, name)


def test_every_builtin_model_of_the_studio_is_in_the_library() -> None:
    found = Library(())
    assert {entry.id for family in found.families for entry in family.builtin} == {e.id for e in found.entries}


def test_a_model_that_is_in_no_catalogue_cannot_be_had() -> None:
    with pytest.raises(BadRequest, match="catalogue has no model"):
        library().pull("nobody")


def test_a_model_without_weights_is_always_intact_and_a_broken_one_never(tmp_path: Path) -> None:
    found = library(tmp_path)
    assert found.verify(found.entries[0]) == ""
    path = weights(tmp_path / "moon.safetensors")
    entry = found.add(path)[0]
    assert "no checksum is known" in found.verify(entry)
    path.write_bytes(path.read_bytes()[:-2])
    assert "2 bytes are missing" in found.verify(entry)
    assert found.verify(dataclasses.replace(entry, problem="It is broken.")) == "It is broken."
