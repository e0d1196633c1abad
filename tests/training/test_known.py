"""What is known of pictures becomes wishes, sliders and a distance between what was asked for and what is seen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from studio.core.errors import BadRequest
from studio.training.folder import Folder
from studio.training.known import Known
from studio.training.pictures import Pictures
from studio.training.worlds.portraits import WORLD
from studio.training.worlds.render import Order, Renders, render


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Pictures:
    folder = tmp_path_factory.mktemp("portraits")
    render(Order(WORLD, 24, 1_000_000, 32, parts=("picture",)), folder, processes=1)
    return Pictures.of_renders(Renders(folder), 32)


def test_wishes_are_facts_of_pictures_that_there_are(pictures: Pictures) -> None:
    known = Known(pictures, ["smile", "hat"])
    rows = known.drawn(50, np.random.default_rng(0), mirror=True)
    assert rows.shape == (50, 5)
    there = {tuple(row) for row in known.table.tolist()}
    assert all(tuple(row) in there for row in rows.tolist()), "nothing of these changes in a mirror"


def test_what_has_sides_changes_them_in_the_mirror(pictures: Pictures) -> None:
    known = Known(pictures, ["turn"])
    values = set(known.table[:, 0].tolist())
    drawn = known.drawn(100, np.random.default_rng(0), mirror=True)[:, 0].tolist()
    assert any(value not in values for value in drawn)
    assert all(value in values or -value in values for value in drawn)


def test_a_slider_for_each_fact_knows_how_its_values_come(pictures: Pictures) -> None:
    age, hat = Known(pictures, ["age", "hat"]).conditions
    assert (age.slider.low, age.slider.high) == (0.0, 1.0)
    assert 0 < float(age.slider.default) < 1
    assert list(age.often) == sorted(age.often)
    assert min(age.often) >= -1
    assert max(age.often) <= 1
    assert hat.slider.values[0] == "none"
    assert hat.slider.default == "none"
    assert sum(hat.often) == pytest.approx(1, abs=1e-3)


def test_nothing_lies_between_what_is_asked_and_the_same_and_more_between_others(pictures: Pictures) -> None:
    known = Known(pictures, ["smile", "hat"])
    told = torch.tensor([[0.5, 0.0, 1.0, 0.0, 0.0]])
    sure = torch.tensor([[0.5, -30.0, 30.0, -30.0, -30.0]])
    wrong = torch.tensor([[-0.5, -30.0, 30.0, -30.0, -30.0]])
    assert float(known.distance(sure, told)) == pytest.approx(0, abs=1e-5)
    assert float(known.distance(wrong, told)) > 1
    assert float(known.distance(sure.roll(1, 1), told)) > 1


def test_nothing_is_known_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"")
    with pytest.raises(BadRequest, match="Nothing is known"):
        Known(Pictures.of_folder(Folder(tmp_path), 32))
