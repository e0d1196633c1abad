"""Bad files, wrong masks and disks that refuse, as the artist meets them in the window: told, and nothing lost."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from studio.core.commands.selection import SetMask
from studio.core.composite import composite
from studio.core.document import Document
from studio.core.layers import PixelLayer
from studio.core.tiles import Tiles
from studio.families.diffusion.tiny import write
from studio.formats.files import open_document, open_flat
from studio.ui import dialogs
from studio.ui.background import busy
from studio.ui.dialogs import Answer
from studio.ui.panels.generate.panel import GeneratePanel
from studio.ui.window import Window

COLOURS = np.random.default_rng(3).integers(0, 256, (24, 32, 3), np.uint8)


def done(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)


@contextmanager
def full_disk(size: int = 2**20) -> Iterator[None]:
    """No file may grow beyond `size` bytes: the system refuses as it does when a disk is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def barred(folder: Path) -> Iterator[None]:
    """The folder can only be read, also where the tests run as root."""
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)


@pytest.fixture
def large(window: Window) -> Document:
    """A document in front whose file is larger than a megabyte."""
    document = Document((640, 640), name="Noise")
    pixels = np.random.default_rng(0).integers(0, 256, (640, 640, 4), np.uint8)
    pixels[..., 3] = 255
    document.root.children.append(PixelLayer("Background", pixels=Tiles.of(pixels)))
    window.filing.start(document)
    return document


def change(document: Document) -> None:
    document.do(SetMask(np.full((8, 8), 255, np.uint8)))


# Opening


def make(kind: str, path: Path) -> None:
    picture = Image.fromarray(COLOURS)
    if kind == "cut.png":
        picture.save(path)
        path.write_bytes(path.read_bytes()[:-40])
    elif kind == "letter.png":
        path.write_text("Dear reader, …")
    elif kind == "wrong.ora":
        path.write_bytes(b"PK\3\4 and then something else")
    elif kind == "sky.gif":
        path.write_bytes(b"GIF89a" + b"\xff\xff\xff\xff\0\0\0;")


@pytest.mark.parametrize("kind", ["cut.png", "letter.png", "wrong.ora", "sky.gif", "gone.png"])
@pytest.mark.parametrize("way", ["opened", "dropped on a picture"])
def test_what_is_no_picture_is_told_of_and_the_desk_stays_as_it_is(kind: str, way: str, window: Window,
                                                                  opened: Document, tmp_path: Path,
                                                                  qtbot: QtBot) -> None:
    make(kind, tmp_path / kind)
    before = composite(opened, opened.canvas)
    if way == "opened":
        window.open(tmp_path / kind)
    else:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / kind))])
        window.intake.drop(data, onto=True)
    done(qtbot)
    assert window.notice.isVisible()
    assert window.notice.kind == "error"
    assert kind in window.notice.text()
    assert [session.document for session in window.desk.sessions] == [opened]
    assert np.array_equal(composite(opened, opened.canvas), before)
    assert not opened.modified


@pytest.mark.parametrize("mode", ["CMYK", "P", "1", "I;16", "LA"])
def test_unusual_kinds_of_pictures_open(mode: str, window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    if mode == "I;16":
        picture = Image.fromarray(np.arange(24 * 32, dtype=np.uint16).reshape(24, 32) * 80)
    else:
        picture = Image.fromarray(COLOURS).convert(mode)
    path = tmp_path / "odd.tif"
    picture.save(path)
    window.open(path)
    qtbot.waitUntil(lambda: window.desk.document is not None, timeout=20_000)
    done(qtbot)
    document = window.desk.document
    assert document is not None
    assert document.depth == (16 if mode == "I;16" else 8)
    assert np.array_equal(composite(document, document.canvas), open_flat(path).picture)


@pytest.mark.parametrize("way", ["opened", "dropped on a picture"])
def test_of_an_animation_the_artist_is_told_that_the_first_picture_came(way: str, window: Window, opened: Document,
                                                                        tmp_path: Path, qtbot: QtBot) -> None:
    frames = [Image.fromarray(np.full((24, 32, 3), value, np.uint8)) for value in (40, 120, 200)]
    path = tmp_path / "wave.gif"
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=80)
    if way == "opened":
        window.open(path)
    else:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        window.intake.drop(data, onto=True)
    done(qtbot)
    assert "wave.gif holds 3 pictures (an animation or pages): the first was opened." in window.notice.text()
    assert window.notice.kind == "info"


# Filling


def test_an_empty_mask_is_told_where_the_button_is(window: Window, opened: Document) -> None:
    window.show_workspace("paint")
    panel = window.findChild(GeneratePanel)
    assert panel is not None
    panel.choose("fill")
    assert panel.run() is None
    assert panel.page is not None
    assert panel.page.notice.text().startswith("Paint a mask first: nothing is marked for the model to fill.")
    assert window.desk.engine.jobs == ()
    assert not opened.modified


def test_a_model_folder_with_a_missing_part_is_listed_with_what_is_missing(window: Window, opened: Document,
                                                                          tmp_path: Path,
                                                                          elsewhere: ProcessPoolExecutor) -> None:
    folder = elsewhere.submit(write, tmp_path / "tiny").result()
    for file in (folder / "vae").iterdir():
        file.unlink()
    library = window.desk.library
    library.roots = (tmp_path,)
    window.show_workspace("paint")
    library.take(library.scan())
    panel = window.findChild(GeneratePanel)
    assert panel is not None
    panel.choose("generate", {"model": "tiny", "prompt": "a lake"})
    assert panel.run() is None
    assert panel.page is not None
    said = panel.page.notice.text()
    assert "tiny cannot be used." in said
    assert "vae" in said


# Saving


def test_a_full_disk_keeps_the_old_file_and_the_work_and_offers_another_place(
    window: Window, large: Document, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, other = tmp_path / "noise.ora", tmp_path / "elsewhere.ora"
    path.write_bytes(b"what was there before")
    large.path = path
    change(large)
    with full_disk(), qtbot.waitSignal(window.filing.settled, timeout=20_000):
        window.desk.actions.run("file.save")
    assert path.read_bytes() == b"what was there before"
    assert large.modified
    assert window.notice.kind == "error"
    assert "noise.ora could not be saved" in window.notice.text()
    assert "Nothing is lost: choose another place" in window.notice.text()
    assert window.notice.way.isVisible()

    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(other), "")))
    with qtbot.waitSignal(window.filing.settled, timeout=20_000):
        window.notice.way.click()
    assert not large.modified
    assert large.path == other
    again = open_document(other)
    assert np.array_equal(composite(again, again.canvas), composite(large, large.canvas))
    assert not window.notice.way.isVisible()
    done(qtbot)


def test_a_folder_that_can_only_be_read_keeps_the_old_file_and_the_work(
    window: Window, large: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    large.path = folder / "noise.ora"
    change(large)
    with qtbot.waitSignal(window.filing.settled, timeout=20_000):
        window.desk.actions.run("file.save")
    done(qtbot)
    before = large.path.read_bytes()
    change(large)
    large.do(SetMask(np.full((9, 9), 255, np.uint8)))
    with barred(folder), qtbot.waitSignal(window.filing.settled, timeout=20_000):
        window.desk.actions.run("file.save")
    assert large.path.read_bytes() == before
    assert large.modified
    assert "noise.ora could not be saved: you may not write there." in window.notice.text()
    assert window.notice.way.isVisible()


def test_a_failed_export_offers_another_place_too(window: Window, large: Document, tmp_path: Path, qtbot: QtBot,
                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    places = iter([tmp_path / "one.png", tmp_path / "two.png"])
    monkeypatch.setattr(dialogs, "where_to_save", lambda *_, **__: next(places))
    with full_disk(), qtbot.waitSignal(window.filing.settled, timeout=20_000):
        window.desk.actions.run("file.export")
    assert not (tmp_path / "one.png").exists()
    with qtbot.waitSignal(window.filing.settled, timeout=20_000):
        window.notice.way.click()
    assert np.array_equal(open_flat(tmp_path / "two.png").picture, composite(large, large.canvas))


def test_a_save_that_fails_while_closing_leaves_the_picture_open(
    window: Window, large: Document, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    large.path = tmp_path / "noise.ora"
    change(large)

    def save(question: dialogs.ClosingQuestion) -> int:
        question.answer = Answer.SAVE
        return 1

    monkeypatch.setattr(dialogs.ClosingQuestion, "exec", save)
    with full_disk(), qtbot.waitSignal(window.filing.settled, timeout=20_000):
        window.close()
    assert window.isVisible()
    assert window.desk.document is large
    assert large.modified
    other = tmp_path / "elsewhere.ora"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(other), "")))
    window.notice.way.click()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    assert other.exists()
