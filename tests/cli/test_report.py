"""What is said when something is wrong, in words and in JSON."""

from __future__ import annotations

import json

import pytest

from studio.cli import report
from studio.core.errors import BadRequest, JobFailed, Unreadable


@pytest.mark.parametrize(
    ("error", "status"), [(BadRequest("a"), 2), (Unreadable("b"), 2), (JobFailed("c", "Try again."), 1)]
)
def test_errors_are_one_sentence_and_a_status(
    error: BadRequest | JobFailed | Unreadable, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report.failed(error, as_json=False) == status
    assert capsys.readouterr().err == f"{error}\n"
    assert report.failed(error, as_json=True) == status
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == error.kind


def test_nothing_is_said_when_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    report.result({"a": 1}, ["Wrote a"], as_json=False, quiet=True)
    assert capsys.readouterr().out == ""


def test_a_pipe_sees_no_progress(capsys: pytest.CaptureFixture[str]) -> None:
    from studio.engine.job import Job
    from studio.families.tasks import Generate

    with report.progress(quiet=False) as watch:
        job = Job(Generate())
        watch(job)
        job.progressed.emit(job)
    assert capsys.readouterr().err == ""


def test_a_pipe_sees_no_bar_either(capsys: pytest.CaptureFixture[str]) -> None:
    with report.bar("Training", quiet=False) as watch:
        watch(0.5, note="Step 3")
    assert capsys.readouterr().err == ""
