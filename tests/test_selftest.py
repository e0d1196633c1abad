"""The self-test counts what is there, runs each family, and fails when one does not work."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from studio.engine.library import Library
from studio.families.family import never
from studio.families.patchmatch import FAMILY
from studio.families.tasks import Fill, Generate
from studio.parts import modules
from studio.selftest import run, tiny_job, tiny_task


def test_a_whole_installation_passes() -> None:
    told = run(Library([]))
    assert told["passed"], told
    assert set(told["jobs"].values()) == {"works"}
    assert told["found"]["tools"] >= 10
    assert told["found"]["formats"] >= 8
    assert told["found"]["families"] == len([name for name in modules("studio.families") if (folder_of(name))])


def folder_of(name: str) -> bool:
    return (Path(__file__).parents[1] / (name.replace(".", "/")) / "__init__.py").exists()


def test_a_family_without_a_model_is_told() -> None:
    assert tiny_job(replace(FAMILY, builtin=(), recognise=never)) == "no model of it was recognised"


@pytest.mark.parametrize(("verbs", "kind"), [(("generate", "fill"), Fill), (("generate",), Generate)])
def test_the_tiny_task_is_one_the_model_does(verbs: tuple[str, ...], kind: type) -> None:
    assert isinstance(tiny_task("x", verbs), kind)
