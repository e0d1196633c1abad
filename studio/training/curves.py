"""The log of a training: one row of figures every so many steps, readable by any spreadsheet."""

from __future__ import annotations

import contextlib
import csv
import io
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

Row: TypeAlias = dict[str, float]


class Curves:
    """`log.csv` in a training's folder, and TensorBoard's events beside it where TensorBoard is installed.

    Rows after `step` are dropped when a run that was broken off goes on from there: they will come again. A row that
    cannot be written (a full disk, a spreadsheet that holds the file) is written with the next one. Without a `home`
    nothing is written.
    """

    def __init__(self, home: Path | None, step: int = 0) -> None:
        self.path = home / "log.csv" if home else None
        self.rows = [row for row in read(self.path) if row["step"] <= step] if self.path and step else []
        self._board = _board(home, step) if home else None
        self._written()

    def add(self, step: int, figures: Mapping[str, float]) -> None:
        self.rows.append({"step": step, **figures})
        self._written()
        if self._board is not None:
            for name, value in figures.items():
                self._board.add_scalar(name, value, step)

    def close(self) -> None:
        if self._board is not None:
            self._board.close()

    def _written(self) -> None:
        if self.path is None:
            return
        names = list(dict.fromkeys(name for row in self.rows for name in row)) or ["step"]
        text = io.StringIO()
        table = csv.DictWriter(text, names, restval="", lineterminator="\n")
        table.writeheader()
        table.writerows({name: f"{value:.9g}" for name, value in row.items()} for row in self.rows)
        part = self.path.with_suffix(".part")
        try:
            part.write_text(text.getvalue(), encoding="utf-8")
            os.replace(part, self.path)
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def read(path: Path) -> list[Row]:
    """Rows of a log; none when it is missing. What cannot be read as a number is left out."""
    if not path.exists():
        return []
    rows = []
    with path.open(encoding="utf-8", newline="") as file:
        for told in csv.DictReader(file):
            row = {name: number for name, text in told.items() if name and (number := _number(text)) is not None}
            if "step" in row:
                rows.append(row)
    return rows


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _board(home: Path, step: int) -> Any:
    from importlib.util import find_spec

    if find_spec("tensorboard") is None:
        return None
    from torch.utils.tensorboard import SummaryWriter

    return SummaryWriter(str(home / "tensorboard"), purge_step=step + 1 if step else None)
