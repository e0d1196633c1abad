"""gpu status, get and off say what is the case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio import places
from studio.cli import main


def test_without_the_part_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gpu", "status", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["runtime"] == {"state": "none"}


def test_where_nothing_is_listed_getting_it_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(places, "resources", lambda: tmp_path)
    assert main(["gpu", "get", "--yes"]) == 2
    assert "listed for this build" in capsys.readouterr().err


def test_a_part_that_failed_is_told_with_its_reason_and_can_be_given_back(capsys: pytest.CaptureFixture[str]) -> None:
    from studio.engine import gpu

    gpu.folder().mkdir(parents=True)
    (gpu.folder() / gpu.READY).write_text(json.dumps({"kind": gpu.kind(), "name": "torch 9"}))
    (gpu.home() / "failed.json").write_text(json.dumps({"reason": "The driver is gone."}))
    assert main(["gpu", "status"]) == 0
    assert "The driver is gone." in capsys.readouterr().out
    assert main(["gpu", "off"]) == 0
    assert not gpu.home().exists()
