"""The layers as rows, top layer first, kept in step with the document by changing only what differs."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from studio.core.document import Change, Document
from studio.core.layers import Group, Layer

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class Row(NamedTuple):
    """A layer and how deep it stands in groups (0 = on its own)."""

    layer: Layer
    depth: int


class Facts(NamedTuple):
    """What a row says in words; when it differs from last time, the row is told anew."""

    name: str
    visible: bool
    opacity: float
    mode: object
    locked: bool
    alpha_locked: bool
    masked: bool
    mask_enabled: bool
    expanded: bool
    depth: int


def rows_of(group: Group, depth: int = 0) -> list[Row]:
    """Top to bottom; what lies in a closed group is left out."""
    rows = []
    for layer in reversed(group.children):
        rows.append(Row(layer, depth))
        if isinstance(layer, Group) and layer.expanded:
            rows += rows_of(layer, depth + 1)
    return rows


def facts(row: Row) -> Facts:
    layer = row.layer
    return Facts(layer.name, layer.visible, layer.opacity, layer.mode, layer.locked, layer.alpha_locked,
                 layer.mask is not None, layer.mask_enabled, isinstance(layer, Group) and layer.expanded, row.depth)


def summary(layer: Layer) -> str:
    """The second line: "Multiply · 64%"."""
    return f"{layer.mode.label} · {round(layer.opacity * 100)}%"


def spoken(row: Row) -> str:
    """What a screen reader says of a row."""
    layer = row.layer
    words = [layer.name, "group" if isinstance(layer, Group) else "layer", summary(layer)]
    words += ["generated"] if layer.generated else []
    words += [] if layer.visible else ["hidden"]
    words += ["locked"] if layer.locked else []
    words += ["has a mask" if layer.mask_enabled else "mask switched off"] if layer.mask is not None else []
    if isinstance(layer, Group):
        words.append("open" if layer.expanded else "closed")
    return ", ".join(words)


class Rows(QAbstractListModel):
    """`touched` says that pixels or words may look different; `arranged` that rows came, went or moved."""

    touched = Signal()
    arranged = Signal()
    renamed = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._rows: list[Row] = []
        self._facts: list[Facts] = []
        self._disconnect: Callable[[], None] = lambda: None
        self.changing = False
        """Rows are coming or going: what views then say of the selection is not the artist's word."""

    @property
    def document(self) -> Document | None:
        return self._document

    def show(self, document: Document | None) -> None:
        self._disconnect()
        self.changing = True
        self.beginResetModel()
        self._document = document
        self._rows = rows_of(document.root) if document else []
        self._facts = [facts(row) for row in self._rows]
        self.endResetModel()
        self.changing = False
        self._disconnect = document.changed.connect(self._changed) if document else lambda: None
        self.arranged.emit()

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, number: int) -> Row:
        return self._rows[number]

    def number_of(self, layer: int) -> int | None:
        """In which row the layer with this id stands; None when it is not shown."""
        return next((number for number, row in enumerate(self._rows) if row.layer.id == layer), None)

    def _changed(self, change: Change) -> None:
        if change.tree or change.size:
            self.refresh()

    def refresh(self) -> None:
        """Brings the rows in step: rows that stay are kept, so that scrolling and editing are not disturbed."""
        new = rows_of(self._document.root) if self._document else []
        moved = [row.layer.id for row in new] != [row.layer.id for row in self._rows]
        if moved:
            self.changing = True
            self._replace_middle(new)
            self.changing = False
        self._rows = new
        told, self._facts = self._facts, [facts(row) for row in new]
        for number, now in enumerate(self._facts):
            if number >= len(told) or told[number] != now:
                self.dataChanged.emit(self.index(number), self.index(number))
        if moved:
            self.arranged.emit()
        self.touched.emit()

    def _replace_middle(self, new: list[Row]) -> None:
        """Takes out what differs between the common top and bottom, and puts in what stands there now."""
        old = self._rows
        head = 0
        while head < min(len(old), len(new)) and old[head].layer is new[head].layer:
            head += 1
        tail = 0
        while tail < min(len(old), len(new)) - head and old[-1 - tail].layer is new[-1 - tail].layer:
            tail += 1
        if len(old) - tail > head:
            self.beginRemoveRows(NOWHERE, head, len(old) - tail - 1)
            self._rows = old[:head] + old[len(old) - tail:]
            self.endRemoveRows()
        if len(new) - tail > head:
            self.beginInsertRows(NOWHERE, head, len(new) - tail - 1)
            self._rows = list(new)
            self.endInsertRows()

    # What views ask

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.layer.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        name = str(value).strip()
        layer = self._rows[index.row()].layer
        if name and name != layer.name:
            self.renamed.emit(layer.id, name)
        return bool(name)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
        return usual | Qt.ItemFlag.ItemNeverHasChildren
