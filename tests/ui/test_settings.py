"""Preferences: kept from day to day, checked, and never in the way of a start."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio import places
from studio.core.errors import BadRequest
from studio.core.fields import describe
from studio.ui.settings import Settings
from studio.ui.theme import Look


def test_what_was_changed_is_there_the_next_day() -> None:
    settings = Settings.load()
    settings.change(theme=Look.LIGHT, autosave=7)
    settings.prefer("fill", "lama")
    settings.prefer("generate", "sd15")
    settings.prefer("fill", "patchmatch")
    again = Settings.load()
    assert again.theme is Look.LIGHT
    assert again.autosave == 7
    assert again.preferred == {"fill": "patchmatch", "generate": "sd15"}


def test_whoever_listens_hears_of_a_change_once() -> None:
    settings, heard = Settings.load(), []
    settings.changed.connect(lambda: heard.append(settings.offline))
    settings.change(offline=False)
    settings.change(offline=False)
    assert heard == [False]


def test_a_value_out_of_range_is_refused_and_nothing_changes() -> None:
    settings = Settings.load()
    with pytest.raises(BadRequest, match="Autosave"):
        settings.change(autosave=0, offline=False)
    assert settings.autosave == 3
    assert settings.offline


@pytest.mark.parametrize("text", ["", "no json", "[]", '{"theme": "pink", "autosave": 9999, "gone": 1}'])
def test_a_broken_file_counts_as_none(text: str) -> None:
    path = places.config() / "preferences.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    assert Settings.load().values() == Settings().values()


def test_what_the_window_remembers_is_not_a_preference() -> None:
    settings = Settings.load()
    settings.remember("geometry", "abc")
    assert Settings.load().recall("geometry") == "abc"
    assert Settings.load().recall("other", 5) == 5
    saved = places.config() / "preferences.json"
    assert not saved.exists()


def test_a_folder_that_cannot_be_written_costs_only_the_memory(monkeypatch: pytest.MonkeyPatch,
                                                               tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("PENTIMENTO_HOME", str(blocked))
    settings = Settings.load()
    settings.change(offline=False)
    assert not settings.offline


def test_every_preference_has_a_label_a_hint_and_numbers_a_range() -> None:
    for field in describe(Settings):
        assert field.label
        if not field.hidden:
            assert field.hint
            assert field.kind not in (int, float) or field.range is not None


def test_the_file_is_plain_json() -> None:
    Settings.load().change(autosave=5)
    saved = json.loads((places.config() / "preferences.json").read_text())
    assert saved["autosave"] == 5
    assert saved["theme"] == "dark"
