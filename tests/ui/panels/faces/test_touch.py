"""Moving sliders and the canvas: a large picture small first, nothing painted over, errors said."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from studio.core.commands.layers import SetProperty
from studio.core.commands.paint import Paint
from studio.core.composite import flatten
from studio.core.document import Part, Target
from studio.core.geometry import Rect
from studio.core.layers import PixelLayer
from studio.engine.job import Job, State
from studio.families.tasks import Edit, Task
from studio.session import Session, retouch
from studio.session.retouch import Subject
from studio.ui.desk import Desk
from studio.ui.panels.faces import touch
from studio.ui.panels.faces.panel import FacesPanel


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures of more than 300 pixels are large."""
    monkeypatch.setattr(retouch, "QUICK", 300)


def asked_with(panel: FacesPanel, value: float) -> None:
    panel.touch.ask({"sliders": {"light": value}, "feather": 0}, "Light")


@pytest.mark.usefixtures("small")
def test_a_large_picture_is_edited_small_first_and_whole_at_rest(
    panel: FacesPanel, session: Session, asked: list[Task], qtbot: QtBot
) -> None:
    before = flatten(session.document)
    asked_with(panel, 30)
    qtbot.waitUntil(lambda: not panel.touch.busy)
    sizes = [one.picture.shape[:2] for one in asked if isinstance(one, Edit)]
    assert sizes == [(14, 21), (40, 60)]
    assert (flatten(session.document)[..., 0].astype(int) - before[..., 0] == 30).all()
    assert len(session.document.history.done) == 1


@pytest.mark.usefixtures("small")
def test_what_is_painted_on_the_layer_meanwhile_is_not_lost(
    panel: FacesPanel, session: Session, desk: Desk, qtbot: QtBot
) -> None:
    document = session.document
    painted: list[int] = []

    def paint(subject: Subject) -> None:
        """Between the small picture and the whole one."""
        if painted:
            return
        layer = document.layer(subject.layer)
        assert isinstance(layer, PixelLayer)
        area = Rect(0, 0, 5, 5)
        changes = layer.pixels.planned(area, np.full((5, 5, 4), 255, np.uint8))
        document.do(Paint("Dot", Target(Part.PIXELS, layer.id), changes, area))
        painted.append(layer.id)

    panel.touch.laid.connect(paint)
    asked_with(panel, 30)
    qtbot.waitUntil(lambda: bool(painted) and not panel.touch.busy)
    assert (flatten(document)[:5, :5] == 255).all()


def test_a_stale_job_that_would_take_long_is_cancelled_and_the_newest_values_win(
    panel: FacesPanel, session: Session, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(touch, "PATIENCE", -1.0)
    jobs: list[Job] = []
    panel.touch.stirred.connect(lambda: jobs.append(panel.touch.job) if panel.touch.job else None)
    for value in (10, 20, 30):
        asked_with(panel, value)
    qtbot.waitUntil(lambda: not panel.touch.busy)
    states = {id(job): job.state for job in jobs}
    assert list(states.values()).count(State.CANCELLED) == 1, "the one under way; those that waited never began"
    assert len(states) == 2
    layer = session.document.root.children[1]
    assert layer.origin is not None
    assert layer.origin["sliders"] == {"light": 30}


def test_what_cannot_be_done_is_said_and_the_next_move_works(
    panel: FacesPanel, session: Session, qtbot: QtBot
) -> None:
    document = session.document
    asked_with(panel, 30)
    qtbot.waitUntil(lambda: not panel.touch.busy)
    layer = document.root.children[1]
    document.do(SetProperty(layer.id, "locked", True))
    asked_with(panel, 60)
    qtbot.waitUntil(lambda: panel.notice.isVisible())
    assert "locked" in panel.notice.text()
    document.do(SetProperty(layer.id, "locked", False))
    asked_with(panel, 60)
    qtbot.waitUntil(lambda: not panel.touch.busy)
    assert layer.origin is not None
    assert layer.origin["sliders"] == {"light": 60}


def test_cancelling_stops_and_keeps_what_is_there(
    panel: FacesPanel, session: Session, desk: Desk, qtbot: QtBot
) -> None:
    desk.engine.paused = True
    asked_with(panel, 30)
    assert panel.touch.busy
    job = panel.touch.job
    assert job is not None
    qtbot.mouseClick(panel.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: job.state.over and not panel.touch.busy)
    assert job.state in (State.CANCELLED, State.DONE)
    assert len(session.document.root.children) <= 2


def test_a_closed_picture_takes_its_wishes_with_it(
    panel: FacesPanel, session: Session, desk: Desk, qtbot: QtBot
) -> None:
    asked_with(panel, 30)
    desk.close(session)
    qtbot.waitUntil(lambda: not panel.touch.busy)
    assert len(session.document.root.children) == 1
