"""The self-test counts what is there, runs each family, and fails when one does not work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from studio.core.errors import Unwritable
from studio.engine.library import Library
from studio.families.family import ModelEntry, never
from studio.families.patchmatch import FAMILY as PATCHMATCH
from studio.families.tasks import TASKS, Task
from studio.formats.films.film import Film, FilmFormat, Frame
from studio.parts import modules
from studio.selftest import run, tiny_film, tiny_job, tiny_task


def test_a_whole_installation_passes() -> None:
    told = run(Library([]))
    assert told["passed"], told
    assert set(told["jobs"].values()) == {"works"}
    assert set(told["films"].values()) == {"works"}
    assert len(told["films"]) == told["found"]["films"]
    assert told["found"]["tools"] >= 10
    assert told["found"]["formats"] >= 8
    assert told["found"]["families"] == len([name for name in modules("studio.families") if (folder_of(name))])


def folder_of(name: str) -> bool:
    return (Path(__file__).parents[1] / (name.replace(".", "/")) / "__init__.py").exists()


def test_a_family_without_a_model_is_told() -> None:
    assert tiny_job(replace(PATCHMATCH, builtin=(), recognise=never)) == "no model of it was recognised"


def test_a_film_that_cannot_be_written_is_told() -> None:
    def broken(path: Path, frames: Iterator[Frame], film: Film) -> None:
        raise Unwritable("The encoder is missing.")

    assert "encoder is missing" in tiny_film(FilmFormat("x", "X", (".x",), "video/x", broken))


@pytest.mark.parametrize("kind", TASKS)
def test_there_is_a_tiny_task_of_every_kind(kind: type[Task]) -> None:
    entry = ModelEntry("x", "X", "x", (kind.verb,), details={"latent": {"shape": [3]}})
    task = tiny_task(entry, kind.verb)
    assert type(task) is kind
    assert task.model == "x"


def test_the_task_that_fails_is_named() -> None:
    broken = replace(PATCHMATCH, builtin=(replace(PATCHMATCH.builtin[0], tasks=("sample",)),))
    assert tiny_job(broken).startswith("sample: ")
