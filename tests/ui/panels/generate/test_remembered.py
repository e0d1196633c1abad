"""Prompts and settings are there again the next day."""

from __future__ import annotations

from studio.families.tasks import Intent
from studio.ui.panels.generate.remembered import KEPT, Remembered
from studio.ui.settings import Settings


def test_values_come_back_after_a_restart() -> None:
    Remembered(Settings.load()).asked("fill", {"prompt": "a lake", "intent": Intent.REMOVE, "steps": 12})
    again = Remembered(Settings.load())
    assert again.values("fill") == {"prompt": "a lake", "intent": "remove", "steps": 12}
    assert again.values("generate") == {}
    assert again.prompts == ("a lake",)


def test_prompts_are_kept_once_newest_first_and_not_for_ever() -> None:
    remembered = Remembered(Settings.load())
    for number in range(KEPT + 5):
        remembered.asked("fill", {"prompt": f"lake {number}"})
    remembered.asked("fill", {"prompt": "lake 30"})
    remembered.asked("fill", {"prompt": "  "})
    assert len(remembered.prompts) == KEPT
    assert remembered.prompts[:2] == ("lake 30", f"lake {KEPT + 4}")
    remembered.forget_prompts()
    assert remembered.prompts == ()


def test_sliders_are_kept_for_each_model_of_each_task() -> None:
    remembered = Remembered(Settings())
    remembered.moved("sample", "faces", {"Age": 0.5})
    remembered.moved("sample", "digits", {"Class": "3"})
    remembered.moved("edit", "faces", {"Age": -1.0})
    assert remembered.sliders("sample", "faces") == {"Age": 0.5}
    assert remembered.sliders("edit", "faces") == {"Age": -1.0}
    assert remembered.sliders("sample", "none") == {}
    remembered.asked("sample", {"seed": 3, "sliders": {"Age": 0.5}})
    assert remembered.values("sample") == {"seed": 3}
