"""One option, one control: shares in per cent, two choices side by side, more in a list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any

from pytestqt.qtbot import QtBot

from studio.core.fields import Range, describe
from studio.ui.canvas.controls import Control, shown_range, words
from studio.ui.widgets.check import Check
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.number_field import NumberField
from studio.ui.widgets.segmented import Segmented
from studio.ui.widgets.slider import Slider


class Two(Enum):
    ADD = "add"
    ERASE = "erase"


class Three(Enum):
    ONE = "one"
    TWO_MORE = "two_more"
    THREE = "three"


@dataclass
class Options:
    share: Annotated[float, Range(0, 1, 0.01, "", 2)] = 0.5
    size: Annotated[int, Range(1, 100, 1, " px")] = 10
    two: Two = Two.ADD
    three: Three = Three.ONE
    on: bool = False


FIELDS = {field.name: field for field in describe(Options)}


def made(qtbot: QtBot, name: str, slider: bool = False) -> tuple[Control, list[Any]]:
    told: list[Any] = []
    control = Control(FIELDS[name], getattr(Options(), name), told.append, slider)
    qtbot.addWidget(control)
    return control, told


def test_a_share_is_shown_in_per_cent(qtbot: QtBot) -> None:
    control, told = made(qtbot, "share", slider=True)
    number, slider = control.findChild(NumberField), control.findChild(Slider)
    assert number is not None
    assert slider is not None
    assert number.text() == "50%"
    number.setValue(75)
    assert told == [0.75]
    assert slider.value() == 75
    assert shown_range(FIELDS["size"])[1] == 1.0


def test_whole_numbers_are_told_as_whole_numbers(qtbot: QtBot) -> None:
    control, told = made(qtbot, "size")
    number = control.findChild(NumberField)
    assert number is not None
    number.setValue(33)
    assert told == [33]
    assert isinstance(told[0], int)
    assert control.findChild(Slider) is None


def test_two_choices_stand_side_by_side_and_three_in_a_list(qtbot: QtBot) -> None:
    two, told = made(qtbot, "two")
    segmented = two.findChild(Segmented)
    assert segmented is not None
    segmented.changed.emit("erase")
    assert told == [Two.ERASE]
    three, told = made(qtbot, "three")
    combo = three.findChild(Combo)
    assert combo is not None
    combo.setCurrentIndex(1)
    assert told == [Three.TWO_MORE]
    assert words(Three.TWO_MORE) == "Two more"


def test_on_or_off_is_a_tick(qtbot: QtBot) -> None:
    control, told = made(qtbot, "on")
    check = control.findChild(Check)
    assert check is not None
    check.click()
    assert told == [True]
    control.show_value(False)
    assert not check.isChecked()
    assert told == [True]
