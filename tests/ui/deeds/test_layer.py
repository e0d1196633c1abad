"""Layers by their actions."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from studio.core.document import Document
from studio.core.layers import Group, Mode
from studio.ui.window import Window


def run(window: Window, *ids: str) -> None:
    for id in ids:
        window.desk.actions.refresh()
        assert window.desk.actions[id].isEnabled(), id
        window.desk.actions.run(id)


def names(document: Document) -> list[str]:
    return [layer.name for layer in document.root.children]


def test_a_new_layer_stands_above_the_active_one(window: Window, opened: Document) -> None:
    run(window, "layer.new")
    assert names(opened) == ["Background", "Layer 1"]
    opened.activate(opened.root.children[0].id)
    run(window, "layer.new_group")
    assert names(opened) == ["Background", "Group 1", "Layer 1"]


def test_layers_rise_and_sink_and_stop_at_the_ends(window: Window, opened: Document) -> None:
    run(window, "layer.new", "layer.lower")
    assert names(opened) == ["Layer 1", "Background"]
    run(window, "layer.lower", "layer.raise")
    assert names(opened) == ["Background", "Layer 1"]
    run(window, "layer.raise")
    assert names(opened) == ["Background", "Layer 1"], "at the top it stays"


def test_grouping_duplicating_merging(window: Window, opened: Document) -> None:
    run(window, "layer.duplicate", "layer.group")
    assert isinstance(opened.root.children[-1], Group)
    run(window, "layer.ungroup")
    assert len(opened.root.children) == 2
    opened.activate(opened.root.children[-1].id)
    run(window, "layer.merge_down")
    assert len(opened.root.children) == 1
    run(window, "layer.duplicate", "layer.merge_visible", "layer.duplicate", "layer.flatten")
    assert len(opened.root.children) == 1
    run(window, "layer.duplicate", "layer.delete")
    assert len(opened.root.children) == 1
    while opened.undo():
        pass
    assert names(opened) == ["Background"]


def test_masks_come_and_go(window: Window, opened: Document) -> None:
    layer = opened.active_layer
    assert layer is not None
    run(window, "layer.mask_all")
    assert layer.mask is not None
    window.desk.actions.refresh()
    assert not window.desk.actions["layer.mask_all"].isEnabled()
    run(window, "layer.mask_delete")
    assert layer.mask is None
    run(window, "select.all", "mask.from_selection", "layer.mask_from_mask", "layer.mask_apply")
    assert layer.mask is None


@pytest.mark.parametrize(("id", "name"), [("layer.visible", "visible"), ("layer.alpha_locked", "alpha_locked")])
def test_properties_turn(window: Window, opened: Document, id: str, name: str) -> None:
    layer = opened.active_layer
    before = getattr(layer, name)
    run(window, id)
    assert getattr(layer, name) is not before
    run(window, id)
    assert getattr(layer, name) is before


def test_a_locked_layer_can_be_unlocked_again(window: Window, opened: Document) -> None:
    layer = opened.active_layer
    assert layer is not None
    run(window, "layer.locked")
    assert layer.locked
    run(window, "layer.locked")
    assert not layer.locked


def test_every_blend_mode_has_its_action(window: Window, opened: Document) -> None:
    layer = opened.active_layer
    assert layer is not None
    for mode in Mode:
        run(window, f"layer.mode.{mode.value.removeprefix('svg:')}")
        assert layer.mode is mode
    QApplication.processEvents()
