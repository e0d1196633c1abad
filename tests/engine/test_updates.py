"""One asks for newer versions, and hears of them; nobody is asked otherwise."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import studio
from studio import places
from studio.core.errors import BadRequest, JobFailed
from studio.engine import updates


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Tests stay quiet."""


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file that the world reads."""
    monkeypatch.setattr(places, "resources", lambda: tmp_path)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    (tmp_path / updates.LIST).write_text(f'latest = "http://127.0.0.1:{server.server_port}/latest.json"\n')
    yield tmp_path / "latest.json"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_newer_version_is_told_with_its_page(told: Path) -> None:
    told.write_text(json.dumps({"version": "99.0", "page": "https://pentimento.invalid/99"}))
    assert updates.latest(offline=False) == updates.Release("99.0", "https://pentimento.invalid/99", newer=True)


def test_the_same_version_is_not_newer(told: Path) -> None:
    told.write_text(json.dumps({"version": studio.__version__, "page": "javascript:alert(1)"}))
    release = updates.latest(offline=False)
    assert not release.newer
    assert release.page == "", "only a page of the web is opened"


@pytest.mark.parametrize(("older", "newer"), [("0.9", "0.10"), ("1.0rc1", "1.0"), ("1.0", "1.0.1"), ("0.1.0", "1.0a1")])
def test_versions_are_ordered_by_their_numbers(older: str, newer: str, told: Path,
                                               monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studio, "__version__", older)
    told.write_text(json.dumps({"version": newer}))
    assert updates.latest(offline=False).newer
    monkeypatch.setattr(studio, "__version__", newer)
    told.write_text(json.dumps({"version": older}))
    assert not updates.latest(offline=False).newer


def test_offline_nobody_is_asked(told: Path) -> None:
    with pytest.raises(BadRequest, match="offline"):
        updates.latest(offline=True)


def test_a_build_that_knows_no_address_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "resources", lambda: tmp_path)
    with pytest.raises(BadRequest, match="does not know"):
        updates.latest(offline=False)


@pytest.mark.parametrize("answer", ["", "[]", '{"page": 1}', "<html>"])
def test_an_answer_that_makes_no_sense_is_told(answer: str, told: Path) -> None:
    told.write_text(answer)
    with pytest.raises(JobFailed, match="cannot be read"):
        updates.latest(offline=False)


def test_no_answer_is_told(told: Path) -> None:
    with pytest.raises(JobFailed, match="Nobody answered"):
        updates.latest(offline=False)
