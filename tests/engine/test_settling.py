"""A task that is settled can be done again: it names its model and its seed."""

from __future__ import annotations

import dataclasses

import pytest

from studio.core.errors import BadRequest
from studio.engine.library import Library
from studio.engine.settling import settled
from studio.families.sliders import Slider, told
from studio.families.tasks import Generate, Sample


def test_an_open_seed_is_chosen_and_a_given_one_kept(library: Library) -> None:
    chosen = {settled(Generate(), library)[0].seed for _ in range(8)}  # type: ignore[attr-defined]
    assert len(chosen) > 1
    assert all(0 <= seed < 2**32 for seed in chosen)
    assert settled(Generate(seed=12), library)[0].seed == 12  # type: ignore[attr-defined]


def test_the_best_model_is_named_when_none_was(library: Library) -> None:
    task, entry = settled(Generate(), library)
    assert task.model == entry.id == "painter"


def test_a_model_that_is_not_there_is_refused_with_the_nearest_name(library: Library) -> None:
    with pytest.raises(BadRequest, match="paintre") as caught:
        settled(Generate(model="paintre"), library)
    assert "painter" in caught.value.hint


def test_a_broken_model_and_one_that_cannot_do_it_are_refused(library: Library) -> None:
    entry = library.entries[0]
    library.take([dataclasses.replace(entry, problem="Its unet is missing.")])
    with pytest.raises(BadRequest, match="unet is missing"):
        settled(Generate(model="painter"), library)
    with pytest.raises(BadRequest, match=r"No model here can do “Create” now\..*unet is missing"):
        settled(Generate(), library)
    library.take([dataclasses.replace(entry, tasks=("fill",))])
    with pytest.raises(BadRequest, match="cannot do “Create”"):
        settled(Generate(model="painter"), library)
    with pytest.raises(BadRequest, match="No model here"):
        settled(Generate(), library)


def test_the_model_is_one_that_has_the_sliders_that_are_asked_for(library: Library) -> None:
    first = library.entries[0]
    several = [dataclasses.replace(first, id=id, tasks=("sample",), details={"sliders": told([Slider(name)])})
               for id, name in (("faces", "Smile"), ("styles", "Brush"))]  # fmt: skip
    library.take(several)
    assert settled(Sample(sliders={"Smile": 0.5}), library)[1].id == "faces"
    assert settled(Sample(sliders={"Brush": 0.5}), library)[1].id == "styles"
    assert settled(Sample(), library)[1].id == "faces"
    with pytest.raises(BadRequest, match="no slider called 'Frown'"):
        settled(Sample(sliders={"Frown": 1}), library)
    with pytest.raises(BadRequest, match="no slider called 'Brush'"):
        settled(Sample(model="faces", sliders={"Brush": 1}), library)


def test_sliders_are_checked_against_what_the_model_has(library: Library) -> None:
    details = {"sliders": told([Slider("Age", low=-2, high=2), Slider("Hat", values=("no",))])}
    entry = dataclasses.replace(library.entries[0], tasks=("sample",), details=details)
    library.take([entry])
    task, _ = settled(Sample(model="painter", sliders={"Age": "1.5"}), library)
    assert task.sliders == {"Age": 1.5}  # type: ignore[attr-defined]
    with pytest.raises(BadRequest, match="Age must be -2 to 2, not 3"):
        settled(Sample(sliders={"Age": 3}), library)
    with pytest.raises(BadRequest, match="Painter has no slider called 'Smile'"):
        settled(Sample(sliders={"Smile": 3}), library)
