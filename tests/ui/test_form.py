"""The form of any dataclass: every field has a control that gives back what it was given."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.core.errors import BadRequest
from studio.core.fields import Advanced, Field, Hidden, Lines, Names, Range, Says, Seed, describe
from studio.families.tasks import TASKS, Fill, Intent, Task
from studio.ui.form import Choice, Form, LineField
from studio.ui.widgets.check import Check
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.prompt_field import PromptField
from studio.ui.widgets.seed_field import SeedField
from studio.ui.widgets.segmented import Segmented
from studio.ui.widgets.slider_row import SliderRow

MODELS = (Choice("patch", "Patch fill"), Choice("gouache", "Gouache"),
          Choice("bad", "Broken", problem="A part is gone."))


class Finish(Enum):
    MATT = "matt"
    GLOSS = "gloss"


@dataclass(frozen=True)
class Varnish:
    """One field of every kind."""

    words: Annotated[str, Says("Words", "What to write."), Lines(3)] = ""
    model: Annotated[str, Says("Model"), Names("model")] = ""
    coats: Annotated[int, Says("Coats", "How many."), Range(1, 9)] = 2
    shift: Annotated[float, Says("Shift"), Range(-1, 1, 0.1, "", 1)] = 0.0
    finish: Annotated[Finish, Says("Finish")] = Finish.MATT
    dry: Annotated[bool, Says("Dry", "Wait until it is dry.")] = True
    seed: Annotated[int, Says("Seed"), Seed()] = -1
    count: Annotated[int, Says("Count"), Range(1, 64)] = 1
    maker: Annotated[str, Says("Maker")] = ""
    odd: Annotated[tuple[int, ...], Says("Odd")] = ()
    secret: Annotated[int, Says("Secret"), Hidden()] = 7
    thinner: Annotated[float, Says("Thinner"), Range(0, 1, 0.05, "", 2), Advanced()] = 0.5


def made(qtbot: QtBot, cls: type = Varnish, **kwargs: Any) -> Form:
    form = Form(cls, names=lambda of: MODELS if of == "model" else (), **kwargs)
    qtbot.addWidget(form)
    return form


def values_of(field: Field) -> st.SearchStrategy[Any]:
    if field.choices:
        return st.sampled_from(field.choices)
    if field.kind is bool:
        return st.booleans()
    if field.seed:
        return st.integers(-1, 2**64 - 1)
    if field.kind is str:
        return st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40)
    assert field.range is not None
    if field.kind is int:
        return st.integers(int(field.range.low), int(field.range.high))
    return st.floats(field.range.low, field.range.high)


@pytest.mark.parametrize("kind", TASKS, ids=lambda kind: kind.verb)
def test_every_task_comes_back_as_it_was_given(kind: type[Task], qtbot: QtBot) -> None:
    form = made(qtbot, kind)
    fields = [field for field in describe(kind) if not field.hidden]
    assert set(form.value()) == {field.name for field in fields}

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.fixed_dictionaries({field.name: values_of(field) for field in fields}))
    def comes_back(values: dict[str, Any]) -> None:
        form.set_value(values)
        assert form.value() == values

    comes_back()


def test_each_kind_has_its_control(qtbot: QtBot) -> None:
    controls = made(qtbot).controls
    kinds = {name: type(control) for name, control in controls.items()}
    assert kinds.pop("count").__name__ == "NumberField"
    assert kinds == {"words": PromptField, "model": Combo, "coats": SliderRow, "shift": SliderRow, "finish": Segmented,
                     "dry": Check, "seed": SeedField, "maker": LineField, "thinner": SliderRow}
    assert isinstance(made(qtbot, Fill).controls["intent"], Combo)


def test_what_the_artist_changes_is_told_and_typed(qtbot: QtBot) -> None:
    form = made(qtbot)
    with qtbot.waitSignal(form.changed):
        form.controls["coats"].number.setValue(5)  # type: ignore[attr-defined]
    with qtbot.waitSignal(form.changed):
        qtbot.keyClick(form.controls["finish"], Qt.Key.Key_Right)
    with qtbot.waitSignal(form.changed):
        qtbot.keyClicks(form.controls["maker"], "Ada")
    value = form.value()
    assert (value["coats"], value["finish"], value["maker"]) == (5, Finish.GLOSS, "Ada")
    assert type(value["coats"]) is int


def test_setting_a_value_tells_nobody(qtbot: QtBot) -> None:
    form = made(qtbot)
    with qtbot.assertNotEmitted(form.changed):
        form.set_value({"coats": 4, "dry": False, "finish": "gloss", "shift": 0.25})
    assert form.value()["finish"] is Finish.GLOSS


def test_names_of_other_forms_are_passed_over_and_wrong_values_refused(qtbot: QtBot) -> None:
    form = made(qtbot)
    form.set_value({"secret": 3, "nonsense": 1})
    assert "secret" not in form.value()
    with pytest.raises(BadRequest, match="Coats"):
        form.set_value({"coats": 40})


def test_a_model_that_is_gone_is_still_shown_and_one_with_a_problem_cannot_be_chosen(qtbot: QtBot) -> None:
    form = made(qtbot)
    combo = form.controls["model"]
    assert isinstance(combo, Combo)
    form.set_value({"model": "lost"})
    assert form.value()["model"] == "lost"
    assert combo.currentText() == "lost (not here)"
    item = combo.model().item(2)  # type: ignore[attr-defined]
    assert not item.isEnabled()
    assert combo.itemData(2, Qt.ItemDataRole.ToolTipRole) == "A part is gone."


def test_ignored_fields_are_neither_seen_nor_given(qtbot: QtBot) -> None:
    form = made(qtbot)
    form.set_ignored(["words", "seed", "thinner"])
    form.show()
    value = form.value()
    assert "words" not in value
    assert "seed" not in value
    assert value["count"] == 1
    shown = {name for name, control in form.controls.items() if control.isVisibleTo(form)}  # type: ignore[attr-defined]
    assert shown == {"model", "coats", "shift", "finish", "dry", "count", "maker"}
    assert not form.more.isVisibleTo(form)
    form.set_ignored([])
    assert form.more.isVisibleTo(form)


def test_advanced_fields_wait_behind_more(qtbot: QtBot) -> None:
    form = made(qtbot)
    form.show()
    thinner = form.controls["thinner"]
    assert isinstance(thinner, QWidget)
    assert not thinner.isVisible()
    qtbot.mouseClick(form.more, Qt.MouseButton.LeftButton)
    assert thinner.isVisible()
    assert form.more.text() == "Less"


def test_a_double_click_on_a_label_goes_back_to_the_default(qtbot: QtBot) -> None:
    form = made(qtbot)
    form.set_value({"count": 9, "coats": 5})
    form.reset("count")
    assert form.value()["count"] == 1
    row = form.controls["coats"]
    assert isinstance(row, SliderRow)
    qtbot.mouseDClick(row.label, Qt.MouseButton.LeftButton)
    assert form.value()["coats"] == 2


def test_every_control_has_a_name_and_a_tip(qtbot: QtBot) -> None:
    for kind in (*TASKS, Varnish):
        form = made(qtbot, kind)
        for name, control in form.controls.items():
            inner = control.slider if isinstance(control, SliderRow) else control
            assert isinstance(inner, QWidget)
            assert inner.accessibleName(), name
            assert isinstance(control, QWidget)
            assert control.toolTip() or inner.toolTip(), name


def test_rows_that_stand_together_are_aligned(qtbot: QtBot) -> None:
    form = made(qtbot, Fill)
    rows = [form.controls[name] for name in ("grow", "context", "resolution")]
    assert all(isinstance(row, SliderRow) for row in rows)
    assert len({row.label.width() for row in rows}) == 1  # type: ignore[attr-defined]
    assert len({row.number.width() for row in rows}) == 1  # type: ignore[attr-defined]


def test_fields_can_be_put_first_and_left_out(qtbot: QtBot) -> None:
    form = made(qtbot, Fill, first=("intent", "model"), skip=("negative",))
    assert list(form.controls)[:2] == ["intent", "model"]
    assert "negative" not in form.controls
    assert form.value()["intent"] is Intent.FILL
