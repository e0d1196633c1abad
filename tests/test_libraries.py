"""What a window needs of the system is found, or named so that one can install it."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest

from studio import libraries, places

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems bring all of it")


def test_nothing_is_missing_where_windows_open() -> None:
    assert libraries.missing() == ()


def test_what_is_missing_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "PYTHON", libraries.PYTHON | {"libnowhere.so.9": "libnowhere9"})
    assert libraries.missing() == ("libnowhere9",)
    assert "apt install libnowhere9" in libraries.sentence(libraries.missing())


def test_a_picture_without_a_screen_needs_nothing_of_x11(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "WINDOW", {"libnowhere.so.9": "libnowhere9"})
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert libraries.missing() == ("libnowhere9",)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert libraries.missing() == ()


def test_what_came_along_serves_where_the_system_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maps = Path("/proc/self/maps").read_text()
    loaded = Path(next(path for path in re.findall(r"/\S+", maps) if "libexpat" in path or "libz.so" in path))
    (tmp_path / "system").mkdir()
    shutil.copy(loaded, tmp_path / "system" / "libbrought.so.1")
    monkeypatch.setattr(places, "shipped", lambda: tmp_path)
    monkeypatch.setattr(libraries, "PYTHON", {"libbrought.so.1": "libbrought1"})
    monkeypatch.setattr(libraries, "WINDOW", {})
    assert libraries.missing() == ()
