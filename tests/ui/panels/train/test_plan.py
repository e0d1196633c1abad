"""The settings beside a new training: each kind's own form, a name that follows, and limits."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.training.kind import kind_named
from studio.ui.panels.train.plan import Plan


@pytest.fixture
def plan(qtbot: QtBot, dressed: QApplication) -> Plan:
    made = Plan()
    qtbot.addWidget(made)
    made.resize(340, 800)
    made.show()
    made.show_kind(kind_named("vae"))
    return made


SOURCE = {"world": "", "data": "/pictures/cats", "other": ""}


def test_each_kind_keeps_its_own_settings(plan: Plan) -> None:
    plan.form.set_value({"latent": 7})
    plan.show_kind(kind_named("dcgan"))
    assert "latent" not in plan.form.value()
    plan.show_kind(kind_named("vae"))
    assert plan.form.value()["latent"] == 7
    assert plan.form.isVisible()
    assert plan.heading.text() == kind_named("vae").title
    assert plan.side == 128


def test_a_name_is_proposed_until_one_is_given(plan: Plan) -> None:
    plan.propose("/pictures/My cats")
    assert plan.limits.value()["name"] == "vae-my-cats"
    field = plan.limits.controls["name"]
    assert isinstance(field, QWidget)
    QTest.keyClicks(field, "2")
    plan.propose("/pictures/dogs")
    assert plan.limits.value()["name"] == "vae-my-cats2"
    plan.begun()
    plan.propose("/pictures/dogs")
    assert plan.limits.value()["name"] == "vae-dogs"


def test_the_request_has_all_that_was_chosen_as_plain_values(plan: Plan) -> None:
    plan.show_kind(kind_named("dcgan"))
    plan.propose("cats")
    plan.form.set_value({"size": 32, "loss": "saturating"})
    plan.limits.set_value({"minutes": 5, "every": 50})
    request, name = plan.request(SOURCE)
    assert name == "dcgan-cats"
    assert (request.kind, request.data, request.minutes, request.every) == ("dcgan", "/pictures/cats", 5.0, 50)
    assert request.settings["size"] == 32
    assert request.settings["loss"] == "saturating"
