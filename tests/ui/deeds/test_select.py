"""Selection and mask by their actions."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.commands.selection import Select, SetMask
from studio.core.document import Document
from studio.ui.deeds import select
from studio.ui.deeds.select import Amount
from studio.ui.window import Window


def run(window: Window, *ids: str) -> None:
    for id in ids:
        window.desk.actions.refresh()
        assert window.desk.actions[id].isEnabled(), id
        window.desk.actions.run(id)


def selected(document: Document) -> int:
    return 0 if document.selection is None else int(np.count_nonzero(document.selection.read(document.canvas)))


def masked(document: Document) -> int:
    return int(np.count_nonzero(document.mask.read(document.canvas)))


def test_all_none_again_and_the_other_way_round(window: Window, opened: Document) -> None:
    run(window, "select.all")
    assert selected(opened) == 1200
    run(window, "select.none")
    assert opened.selection is None
    run(window, "select.again", "select.invert")
    assert selected(opened) == 0
    run(window, "select.layer")
    assert selected(opened) == 1200


@pytest.mark.parametrize("target", ["select", "mask"])
@pytest.mark.parametrize(("edge", "grows"), [("grow", True), ("shrink", False), ("feather", True), ("border", False)])
def test_edges_change_by_what_was_asked(window: Window, opened: Document, target: str, edge: str, grows: bool,
                                        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(select, "asked", lambda *_: Amount(3))
    block = np.full((14, 14), 255, np.uint8)
    opened.do(Select(block, at=(8, 8)) if target == "select" else SetMask(block, at=(8, 8)))
    count = selected if target == "select" else masked
    before = count(opened)
    run(window, f"{target}.{edge}")
    assert (count(opened) > before) is grows or edge == "border"
    assert count(opened) != before
    assert window.desk.settings.recall(f"edge.{edge}") == 3


def test_mask_and_selection_become_each_other(window: Window, opened: Document) -> None:
    run(window, "select.all", "mask.from_selection", "select.none")
    assert masked(opened) == 1200
    run(window, "mask.to_selection")
    assert selected(opened) == 1200
    run(window, "mask.invert")
    assert masked(opened) == 0
    run(window, "mask.invert", "mask.clear")
    assert masked(opened) == 0
