"""Added model folders are there next time."""

from __future__ import annotations

from pathlib import Path

from studio import places
from studio.engine.roots import forget, remember, remembered


def test_what_was_added_is_remembered_once_and_in_order(tmp_path: Path) -> None:
    assert remembered() == ()
    remember(tmp_path / "b")
    remember(tmp_path / "a")
    remember(tmp_path / "b")
    assert remembered() == (tmp_path / "b", tmp_path / "a")


def test_a_broken_list_counts_as_none() -> None:
    file = places.config() / "model-folders.json"
    file.parent.mkdir(parents=True)
    file.write_text("{")
    assert remembered() == ()
    file.write_text('{"a": 1}')
    assert remembered() == ()


def test_a_folder_is_taken_off_the_list_and_stays_on_the_disk(tmp_path: Path) -> None:
    remember(tmp_path)
    remember(tmp_path / "b")
    forget(tmp_path)
    forget(tmp_path / "never added")
    assert remembered() == (tmp_path / "b",)
    assert tmp_path.is_dir()
