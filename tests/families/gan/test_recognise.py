"""A generator is known by its tensors, and what it can be asked by what lies beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.engine.scan import found_under, opened
from studio.families.family import Files
from studio.families.gan import FAMILY
from studio.families.gan.model import KNOWN
from studio.families.gan.recognise import METADATA, Condition, Shape, packed, recognise, showing, unpacked
from studio.families.sliders import Slider

SHAPE = Shape("conv", 6, 32, 3, (12, 8, 6), 4)


def files(folder: Path) -> dict[str, Files]:
    assert FAMILY.tiny is not None
    FAMILY.tiny(folder)
    return {found.path.stem: opened(found)[0] for found in found_under(folder)}


def test_what_was_packed_is_unpacked() -> None:
    shape, kind, conditions = unpacked(packed(SHAPE, "cgan", KNOWN)[METADATA])
    assert (shape, kind, conditions) == (SHAPE, "cgan", KNOWN)


def test_sliders_that_do_not_follow_are_hidden_but_stay_conditions() -> None:
    text = showing(packed(SHAPE, "cgan", KNOWN)[METADATA], {"hat"})
    assert [one.slider.name for one in unpacked(text)[2]] == ["smile", "hat", "light"]
    assert [one.shown for one in unpacked(text)[2]] == [False, True, False]


def test_each_body_is_known_and_only_shown_conditions_are_sliders(tmp_path: Path) -> None:
    (tmp_path / "card.md").write_text("# Tiny\n\nLicence: Apache-2.0\n")
    found = {name: recognise(one) for name, one in files(tmp_path).items()}
    assert set(found) == {"tiny-cgan", "tiny-gan", "tiny-stylegan", "tiny-stylegan2"}
    asked = found["tiny-cgan"]
    assert asked is not None
    assert asked.licence == "Apache-2.0"
    assert [slider["name"] for slider in asked.details["sliders"]] == ["smile", "hat"]
    assert asked.details["latent"] == {"shape": [10], "prior": "normal", "noise": [0, 6]}
    assert "edit" in asked.tasks
    plain = found["tiny-gan"]
    assert plain is not None
    assert plain.tasks == ("sample", "decode", "encode")


def test_a_file_that_does_not_say_what_it_needs_to_is_known_but_not_used(tmp_path: Path) -> None:
    one = files(tmp_path)["tiny-gan"]
    wrong = [{}, {METADATA: "12"}, {METADATA: "{"}, packed(SHAPE, "cgan", ()), packed(SHAPE, "cgan", KNOWN)]
    for metadata in wrong:
        entry = recognise(Files(one.path, one.keys, {}, metadata))
        assert entry is not None
        assert entry.problem


@pytest.mark.parametrize(
    ("value", "columns"), [("cap", [0.0, 1.0]), ("none", [1.0, 0.0])]
)
def test_choices_have_a_column_each(value: str, columns: list[float]) -> None:
    hat = Condition(Slider("hat", values=("none", "cap"), default="none"), (0.5, 0.5))
    assert hat.width == 2
    assert hat.column(value) == columns
    assert hat.value(columns) == value


def test_numbers_have_one_from_minus_one_to_one() -> None:
    age = Condition(Slider("age", low=0.0, high=1.0), (-1.0, 1.0))
    assert age.column(0.75) == [0.5]
    assert age.value([0.5]) == 0.75
    assert age.value([7.0]) == 1.0
