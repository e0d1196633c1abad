"""Promises of what a model lets an artist move."""

from __future__ import annotations

import json

import pytest

from studio.core.errors import BadRequest
from studio.families import sliders
from studio.families.family import ModelEntry
from studio.families.sliders import Slider
from studio.training.worlds.portraits.facts import FACTS

SMILE = Slider("smile", "Mouth", hint="From sad to a broad smile")
HAT = Slider("hat", "Dress", default="none", values=("none", "beanie"))
ENTRY = ModelEntry("faces", "Faces", "gan", ("edit",), details={"sliders": sliders.told((SMILE, HAT))})


def test_sliders_survive_json() -> None:
    details = json.loads(json.dumps(ENTRY.details))
    assert sliders.of(ModelEntry("faces", "Faces", "gan", ("edit",), details=details)) == (SMILE, HAT)


def test_values_come_as_text_from_the_command_line() -> None:
    assert sliders.checked(ENTRY, {"smile": "0.5", "hat": "beanie"}) == {"smile": 0.5, "hat": "beanie"}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"frown": 1}, "no slider called 'frown'"),
        ({"smile": 3}, "must be -1 to 1"),
        ({"smile": "much"}, "must be a number"),
        ({"smile": float("nan")}, "must be -1 to 1"),
        ({"hat": "crown"}, "cannot be 'crown'"),
    ],
)
def test_what_a_model_does_not_know_is_refused_by_name(values: dict[str, object], said: str) -> None:
    with pytest.raises(BadRequest, match=said):
        sliders.checked(ENTRY, values)


def test_a_model_without_sliders_has_none() -> None:
    assert sliders.of(ModelEntry("plain", "Plain", "gan", ())) == ()


def test_what_belongs_together_stands_side_by_side() -> None:
    several = (Slider("smile"), Slider("hair_color"), Slider("mouth_open"), Slider("brush", "Paint"), Slider("beard"))
    told = sliders.told(several)
    assert [one["name"] for one in told] == [one.name for one in several], "a model counts on the order"
    entry = ModelEntry("faces", "Faces", "gan", ("edit",), details={"sliders": told})
    shown = sliders.in_groups(sliders.of(entry))
    assert [(one.group, one.name) for one in shown] == [
        ("Expression", "smile"), ("Expression", "mouth_open"), ("Hair", "hair_color"), ("Hair", "beard"),
        ("Paint", "brush")]  # fmt: skip


def test_every_slider_of_the_world_of_portraits_has_its_group() -> None:
    names = [name for group in sliders.GROUPS.values() for name in group]
    assert len(names) == len(set(names))
    assert {fact.name for fact in FACTS} <= set(names)
