"""The start page: tasks that work, recent work, new pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from studio.ui.background import busy
from studio.ui.desk import Desk
from studio.ui.recents import Recents
from studio.ui.samples import SAMPLES
from studio.ui.start import StartPage, short


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> StartPage:
    made = StartPage(desk, Recents(desk.settings))
    qtbot.addWidget(made)
    made.resize(1600, 934)
    made.show()
    return made


def test_only_tasks_with_a_model_have_a_card(page: StartPage, desk: Desk) -> None:
    assert set(page.cards) == {"fill", "remove", "extend", "enlarge"}
    assert not desk.library.for_task("generate")


def test_the_photographs_come_after_the_page(page: StartPage, qtbot: QtBot) -> None:
    card = page.cards["fill"]
    before = card.grab().toImage()
    page.load_pictures()
    qtbot.waitUntil(lambda: not busy(), timeout=10_000)
    assert card.grab().toImage() != before


def test_a_card_that_comes_when_models_are_found_gets_its_picture_too(
    page: StartPage, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.load_pictures()
    monkeypatch.setattr(desk.library, "default", lambda verb: verb)
    desk.library.changed.emit()
    qtbot.waitUntil(lambda: not busy(), timeout=10_000)
    assert set(page.cards) == {one.id for one in SAMPLES}
    assert not [id for id, card in page.cards.items() if card._image.isNull()]


def test_everything_on_it_says_what_is_wanted(page: StartPage, qtbot: QtBot) -> None:
    heard: list[object] = []
    page.sample_asked.connect(heard.append)
    page.new_at.connect(lambda width, height: heard.append((width, height)))
    page.new_asked.connect(lambda: heard.append("new"))
    page.open_asked.connect(lambda: heard.append("open"))
    page.clipboard_asked.connect(lambda: heard.append("clipboard"))
    for widget in (page.cards["remove"], page.side.sizes[1], page.side.new, page.side.open, page.side.clipboard):
        qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
    assert heard == ["remove", (768, 512), "new", "open", "clipboard"]


def test_recent_work_comes_and_goes(page: StartPage, desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    assert page.recent_heading.isHidden()
    recents = page._recents
    for number in range(8):
        path = tmp_path / f"{number}.png"
        path.write_bytes(b"x")
        recents.note(path, 1)
    assert len(page.recent_cards) == 6
    assert page.show_all.isVisible()
    heard: list[str] = []
    page.file_asked.connect(heard.append)
    qtbot.mouseClick(page.recent_cards[0], Qt.MouseButton.LeftButton)
    assert heard == [str((tmp_path / "7.png").resolve())]
    page.show_all.click()
    assert len(page.recent_cards) == 8
    assert not page.cards["fill"].isVisible()
    page.side.try_it.click()
    assert page.cards["fill"].isVisible()
    page.resize(1280, 734)
    assert len(page.recent_cards) == 3


def test_sizes_are_those_of_the_look(page: StartPage) -> None:
    assert page.side.width() == 265
    assert page.cards["fill"].width() == pytest.approx(408, abs=1)
    page.resize(1280, 734)
    page.layout().activate()
    assert page.side.width() == 233
    assert page.cards["fill"].width() == pytest.approx(316, abs=2)


def test_the_card_of_the_models_follows_the_switch(page: StartPage, desk: Desk) -> None:
    assert page.side.offline.title.text() == "Offline ready"
    desk.settings.change(offline=False)
    assert page.side.offline.title.text() == "Network allowed"


def test_a_single_recent_picture_is_as_wide_as_a_card_above_it(page: StartPage, tmp_path: Path) -> None:
    path = tmp_path / "lake.png"
    path.write_bytes(b"x")
    page._recents.note(path, 1)
    page.resize(1600, 900)
    page.show()
    page.grab()
    card = next(iter(page.cards.values()))
    assert abs(page.recent_cards[0].width() - card.width()) <= 1


def test_models_of_one_name_are_told_apart_by_their_kind() -> None:
    names = ["Portraits (GAN, 15 sliders)", "Portraits (VAE)", "Larger pictures (SRResNet, ×4)"]
    assert short(names) == ["Portraits (GAN)", "Portraits (VAE)", "Larger pictures"]
