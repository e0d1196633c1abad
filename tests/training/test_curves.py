"""The log is a table that any spreadsheet reads, without the rows that will come again."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.training.curves import Curves, read


def test_rows_are_read_as_they_were_added(tmp_path: Path) -> None:
    curves = Curves(tmp_path)
    curves.add(5, {"loss": 0.25})
    curves.add(10, {"loss": 0.125, "psnr": 30.5})
    curves.close()
    assert read(tmp_path / "log.csv") == [{"step": 5, "loss": 0.25}, {"step": 10, "loss": 0.125, "psnr": 30.5}]
    assert (tmp_path / "log.csv").read_text().splitlines()[0] == "step,loss,psnr"


def test_rows_after_the_step_that_is_gone_on_from_are_dropped(tmp_path: Path) -> None:
    curves = Curves(tmp_path)
    for step in (5, 10, 15):
        curves.add(step, {"loss": 1.0})
    assert [row["step"] for row in Curves(tmp_path, 10).rows] == [5, 10]
    assert [row["step"] for row in read(tmp_path / "log.csv")] == [5, 10]
    assert Curves(tmp_path).rows == []


def test_a_table_with_nonsense_in_it_gives_what_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text("step,loss\n1,0.5\nx,y\n2,?\n3\n")
    assert read(tmp_path / "log.csv") == [{"step": 1, "loss": 0.5}, {"step": 2}, {"step": 3}]
    assert read(tmp_path / "missing.csv") == []


def test_a_row_that_finds_no_room_comes_with_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    curves = Curves(tmp_path)

    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", full)
        curves.add(5, {"loss": 1.0})
    assert read(tmp_path / "log.csv") == []
    curves.add(10, {"loss": 0.5})
    assert [row["step"] for row in read(tmp_path / "log.csv")] == [5, 10]
