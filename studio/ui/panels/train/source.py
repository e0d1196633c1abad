"""Where a training's pictures come from: a folder that is chosen or dropped, or a world that the studio draws."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from studio.core.errors import PentimentoError
from studio.training.kind import Kind
from studio.ui import dialogs, icons
from studio.ui.background import in_background
from studio.ui.panels.train.survey import Survey, shape_said, small, survey
from studio.ui.panels.train.words import spaced
from studio.ui.theme import colour, font
from studio.ui.widgets.buttons import Button, IconButton
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.segmented import Segmented

THUMB, GAP = 56, 6


class Thumbs(QWidget):
    """A row of small pictures, as many as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._found: Survey | None = None
        self.setFixedHeight(THUMB)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Some of the pictures")

    def show_all(self, found: Survey | None) -> None:
        self._found = found
        self.setVisible(found is not None and bool(found.thumbs))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number, image in enumerate(self._found.thumbs if self._found else ()):
            box, shape = QRectF(number * (THUMB + GAP), 0, THUMB, THUMB), QPainterPath()
            if box.right() > self.width():
                break
            shape.addRoundedRect(box, 4, 4)
            painter.save()
            painter.setClipPath(shape)
            painter.drawImage(box, image)
            painter.restore()
        painter.end()


class FolderDrop(QWidget):
    """A field to drop a folder on, or to choose one; then what lies in it. `changed` when there is another."""

    changed = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.found: Survey | None = None
        self.problem = ""
        self._side = 0
        self._over = False
        self.setAcceptDrops(True)
        self.setMinimumHeight(124)
        self.title = QLabel(title)
        self.title.setFont(font(12, 600))
        self.line = QLabel()
        self.line.setProperty("tone", "2")
        self.line.setWordWrap(True)
        self.warning = QLabel()
        self.warning.setWordWrap(True)
        self.thumbs = Thumbs()
        self.choose = Button("Choose a folder…", "folder-open")
        self.clear = IconButton("x", "Take another folder", 24, icon_size=12)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.title, 1)
        top.addWidget(self.clear)
        top.addWidget(self.choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.line)
        column.addWidget(self.thumbs)
        column.addWidget(self.warning)
        column.addStretch(1)
        self._plain_title = title
        self.choose.clicked.connect(self._ask)
        self.clear.clicked.connect(lambda: self.take(None))
        self._tell()

    def _ask(self) -> None:
        found = dialogs.which_folder(self, "A folder of pictures to learn from")
        if found is not None:
            self.take(found)

    def take(self, path: Path | None) -> None:
        """Looks through a folder on another thread, however many files it holds."""
        self.path, self.found, self.problem = path, None, ""
        self._tell()
        self.changed.emit()
        if path is not None:
            in_background(lambda: survey(path, lambda: self.path is path),
                          lambda found: self._looked(path, found), lambda error: self._refused(path, error))

    def _looked(self, path: Path, found: Survey | None) -> None:
        if self.path is path and found is not None:
            self.found = found
            self._tell()
            self.changed.emit()

    def _refused(self, path: Path, error: PentimentoError) -> None:
        if self.path is path:
            self.problem = str(error)
            self._tell()
            self.changed.emit()

    def learn_at(self, size: int) -> None:
        """At how many pixels a side the pictures will be learned, 0 for no size: small ones are warned of."""
        if size != self._side:
            self._side = size
            self._tell()

    def _tell(self) -> None:
        found = self.found
        self.clear.setVisible(self.path is not None)
        self.choose.setVisible(self.path is None)
        self.title.setText(self.path.name or str(self.path) if self.path else self._plain_title)
        self.title.setToolTip(str(self.path) if self.path else "")
        self.thumbs.show_all(found)
        warnings: tuple[str, ...] = ()
        if self.path is None:
            said = "Drop a folder here, or choose one. Folders inside it count too; broken pictures are left out."
        elif self.problem:
            said = ""
            warnings = (self.problem,)
        elif found is None:
            said = "Looking through the folder …"
        elif found.renders:
            said = "Renders of a world: they are read as they lie there."
        else:
            held = "1 picture" if found.count == 1 else f"{spaced(found.count)} pictures"
            said = f"{held}. {shape_said(found)}".strip()
            warnings = (*found.warnings, small(found, self._side) if self._side else "")
        self.line.setText(said)
        self.line.setVisible(bool(said))
        self.warning.setText("\n".join(one for one in warnings if one))
        self.warning.setVisible(bool(self.warning.text()))
        self.warning.setStyleSheet(f"color: {colour('bad' if self.problem else 'accent_text').name()}")
        self.setAccessibleName(f"{self.title.text()}. {said} {self.warning.text()}")
        self.update()

    def restyle(self) -> None:
        """The theme is another."""
        self._tell()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if folder_in(event) is not None:
            event.acceptProposedAction()
            self._over = True
            self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        path = folder_in(event)
        if path is not None:
            event.acceptProposedAction()
            self.take(path)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dashed = self.path is None
        pen = QPen(colour("accent" if self._over else "border"), 1)
        if dashed:
            pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.setBrush(colour("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if dashed:
            icons.draw(painter, "image-square", QRectF(16, self.height() - 42, 24, 24), colour("text3"))
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(400, max(124, super().sizeHint().height()))


def folder_in(event: QDropEvent) -> Path | None:
    """The folder that is dragged, or the one that dragged files lie in."""
    for url in event.mimeData().urls():
        path = Path(url.toLocalFile()) if url.isLocalFile() else None
        if path is not None and path.exists():
            return path if path.is_dir() else path.parent
    return None


class Source(QWidget):
    """Pictures of one's own (two folders where a training goes between two kinds), or drawn ones."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: Kind | None = None
        self.which = Segmented([("own", "My pictures", "folder-open"), ("drawn", "Drawn by the studio", "palette")])
        self.which.setAccessibleName("Which pictures")
        self.which.setToolTip("Pictures of your own, or pictures that the studio draws to learn from")
        self.first, self.second = FolderDrop("Your pictures"), FolderDrop("What they shall turn into")
        self.world = Combo()
        self.world.setAccessibleName("Which drawn pictures")
        self.world.setToolTip("Which pictures the studio draws to learn from")
        self.world.setFixedWidth(220)
        self.about = QLabel("Nobody’s rights are in them: the studio draws them itself, once, before it begins.")
        self.about.setProperty("tone", "3")
        self.about.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.which)
        head.addWidget(self.world)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.first)
        column.addWidget(self.second)
        column.addWidget(self.about)
        self.which.changed.connect(lambda _: self._fit())
        self.world.changed.connect(lambda _: self.changed.emit())
        self.first.changed.connect(self.changed)
        self.second.changed.connect(self.changed)

    def show_kind(self, kind: Kind) -> None:
        self._kind = kind
        self.world.set_items([(name, name.capitalize()) for name in kind.worlds])
        if not kind.worlds:
            self.which.set_value("own")
        if not kind.folder:
            self.which.set_value("drawn")
        self._fit()

    @property
    def own(self) -> bool:
        return self.which.value() == "own"

    def _fit(self) -> None:
        kind = self._kind
        if kind is None:
            return
        self.which.part("own").setEnabled(kind.folder)
        self.which.part("drawn").setEnabled(bool(kind.worlds))
        self.first.setVisible(self.own)
        self.second.setVisible(self.own and kind.domains > 1)
        self.world.setVisible(not self.own)
        self.about.setVisible(not self.own)
        self.changed.emit()

    def take(self, path: Path) -> None:
        """A folder of one's own, wherever it was dropped; nothing for a kind that learns from drawn pictures alone."""
        if self._kind is not None and self._kind.folder:
            self.which.set_value("own")
            self._fit()
            self.first.take(path)

    def values(self) -> dict[str, str]:
        """world, data and other, as a request has them."""
        if not self.own:
            return {"world": str(self.world.value() or ""), "data": "", "other": ""}
        other = self.second.path if self._kind and self._kind.domains > 1 else None
        return {"world": "", "data": str(self.first.path or ""), "other": str(other or "")}

    def lacking(self) -> str:
        """What must be done before it can begin, in a sentence; empty when all is there."""
        if not self.own:
            return ""
        asked = [self.first, self.second] if self._kind and self._kind.domains > 1 else [self.first]
        for one in asked:
            if one.path is None:
                return "Choose a folder of pictures first." if one is self.first else "Choose the second folder too."
            if one.problem:
                return one.problem
        return ""

    def learn_at(self, size: int) -> None:
        for one in (self.first, self.second):
            one.learn_at(size)

    def restyle(self) -> None:
        for one in (self.first, self.second):
            one.restyle()
