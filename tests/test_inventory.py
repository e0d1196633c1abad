"""An installed studio knows what of it is missing, cut short or changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio import inventory, places
from studio.core.errors import Unreadable


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "models" / "one").mkdir(parents=True)
    (tmp_path / "models" / "one" / "one.safetensors").write_bytes(b"weights" * 100)
    (tmp_path / "LICENSE").write_text("free")
    monkeypatch.setattr(places, "shipped", lambda: tmp_path)
    inventory.save(inventory.take(tmp_path, "1.0", {"tools": 3}), tmp_path)
    return tmp_path


def told(folder: Path) -> tuple[str, ...]:
    packed = inventory.packed()
    assert packed is not None
    return inventory.wrong(packed, folder)


def test_a_source_tree_has_no_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "shipped", lambda: tmp_path)
    assert inventory.packed() is None


def test_nothing_is_wrong_with_what_was_just_packed(installed: Path) -> None:
    assert told(installed) == ()
    packed = inventory.packed()
    assert packed is not None
    assert packed.parts == {"tools": 3}
    assert set(packed.files) == {"LICENSE", "models/one/one.safetensors"}


def test_a_missing_model_is_named(installed: Path) -> None:
    (installed / "models" / "one" / "one.safetensors").unlink()
    assert told(installed) == ("models/one/one.safetensors is missing.",)


def test_a_truncated_file_is_named_with_what_is_left_of_it(installed: Path) -> None:
    path = installed / "models" / "one" / "one.safetensors"
    path.write_bytes(path.read_bytes()[:50])
    assert told(installed) == ("models/one/one.safetensors has 50 bytes instead of 700.",)


def test_a_changed_file_of_the_same_length_is_named(installed: Path) -> None:
    (installed / "LICENSE").write_text("dear")
    assert told(installed) == ("LICENSE is not the file that was installed.",)


def test_files_that_came_later_are_nobodys_fault(installed: Path) -> None:
    (installed / "models" / "mine.safetensors").write_bytes(b"x")
    assert told(installed) == ()


def test_a_broken_list_is_said(installed: Path) -> None:
    (installed / inventory.NAME).write_text("{")
    with pytest.raises(Unreadable, match="broken"):
        inventory.packed()
