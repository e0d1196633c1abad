"""Cards are cheap and complete."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from studio.families.family import Family, Files, ModelEntry, never
from studio.parts import parts

FAMILIES: tuple[Family, ...] = parts("studio.families")


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.id)
def test_a_card_names_its_tasks_and_its_built_in_models(family: Family) -> None:
    assert family.title
    assert family.tasks
    verbs = {task.verb for task in family.tasks}
    for entry in family.builtin:
        assert entry.family == family.id
        assert set(entry.tasks) <= verbs
    assert family.builtin or family.tiny, "something to try it with"


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.id)
def test_a_family_leaves_strange_files_alone(family: Family, tmp_path: Path) -> None:
    assert family.recognise(Files(tmp_path)) is None
    assert never(Files(tmp_path)) is None


def test_entries_travel_to_another_process() -> None:
    entry = ModelEntry("a", "A", "diffusion", ("fill",), path=Path("x"), details={"channels": 4})
    assert pickle.loads(pickle.dumps(entry)) == entry
