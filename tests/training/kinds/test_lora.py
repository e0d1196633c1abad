"""The card of lora tells what the window and the command line need to know."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.errors import BadRequest
from studio.core.fields import describe
from studio.training.kind import kind_named
from studio.training.kinds.lora import KIND, Settings
from studio.training.material import Material


def test_it_is_found_and_its_settings_have_labels() -> None:
    assert kind_named("lora") is KIND
    for field in describe(Settings):
        assert field.label
        assert field.default == field.checked(field.default)


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="can paint already"):
        KIND.recipe(Settings(), Material(home=tmp_path))
    with pytest.raises(BadRequest, match="both of its ends"):
        KIND.recipe(Settings(start="base", plus="a red lake"), Material(home=tmp_path))
