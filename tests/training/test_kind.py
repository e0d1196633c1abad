"""Every kind of training can be found, shown as a form and asked for by name."""

from __future__ import annotations

import pytest

from studio.core.errors import BadRequest
from studio.core.fields import describe, filled
from studio.training.kind import Kind, kind_named, kinds


def test_kinds_are_found_and_have_different_names() -> None:
    names = [kind.id for kind in kinds()]
    assert "srresnet" in names
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.id)
def test_every_setting_has_a_default_a_label_and_a_range(kind: Kind) -> None:
    assert kind.title
    assert kind.hint.endswith(".")
    filled(kind.settings, {})
    for field in describe(kind.settings):
        assert field.label
        assert field.range or field.kind not in (int, float), field.name


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.id)
def test_every_kind_can_be_trained_on_something(kind: Kind) -> None:
    assert kind.folder or kind.worlds


def test_an_unknown_kind_is_told_which_there_are() -> None:
    with pytest.raises(BadRequest, match="no training called 'anything'") as refused:
        kind_named("anything")
    assert "srresnet" in refused.value.hint
