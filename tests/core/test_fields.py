"""One dataclass is the form, the command line and the metadata."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Annotated

import pytest

from studio.core.errors import BadRequest
from studio.core.fields import Advanced, Hidden, Lines, Names, Range, Says, Seed, describe, filled


class Way(Enum):
    SOFT = "soft"
    HARD = "hard"


@dataclass(frozen=True)
class Asked:
    prompt: Annotated[str, Says("Prompt", "What to see."), Lines(4)]
    steps: Annotated[int, Says("Steps"), Range(1, 150)] = 20
    strength: Annotated[float, Range(0, 1, 0.01, "", 2), Advanced()] = 0.5
    way: Way = Way.SOFT
    model: Annotated[str, Names("model")] = ""
    seed: Annotated[int, Seed()] = -1
    tiled: bool = False
    mask: Annotated[object, Hidden()] = None
    tags: list[str] = field(default_factory=list)


def test_every_note_is_read() -> None:
    found = {entry.name: entry for entry in describe(Asked)}
    assert found["prompt"].required
    assert (found["prompt"].label, found["prompt"].hint, found["prompt"].lines) == ("Prompt", "What to see.", 4)
    assert found["steps"].range == Range(1, 150)
    assert found["strength"].advanced
    assert found["strength"].label == "Strength"
    assert found["way"].choices == (Way.SOFT, Way.HARD)
    assert found["model"].names == "model"
    assert found["seed"].seed
    assert found["mask"].hidden
    assert found["tags"].default == []


def test_text_becomes_what_the_field_holds() -> None:
    asked = filled(Asked, {"prompt": "a cat", "steps": "30", "strength": "0.25", "way": "HARD"})
    assert asked == Asked("a cat", 30, 0.25, Way.HARD)


@pytest.mark.parametrize(("values", "said"), [
    ({}, "needs prompt"),
    ({"prompt": 3}, "must be a text"),
    ({"prompt": "", "steps": 0}, "1 to 150"),
    ({"prompt": "", "steps": "many"}, "must be a number"),
    ({"prompt": "", "steps": 2.5}, "whole number"),
    ({"prompt": "", "strength": float("nan")}, "must be a number"),
    ({"prompt": "", "strength": float("inf")}, "0 to 1"),
    ({"prompt": "", "way": "up"}, "soft, hard"),
    ({"prompt": "", "tiled": 1}, "on or off"),
    ({"prompt": "", "seed": 2**64}, "2⁶⁴"),
    ({"prompt": "", "stepps": 1}, "It has: prompt, steps"),
])
def test_what_is_wrong_is_named(values: dict[str, object], said: str) -> None:
    with pytest.raises(BadRequest, match=said):
        filled(Asked, values)
