"""Where things lie, in the source tree and in a home of one's own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from studio import places


def test_what_ships_lies_beside_the_package() -> None:
    assert (places.shipped() / "studio" / "places.py").exists()
    assert places.resources() == places.shipped() / "resources"


def test_a_frozen_build_finds_its_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert places.shipped_models() == tmp_path / "models"


def test_one_variable_moves_all_that_is_the_users(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert places.config() == own_home / "config"
    assert places.data() == own_home / "data"
    assert places.cache() == own_home / "cache"
    monkeypatch.delenv("PENTIMENTO_HOME")
    assert own_home not in places.config().parents
