"""The Layers panel: how the chosen layers join, the list of all, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.core.commands.layers import SetProperty
from studio.core.document import Change
from studio.core.fields import Range
from studio.core.layers import Layer, Mode
from studio.ui.panels.layers import deeds
from studio.ui.panels.layers.menu import menu_of
from studio.ui.panels.layers.view import LayerList
from studio.ui.widgets.buttons import IconButton
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.hairline import Hairline
from studio.ui.widgets.number_field import NumberField
from studio.ui.widgets.slider import Slider

if TYPE_CHECKING:
    from studio.ui.desk import Desk

PERCENT = Range(0, 100, 1, "%")


class LayersPanel(QWidget):
    """Follows the document in front."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._leave: list[Callable[[], None]] = []
        self.list = LayerList(desk, self.edits_mask)
        self.mode = Combo([(mode, mode.label) for mode in Mode])
        self.mode.setAccessibleName("Blend mode")
        self.mode.setToolTip("How the layer joins what lies below it")
        self.opacity = Slider(PERCENT, value=100)
        self.number = NumberField(PERCENT, 100)
        for part in (self.opacity, self.number):
            part.setAccessibleName("Opacity")
            part.setToolTip("How strongly the layer covers what lies below it")
        self.empty = QLabel("No layers yet. Add one with the plus below, or open a picture.")
        self.buttons: dict[str, IconButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._joining())
        column.addWidget(self.list, 1)
        column.addWidget(self._calm(self.empty), 1)
        column.addWidget(Hairline())
        column.addLayout(self._foot())
        self.mode.changed.connect(self._set_mode)
        self.opacity.changed.connect(self._set_opacity)
        self.number.changed.connect(self._set_opacity)
        self.opacity.installEventFilter(self)
        self.list.asked.connect(self._ask)
        self.list.masking.connect(self._edit_mask)
        self.list.outlined.connect(lambda layer: self.list.attempt(lambda document: deeds.outline(document, layer)))
        desk.switched.connect(self._switched)
        self._switched()

    def _joining(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        self.mode.setFixedWidth(124)
        label = QLabel("Opacity")
        label.setProperty("tone", "2")
        label.setBuddy(self.number)
        row.addWidget(self.mode)
        row.addWidget(label)
        row.addWidget(self.opacity, 1)
        row.addWidget(self.number)
        return row

    def _calm(self, label: QLabel) -> QLabel:
        label.setProperty("tone", "3")
        label.setWordWrap(True)
        label.setContentsMargins(12, 8, 12, 8)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        return label

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        for name, icon, tip, deed in (
            ("layer", "plus", "New layer", deeds.new_layer),
            ("group", "folder-plus", "New group, around the layers that are chosen", deeds.new_group),
            ("mask", "circle-half-tilt", "Layer mask from the selection, or white", deeds.add_mask),
            ("duplicate", "copy", "Duplicate", deeds.duplicate),
            ("delete", "trash", "Delete  (Del)", deeds.delete),
        ):
            button = IconButton(icon, tip)
            button.clicked.connect(lambda *_, deed=deed: self.list.attempt(deed))
            self.buttons[name] = button
            if name == "delete":
                row.addStretch(1)
            row.addWidget(button)
        return row

    # Following

    def _switched(self) -> None:
        for leave in self._leave:
            leave()
        document = self._desk.document
        self._leave = [
            document.changed.connect(self._changed), document.activated.connect(self._follow)] if document else []
        self.list.show_document(document)
        self._follow()

    def _changed(self, change: Change) -> None:
        if change.tree or change.size:
            self._follow()

    def _follow(self) -> None:
        """Shows how the active layer joins; without one there is nothing to set."""
        document = self._desk.document
        layer = document.active_layer if document else None
        for part in (self.mode, self.opacity, self.number, *(self.buttons[name] for name in
                                                            ("mask", "duplicate", "delete"))):
            part.setEnabled(layer is not None)
        for name in ("layer", "group"):
            self.buttons[name].setEnabled(document is not None)
        bare = document is None or not document.root.children
        self.empty.setVisible(bare)
        self.list.setVisible(not bare)
        if layer is not None:
            self.mode.set_value(layer.mode)
            self.opacity.set_value(round(layer.opacity * 100))
            self.number.set_value(round(layer.opacity * 100))

    # Changing

    def _set_mode(self, mode: object) -> None:
        self.list.attempt(lambda document: document.do(SetProperty(document.chosen, "mode", mode)))
        self._follow()

    def _set_opacity(self, percent: float) -> None:
        self.list.attempt(lambda document: document.do(SetProperty(document.chosen, "opacity", percent / 100)))
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """One pull at the slider is one step of undo, the next pull another."""
        if event.type() in (QEvent.Type.MouseButtonRelease, QEvent.Type.FocusOut) and self._desk.document is not None:
            self._desk.document.history.seal()
        return super().eventFilter(watched, event)

    def edits_mask(self, layer: Layer) -> bool:
        """Whether the mask brush works on this layer's mask rather than on the document's."""
        document = self._desk.document
        masked = self._desk.setting.extra.get("layer_mask")
        return document is not None and layer.mask is not None and masked == layer.id == document.active

    def _edit_mask(self, layer: int) -> None:
        self._desk.setting.extra["layer_mask"] = layer
        if layer and "mask_brush" in self._desk.tools:
            self._desk.choose_tool("mask_brush")
        self.list.viewport().update()

    def _ask(self, at: QPoint) -> None:
        document = self._desk.document
        if document is not None:
            menu = menu_of(self._desk, document, self.list)
            menu.exec(at)
            menu.deleteLater()
