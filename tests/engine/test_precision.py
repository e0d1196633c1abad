"""The choice of precision is measured once and kept."""

from __future__ import annotations

import json

import pytest

from studio import places
from studio.engine import precision


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    precision.cpu_dtype.cache_clear()


def test_the_measurement_answers_one_of_two() -> None:
    assert precision.measured(times=1) in ("float32", "bfloat16")


def test_what_was_measured_once_is_kept_for_the_next_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precision, "measured", lambda: "bfloat16")
    assert precision.cpu_dtype() == "bfloat16"
    precision.cpu_dtype.cache_clear()
    monkeypatch.setattr(precision, "measured", lambda: "float32")
    assert precision.cpu_dtype() == "bfloat16"


@pytest.mark.parametrize("kept", ["", "[]", "{", json.dumps({"another machine": "bfloat16"})])
def test_a_spoilt_note_is_measured_anew(kept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    places.cache().mkdir(parents=True)
    (places.cache() / "precision.json").write_text(kept)
    monkeypatch.setattr(precision, "measured", lambda: "float32")
    assert precision.cpu_dtype() == "float32"


def test_a_slower_or_wrong_half_precision_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precision, "WORTH", 1e9)
    assert precision.measured(times=1) == "float32"
    monkeypatch.setattr(precision, "WORTH", 0.0)
    monkeypatch.setattr(precision, "WRONG", 0.0)
    assert precision.measured(times=1) == "float32"
    monkeypatch.setattr(precision, "WRONG", 0.05)
    assert precision.measured(times=1) == "bfloat16"


def test_a_home_that_cannot_be_written_is_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    places.cache().parent.mkdir(parents=True, exist_ok=True)
    places.cache().write_text("a file where the folder should be")
    monkeypatch.setattr(precision, "measured", lambda: "float32")
    assert precision.cpu_dtype() == "float32"
