"""The Jobs panel follows a real engine from waiting to done, and moves, cancels, retries and opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.core.document import Document
from studio.engine.job import Job, State
from studio.families.tasks import Generate
from studio.ui.desk import Desk
from studio.ui.panels.jobs import PANEL
from studio.ui.panels.jobs.panel import JobsPanel

Left, Held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk, document: Document) -> JobsPanel:
    panel = PANEL.make(desk)
    assert isinstance(panel, JobsPanel)
    for widget in (panel, *panel.head_widgets()):
        qtbot.addWidget(widget)
    panel.resize(340, 420)
    panel.show()
    return panel


@pytest.fixture
def ask(desk: Desk) -> Callable[[str], Job]:
    def asked(prompt: str) -> Job:
        assert desk.session is not None
        return desk.session.submit(Generate, {"prompt": prompt, "width": 16, "height": 16})

    return asked


Ask = Callable[[str], Job]


def prompts(panel: JobsPanel) -> list[str]:
    """As they stand in the panel, from above."""
    rows = sorted(panel.rows.values(), key=lambda row: panel.queue.column.indexOf(row))
    return [getattr(row.job.task, "prompt", "") for row in rows]


def test_a_job_runs_before_the_eyes_and_can_be_opened(panel: JobsPanel, ask: Ask, gate: Any, qtbot: QtBot,
                                                      document: Document) -> None:
    gate.shut()
    job = ask("lake")
    row = panel.rows[job.number]
    qtbot.waitUntil(lambda: row.bar.isVisible() and job.preview is not None)
    assert 0.4 < row.bar.fraction == job.fraction < 0.9
    assert row.line.text() == "Step 1 of 2 · preview"
    gate.open()
    qtbot.waitUntil(lambda: job.state is State.DONE)
    assert row.sign.isVisible()
    made = document.active
    document.activate(document.root.children[0].id)
    QTest.mouseClick(row.open, Left)
    assert document.active == made


def test_waiting_jobs_are_put_in_order_by_keys_and_by_hand(panel: JobsPanel, ask: Ask, desk: Desk,
                                                           qtbot: QtBot) -> None:
    desk.engine.paused = True
    first, second, third = ask("one"), ask("two"), ask("three")
    assert prompts(panel) == ["one", "two", "three"]
    QTest.keyClick(panel.rows[third.number], Qt.Key.Key_Up, Held.AltModifier)
    assert prompts(panel) == ["one", "three", "two"]
    QTest.keyClick(panel.rows[first.number], Qt.Key.Key_Down, Held.AltModifier)
    QTest.keyClick(panel.rows[first.number], Qt.Key.Key_Down, Held.AltModifier)
    QTest.keyClick(panel.rows[first.number], Qt.Key.Key_Down, Held.AltModifier)
    assert prompts(panel) == ["three", "two", "one"]
    qtbot.waitUntil(lambda: panel.rows[first.number].y() == 130)
    row = panel.rows[first.number]
    QTest.mousePress(row, Left, Held.NoModifier, QPoint(150, 20))
    QTest.mouseMove(row, QPoint(150, -40))
    QTest.mouseMove(row, QPoint(150, -120))
    assert panel.queue.gap == 0
    QTest.mouseRelease(row, Left, Held.NoModifier, QPoint(150, -120))
    assert prompts(panel) == ["one", "three", "two"]
    assert [job.task.prompt for job in desk.engine.jobs] == ["one", "three", "two"]  # type: ignore[attr-defined]
    assert second.state is State.WAITING


def test_dragging_a_job_to_where_it_is_changes_nothing(panel: JobsPanel, ask: Ask, desk: Desk) -> None:
    desk.engine.paused = True
    for prompt in ("one", "two"):
        ask(prompt)
    row = panel.rows[desk.engine.jobs[0].number]
    QTest.mousePress(row, Left, Held.NoModifier, QPoint(150, 20))
    QTest.mouseMove(row, QPoint(150, 45))
    QTest.mouseRelease(row, Left, Held.NoModifier, QPoint(150, 45))
    assert prompts(panel) == ["one", "two"]


def test_pausing_and_going_on(panel: JobsPanel, ask: Ask, desk: Desk, qtbot: QtBot) -> None:
    QTest.mouseClick(panel.pause, Left)
    assert desk.engine.paused
    job = ask("lake")
    assert panel.rows[job.number].line.text() == "Waiting until the queue goes on"
    assert panel.pause.accessibleName() == "Let the queue go on"
    QTest.mouseClick(panel.pause, Left)
    qtbot.waitUntil(lambda: job.state is State.DONE)


def test_a_failed_job_says_why_and_is_tried_again(panel: JobsPanel, ask: Ask, qtbot: QtBot) -> None:
    job = ask("fail")
    qtbot.waitUntil(lambda: job.state is State.FAILED)
    row = panel.rows[job.number]
    assert row.why.text() == "The brush broke. Take another."
    assert row.sign.isVisible()
    QTest.mouseClick(row.retry, Left)
    qtbot.waitUntil(lambda: job.state is State.FAILED)
    assert len(panel.rows) == 1


def test_cancelling_one_and_all_and_clearing(panel: JobsPanel, ask: Ask, desk: Desk, gate: Any, qtbot: QtBot) -> None:
    gate.shut()
    running, waiting, other = ask("one"), ask("two"), ask("three")
    QTest.mouseClick(panel.rows[waiting.number].close_button, Left)
    assert waiting.state is State.CANCELLED
    assert prompts(panel) == ["one", "three", "two"]
    qtbot.waitUntil(lambda: desk.actions["jobs.cancel_all"].isEnabled())
    desk.actions.run("jobs.cancel_all")
    qtbot.waitUntil(lambda: running.state is State.CANCELLED)
    assert other.state is State.CANCELLED
    QTest.mouseClick(panel.rows[other.number].close_button, Left)
    assert len(panel.rows) == 2
    qtbot.waitUntil(lambda: desk.actions["jobs.clear"].isEnabled())
    desk.actions.run("jobs.clear")
    assert not panel.rows
    assert panel.empty.isVisible()


def test_a_layer_that_is_gone_is_said(panel: JobsPanel, ask: Ask, desk: Desk, document: Document, qtbot: QtBot) -> None:
    job = ask("lake")
    qtbot.waitUntil(lambda: job.state is State.DONE)
    document.undo()
    with qtbot.waitSignal(desk.said) as said:
        panel.open(job)
    assert "no longer" in said.args[0]
    assert desk.session is not None
    desk.close(desk.session)
    with qtbot.waitSignal(desk.said) as said:
        panel.open(job)
    assert "closed" in said.args[0]


def test_the_focus_walks_and_stays_when_a_row_goes(panel: JobsPanel, ask: Ask, desk: Desk, qtbot: QtBot) -> None:
    desk.engine.paused = True
    one, two = ask("one"), ask("two")
    qtbot.waitUntil(panel.rows[two.number].isVisible)
    panel.rows[one.number].setFocus()
    QTest.keyClick(panel.rows[one.number], Qt.Key.Key_Down)
    assert panel.focusWidget() is panel.rows[two.number]
    QTest.keyClick(panel.rows[two.number], Qt.Key.Key_Delete)
    QTest.keyClick(panel.rows[two.number], Qt.Key.Key_Delete)
    assert panel.focusWidget() is panel.rows[one.number]


def test_the_head_has_named_buttons(panel: JobsPanel) -> None:
    for widget in panel.head_widgets():
        assert widget.accessibleName()
        assert widget.toolTip()


def test_a_waiting_job_says_how_long_it_will_take_once_that_is_known(
    panel: JobsPanel, ask: Ask, gate: Any, qtbot: QtBot
) -> None:
    gate.shut()
    first, second = ask("lake"), ask("hill")
    assert panel.rows[second.number].line.text() == "Waiting"
    gate.open()
    qtbot.waitUntil(lambda: second.state is State.DONE)
    gate.shut()
    third, fourth = ask("wood"), ask("town")
    assert panel.rows[fourth.number].line.text() == "Waiting · about 1 s"
    gate.open()
    qtbot.waitUntil(lambda: fourth.state is State.DONE)
    assert first.state is third.state is State.DONE


def test_what_a_panel_asks_for_by_itself_is_not_listed(panel: JobsPanel, ask: Ask, desk: Desk, gate: Any) -> None:
    gate.shut()
    ask("lake")
    desk.engine.submit(Generate(prompt="a look", width=16, height=16), quiet=True)
    panel.refresh()
    assert prompts(panel) == ["lake"]
