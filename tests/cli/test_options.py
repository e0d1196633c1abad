"""Options are made of the tasks' fields."""

from __future__ import annotations

import pytest
import typer

from studio.cli.options import given, size, spread, task_options
from studio.core.errors import BadRequest
from studio.core.fields import describe
from studio.families.tasks import TASKS, Fill


@pytest.mark.parametrize("kind", TASKS)
def test_every_visible_field_is_an_option(kind: type) -> None:
    names = {option.name for option in task_options(kind)}
    assert names == {field.name for field in describe(kind) if not field.hidden}


def test_what_is_not_given_stays_at_the_tasks_default() -> None:
    assert given(Fill, {"steps": None, "grow": 0, "quiet": True}) == {"grow": 0}


@pytest.mark.parametrize(("text", "found"), [("640x480", (640, 480)), ("64×32", (64, 32)), ("", None)])
def test_sizes_are_read(text: str, found: tuple[int, int] | None) -> None:
    assert size(text) == ({} if found is None else {"width": found[0], "height": found[1]})


def test_a_size_that_is_none_is_refused() -> None:
    with pytest.raises(BadRequest, match="WIDTHxHEIGHT"):
        size("big")


def test_hints_tell_defaults() -> None:
    option = next(option for option in task_options(Fill) if option.name == "steps")
    note = option.annotation.__metadata__[0]
    assert isinstance(note, typer.models.OptionInfo)
    assert "[default: 20]" in str(note.help)


@pytest.mark.parametrize(
    ("words", "parted"),
    [
        ("edit a.png --set A=1 B=2 -o c=d.png", "edit a.png --set A=1 --set B=2 -o c=d.png"),
        ("edit --set A=1 a.png B=2", "edit --set A=1 a.png B=2"),
        ("edit --set A=-1 --set B=2 C=3", "edit --set A=-1 --set B=2 --set C=3"),
        ("fill a=b.png", "fill a=b.png"),
        ("edit --set A=1 --direction B=2 C=3", "edit --set A=1 --direction B=2 --direction C=3"),
        ("make x --plus a.png b.png --minus c.png d=1.png -o e",
         "make x --plus a.png --plus b.png --minus c.png --minus d=1.png -o e"),
    ],
)
def test_several_settings_may_follow_one_set(words: str, parted: str) -> None:
    assert spread(words.split()) == parted.split()
