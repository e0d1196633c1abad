"""What a slider changes is told in each attribute's own measure."""

from __future__ import annotations

import numpy as np

from studio.explore.leakage import Attributes, end_to_end, measure, per_unit, spearman, steady

TOLD = Attributes({"smile": slice(0, 1), "age": slice(1, 2), "hat": slice(2, 5)}, {"hat": ("none", "straw", "felt")})
VALUES = np.linspace(-1, 1, 9)
CHANCE = np.random.default_rng(0)
USUAL = np.column_stack([CHANCE.normal(0, 0.5, 400), CHANCE.normal(0, 2, 400), CHANCE.random((400, 3))])


def readings(count: int = 30) -> np.ndarray:
    """(9, N, 5): smile rises by 1 a unit, age falls by 1, a hat comes above 0."""
    out = np.broadcast_to(USUAL[:count], (9, count, 5)).copy()
    out[..., 0] += VALUES[:, None]
    out[..., 1] -= VALUES[:, None]
    out[..., 2:] = np.where((VALUES > 0)[:, None, None], [0, 1, 0], [1, 0, 0])
    return out


def test_rank_correlation_asks_for_order_alone() -> None:
    table = np.column_stack([VALUES**3, -np.exp(VALUES), np.ones(9), VALUES])
    table[3:5, 3] = table[4:2:-1, 3]
    found = spearman(VALUES, table)
    assert np.allclose(found[:3], [1, -1, 0])
    assert np.isclose(found[3], 1 - 6 * 2 / (9 * 80)), "the textbook's formula for ranks without ties"


def test_equal_readings_share_their_rank() -> None:
    flat = np.minimum(VALUES, 0)[:, None]
    assert 0.8 < spearman(VALUES, flat)[0] < 0.95


def test_steady_is_the_share_of_points_that_follow() -> None:
    table = np.column_stack([VALUES, VALUES, -VALUES, np.abs(VALUES)])
    assert steady(VALUES, table) == 0.5


def test_a_change_is_told_in_standard_deviations_of_its_own() -> None:
    found = per_unit(TOLD, USUAL, VALUES, readings())
    assert np.isclose(found["smile"], 1 / USUAL[:, 0].std())
    assert np.isclose(found["age"], -1 / USUAL[:, 1].std())
    assert abs(found["hat"]) > 1


def test_what_is_not_touched_does_not_leak() -> None:
    still = np.broadcast_to(USUAL[:30], (9, 30, 5))
    for found in (per_unit(TOLD, USUAL, VALUES, still), end_to_end(TOLD, USUAL, still)):
        assert np.allclose(list(found.values()), 0)


def test_of_choices_the_whole_way_is_told() -> None:
    found = end_to_end(TOLD, USUAL, readings()[[0, 8]])
    assert np.isclose(found["age"], 2 / USUAL[:, 1].std())
    assert found["hat"] > 1


def test_a_value_that_never_came_is_no_endless_change() -> None:
    usual = USUAL.copy()
    usual[:, 2:] = [1, 0, 0]
    assert per_unit(TOLD, usual, VALUES, readings())["hat"] <= 20


def test_a_measure_is_about_the_attribute_of_its_name() -> None:
    found = measure("smile", TOLD, USUAL, list(VALUES), readings())
    assert (found.about, found.follows, found.rank) == ("smile", 1.0, 1.0)
    assert set(found.leaks) == {"age", "hat"}
    assert abs(found.leaks["hat"]) > abs(found.leaks["age"])
    assert next(iter(found.leaks)) == "hat"


def test_a_measure_of_another_name_is_about_what_changes_most() -> None:
    found = measure("cheer", TOLD, USUAL, list(VALUES), readings())
    assert found.about == "smile"
    assert 0 < found.follows <= 1


def test_a_choice_that_is_no_attributes_is_about_none() -> None:
    found = measure("shoes", TOLD, USUAL, ["none", "boots"], readings()[:2])
    assert (found.about, found.follows) == ("", 0.0)
    assert set(found.leaks) == {"smile", "age", "hat"}


def test_of_a_choice_the_value_asked_for_must_be_read() -> None:
    chosen = np.stack([np.broadcast_to([0, 0, *row], (10, 5)) for row in np.eye(3)]).copy()
    chosen[1, :2, 2:] = [1, 0, 0]
    found = measure("hat", TOLD, USUAL, ["none", "straw", "felt"], chosen)
    assert found.follows == 0.8
    assert np.isclose(found.rank, 28 / 30)
