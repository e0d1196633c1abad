"""Rows follow the document by changing only what differs."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from studio.core.commands.layers import InsertLayer, MoveLayers, RemoveLayers, SetProperty
from studio.core.document import Document
from studio.core.layers import Group, Mode, PixelLayer
from studio.ui.panels.layers.rows import Rows, rows_of, spoken, summary


@pytest.fixture
def document() -> Document:
    made = Document((64, 64))
    made.root.children = [PixelLayer("Ground"), Group("Trees", children=[PixelLayer("Oak"), PixelLayer("Fir")]),
                          PixelLayer("Sky")]
    return made


@pytest.fixture
def rows(qtmodeltester: ModelTester, document: Document) -> Rows:
    rows = Rows()
    qtmodeltester.check(rows)
    rows.show(document)
    return rows


def names(rows: Rows) -> list[str]:
    return [str(rows.data(rows.index(number))) for number in range(rows.rowCount())]


def test_the_top_layer_comes_first_and_closed_groups_hide_what_they_hold(rows: Rows, document: Document) -> None:
    assert names(rows) == ["Sky", "Trees", "Fir", "Oak", "Ground"]
    assert [rows[number].depth for number in range(5)] == [0, 0, 1, 1, 0]
    document.do(SetProperty(rows[1].layer.id, "expanded", False))
    assert names(rows) == ["Sky", "Trees", "Ground"]


def test_only_rows_that_differ_come_and_go(rows: Rows, document: Document) -> None:
    spans: list[tuple[str, int, int]] = []
    rows.rowsInserted.connect(lambda parent, first, last: spans.append(("in", first, last)))
    rows.rowsRemoved.connect(lambda parent, first, last: spans.append(("out", first, last)))
    document.do(InsertLayer(PixelLayer("Birds"), 0, 2))
    assert spans == [("in", 1, 1)]
    document.do(RemoveLayers(rows[0].layer.id))
    assert spans[1:] == [("out", 0, 0)]
    assert names(rows) == ["Birds", "Trees", "Fir", "Oak", "Ground"]
    document.undo()
    document.undo()
    assert names(rows) == ["Sky", "Trees", "Fir", "Oak", "Ground"]


def test_a_renamed_layer_is_told_once(rows: Rows, document: Document) -> None:
    told: list[int] = []
    rows.dataChanged.connect(lambda first, last: told.append(first.row()))
    document.do(SetProperty(rows[2].layer.id, "name", "Larch"))
    assert told == [2]
    assert names(rows)[2] == "Larch"


def test_moves_keep_model_and_tree_in_step(rows: Rows, document: Document) -> None:
    document.do(MoveLayers(rows[3].layer.id, 0, 0))
    assert names(rows) == ["Sky", "Trees", "Fir", "Ground", "Oak"]
    assert [rows[number].layer for number in range(5)] == [row.layer for row in rows_of(document.root)]


def test_rows_speak(rows: Rows, document: Document) -> None:
    sky = rows[0].layer
    document.do(SetProperty(sky.id, "mode", Mode.MULTIPLY))
    document.do(SetProperty(sky.id, "opacity", 0.64))
    document.do(SetProperty(sky.id, "visible", False))
    assert summary(sky) == "Multiply · 64%"
    assert spoken(rows[0]) == "Sky, layer, Multiply · 64%, hidden"
    assert rows.data(rows.index(0), Qt.ItemDataRole.AccessibleTextRole) == spoken(rows[0])


def test_no_document_means_no_rows(rows: Rows, document: Document, qtbot: QtBot) -> None:
    rows.show(None)
    assert len(rows) == 0
    document.do(InsertLayer(PixelLayer("Birds"), 0, 2))
    assert rows.rowCount() == 0


def test_five_hundred_layers_stay_quick() -> None:
    document = Document((64, 64))
    document.root.children = [PixelLayer(f"Layer {number}") for number in range(500)]
    rows = Rows()
    rows.show(document)
    took = []
    for number in range(5):
        start = time.perf_counter()
        document.changed.emit(SetProperty(document.root.children[number].id, "visible", False).do(document))
        took.append(time.perf_counter() - start)
    assert min(took) < 0.05
