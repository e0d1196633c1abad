"""The first paint is seen, of a bare window and of the studio's."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.bench import start
from studio.core.errors import JobFailed


def test_the_window_is_painted_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    seconds, modules = start.first_paint(start._STUDIO, str(tmp_path))
    assert 0 < seconds < 60
    assert "PySide6" in modules
    assert not modules & set(start.HEAVY)


def test_a_bare_window_is_seen_too(tmp_path: Path) -> None:
    _, modules = start.first_paint(start._BARE, str(tmp_path))
    assert "studio" not in modules


def test_a_window_that_never_comes_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(JobFailed, match=r"never painted.*ZeroDivisionError"):
        start.first_paint("1 / 0", str(tmp_path))
