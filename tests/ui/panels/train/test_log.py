"""A log becomes lines in groups: losses, what the critic says, measured quality, gradients."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.training.curves import Curves
from studio.ui.panels.train.log import read, smoothed


def test_lines_are_grouped_by_what_belongs_on_one_scale(tmp_path: Path) -> None:
    log = Curves(tmp_path)
    for step in (10, 20, 30, 40):
        log.add(step, {"painter": 1 / step, "critic": 0.5, "D(x)": 0.7, "D(G(z))": 0.3, "gradient": 2.0})
        if step % 20 == 0:
            log.add(step, {"variety": 0.9, "psnr": 20 + step})
    groups = {group.id: group for group in read(tmp_path / "log.csv")}
    assert {id: [line.name for line in group.lines] for id, group in groups.items()} == {
        "losses": ["painter", "critic"], "critic": ["D(x)", "D(G(z))"], "quality": ["variety", "psnr"],
        "gradients": ["gradient"]}  # fmt: skip
    assert groups["critic"].lines[1].title == "D(G(z))"
    psnr = groups["quality"].lines[1]
    assert psnr.steps.tolist() == [20, 40]
    assert psnr.values.tolist() == [40, 60]


def test_no_log_and_a_broken_one_give_what_there_is(tmp_path: Path) -> None:
    assert read(tmp_path / "log.csv") == ()
    (tmp_path / "log.csv").write_text("step,l1\nx,y\n5,0.5\n6,\n")
    (group,) = read(tmp_path / "log.csv")
    assert group.lines[0].steps.tolist() == [5]
    (tmp_path / "log.csv").write_text("step\n")
    assert read(tmp_path / "log.csv") == ()


def test_a_log_of_days_becomes_as_many_points_as_can_be_seen(tmp_path: Path) -> None:
    rows = "".join(f"{step},{step % 7}\n" for step in range(1, 50_001))
    (tmp_path / "log.csv").write_text("step,l1\n" + rows)
    ((line,),) = (group.lines for group in read(tmp_path / "log.csv"))
    assert len(line.steps) <= 2001
    assert line.steps[-1] == 50_000
    assert line.values[:-1] == pytest.approx(np.full(len(line.values) - 1, 3), abs=0.5)


def test_smoothing_takes_the_swing_out_and_does_not_pull_to_the_start() -> None:
    values = np.array([4.0, 0.0, 4.0, 0.0, 4.0, 0.0])
    calm = smoothed(values, 0.9)
    assert calm[0] == 4.0
    assert calm[1:].max() < 3
    assert smoothed(np.full(5, 2.0), 0.99) == pytest.approx(np.full(5, 2.0))
    assert smoothed(values, 0) is values
    assert np.isnan(smoothed(np.array([1.0, np.nan, 1.0]), 0.5)).tolist() == [False, True, False]
