"""The card of gan tells what the window and the command line need to know."""

from __future__ import annotations

import pytest

from studio.core.errors import BadRequest
from studio.core.fields import describe, filled
from studio.training.kind import kind_named
from studio.training.kinds.gan import KIND, Settings


def test_it_is_found_and_its_settings_have_labels_and_ranges() -> None:
    assert kind_named("gan") is KIND
    assert KIND.makes == "gan"
    for field in describe(Settings):
        assert field.label
        assert field.range or field.choices or field.kind in (bool, str), field.name
        assert field.default == field.checked(field.default)


def test_settings_out_of_range_are_refused_by_name() -> None:
    with pytest.raises(BadRequest, match="Batch"):
        filled(Settings, {"batch": 0})
