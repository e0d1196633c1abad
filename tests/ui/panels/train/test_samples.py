"""The newest samples are shown as they come; looking back at earlier ones is not disturbed by newer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.core.errors import Unreadable
from studio.ui.background import busy
from studio.ui.panels.train.request import Request
from studio.ui.panels.train.samples import Samples, image_of
from studio.ui.panels.train.training import Training

Write = Callable[[Path, tuple[int, int], int], None]


@pytest.fixture
def training(tmp_path: Path, write: Write) -> Training:
    (tmp_path / "sheets").mkdir()
    for step in (1, 20, 60):
        write(tmp_path / "sheets" / f"{step:08}.png", (60, 30), step)
    return Training(tmp_path, Request("vae"))


@pytest.fixture
def samples(qtbot: QtBot, dressed: QApplication, training: Training) -> Samples:
    made = Samples()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    made.follow(training)
    loaded(made, qtbot)
    return made


def loaded(samples: Samples, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)


def shade(samples: Samples) -> int:
    return samples.sheet.image.pixelColor(5, 25).red()


def test_the_newest_is_shown_as_large_as_four_times(samples: Samples, training: Training, write: Write,
                                                    qtbot: QtBot) -> None:
    assert samples.shown_step == 60
    assert shade(samples) == 60
    place = samples.sheet.place()
    assert (place.width(), place.height()) == (240, 120)
    told: list[int] = []
    samples.stepped.connect(told.append)
    write(training.home / "sheets" / "00000100.png", (60, 30), 100)
    samples.refresh()
    loaded(samples, qtbot)
    assert shade(samples) == 100
    assert told[-1] == 100
    assert "Step 100" in samples.step.text()


def test_looking_back_is_not_disturbed(samples: Samples, training: Training, write: Write, qtbot: QtBot) -> None:
    samples.time.setFocus()
    QTest.keyClick(samples.time, Qt.Key.Key_Left)
    loaded(samples, qtbot)
    assert shade(samples) == 20
    write(training.home / "sheets" / "00000100.png", (60, 30), 100)
    samples.refresh()
    loaded(samples, qtbot)
    assert (samples.shown_step, shade(samples)) == (20, 20)
    samples.last.click()
    loaded(samples, qtbot)
    assert samples.shown_step == 100


def test_pairs_with_the_nearest_pictures_can_be_looked_at(samples: Samples, training: Training, write: Write,
                                                          qtbot: QtBot) -> None:
    assert not samples.kind.isVisible()
    write(training.home / "sheets" / "00000060-nearest.png", (60, 30), 200)
    samples.refresh()
    assert samples.kind.isVisible()
    qtbot.mouseClick(samples.kind.part("nearest"), Qt.MouseButton.LeftButton)
    loaded(samples, qtbot)
    assert shade(samples) == 200
    assert "nearest picture" in samples.caption.text()
    samples.follow(Training(training.home / "none", Request("vae")))
    assert samples.kind.value() == "samples"


def test_without_samples_it_says_so(samples: Samples, tmp_path: Path) -> None:
    samples.follow(Training(tmp_path / "other", Request("vae")))
    assert samples.sheet.image.isNull()
    assert samples.sheet.empty == "There are no samples."
    samples.grab()


def test_a_torn_sheet_leaves_the_last_one(samples: Samples, training: Training, qtbot: QtBot) -> None:
    (training.home / "sheets" / "00000100.png").write_bytes(b"half")
    samples.refresh()
    loaded(samples, qtbot)
    assert shade(samples) == 60
    with pytest.raises(Unreadable):
        image_of(training.home / "sheets" / "00000100.png")
