"""What a training makes, and how it came to it: the newest samples, and a slider back through time."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from studio.core.errors import PentimentoError, Unreadable
from studio.core.fields import Range
from studio.ui import icons
from studio.ui.background import in_background
from studio.ui.panels.train.training import Training
from studio.ui.panels.train.words import spaced
from studio.ui.theme import colour, font
from studio.ui.widgets.buttons import IconButton
from studio.ui.widgets.hairline import Hairline
from studio.ui.widgets.segmented import Segmented
from studio.ui.widgets.slider import Slider

CAPTION = "Samples, each beside the nearest picture."


class Sheet(QWidget):
    """One picture in the middle, as large as there is room, at most four times its size."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("fill", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.image = QImage()
        self.empty = ""
        self.setAccessibleName("Samples")

    def show_image(self, image: QImage) -> None:
        self.image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.image.isNull():
            icons.draw(painter, "image-square", QRectF(self.width() / 2 - 16, self.height() / 2 - 40, 32, 32),
                       colour("text3"))
            painter.setPen(colour("text3"))
            painter.setFont(font(12))
            painter.drawText(self.rect().adjusted(24, 24, -24, 0), Qt.AlignmentFlag.AlignCenter, self.empty)
            painter.end()
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = self.place()
        path = QPainterPath()
        path.addRoundedRect(place, 4, 4)
        painter.setClipPath(path)
        scale = self.devicePixelRatioF()
        wanted = QSize(round(place.width() * scale), round(place.height() * scale))
        shown = self.image
        if wanted.width() < shown.width():  # drawImage alone drops pixels when it makes smaller
            shown = shown.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio,
                                 Qt.TransformationMode.SmoothTransformation)
        painter.drawImage(place, shown)
        painter.end()

    def place(self) -> QRectF:
        room = QSize(max(1, self.width() - 48), max(1, self.height() - 48))
        whole = self.image.size()
        if whole.isEmpty():
            return QRectF()
        scale = min(room.width() / whole.width(), room.height() / whole.height(), 4.0)
        width, height = whole.width() * scale, whole.height() * scale
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)


class Samples(QWidget):
    """`stepped` tells of which step the picture is."""

    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._training: Training | None = None
        self._sheets: list[tuple[int, Path]] = []
        self._wanted: Path | None = None
        self._newest = True
        self.title = QLabel()
        self.title.setFont(font(12, 600))
        self.kind = Segmented([("samples", "Samples", ""), ("nearest", "Nearest", "")])
        self.kind.setAccessibleName("What is shown")
        self.kind.setToolTip("The samples, or some of them beside the training pictures most like them")
        self.caption = QLabel(CAPTION)
        self.caption.setProperty("tone", "3")
        self.step = QLabel()
        self.step.setProperty("tone", "2")
        self.step.setFont(font(12, tabular=True))
        self.sheet = Sheet()
        self.time = Slider(Range(0, 1))
        self.time.setAccessibleName("Through time")
        self.time.setToolTip("How it was after earlier steps: arrow keys go from one to the next")
        self.last = IconButton("skip-forward", "The newest samples")
        self._lay_out()
        self.kind.changed.connect(lambda _: self._list())
        self.time.changed.connect(self._slid)
        self.last.clicked.connect(self._to_newest)

    def _lay_out(self) -> None:
        strip = QWidget()
        strip.setProperty("fill", "chrome")
        strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        strip.setFixedHeight(44)
        row = QHBoxLayout(strip)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(12)
        row.addWidget(self.title)
        self._line = Hairline(vertical=True, length=20)
        row.addWidget(self._line)
        row.addWidget(self.kind)
        row.addWidget(self.caption, 1)
        row.addStretch(0)
        row.addWidget(self.step)
        foot = QWidget()
        foot.setProperty("fill", "canvas")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot.setFixedHeight(44)
        line = QHBoxLayout(foot)
        line.setContentsMargins(24, 0, 20, 12)
        line.setSpacing(8)
        line.addWidget(self.time, 1)
        line.addWidget(self.last)
        self._foot = foot
        self._stack = QStackedWidget()
        self._stack.addWidget(self.sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(strip)
        column.addWidget(Hairline())
        column.addWidget(self._stack, 1)
        column.addWidget(foot)

    # What is shown

    def follow(self, training: Training | None) -> None:
        if training is not self._training:
            self._training, self._newest, self._sheets, self._wanted = training, True, [], None
            self.sheet.show_image(QImage())
            self.kind.set_value("samples")
        self.refresh()

    def refresh(self) -> None:
        """Looks whether there are new sheets."""
        training = self._training
        if training is None:
            return
        kind = training.request.known_kind
        self.title.setText(kind.title if kind else training.request.kind)
        self.sheet.empty = "Samples appear after the first steps." if training.state.active else "There are no samples."
        compared = bool(training.sheets(nearest=True))
        self.kind.setVisible(compared)
        self._line.setVisible(compared)
        self._list()

    def _list(self) -> None:
        training = self._training
        assert training is not None
        nearest = self.kind.value() == "nearest"
        self.caption.setText(CAPTION if nearest else "")
        sheets = training.sheets(nearest)
        if sheets != self._sheets:
            before = self.shown_step
            self._sheets = sheets
            self.time.range = Range(0, max(1, len(sheets) - 1))
            steps = [step for step, _ in sheets]
            place = len(sheets) - 1 if self._newest or before not in steps else steps.index(before)
            self.time.set_value(max(0, place))
            self.time.update()
        self._foot.setVisible(len(sheets) > 1)
        self._load()

    @property
    def shown_step(self) -> int:
        return self._sheets[self._place][0] if self._sheets else 0

    @property
    def _place(self) -> int:
        return min(len(self._sheets) - 1, round(self.time.value()))

    def _slid(self, value: float) -> None:
        self._newest = round(value) >= len(self._sheets) - 1
        self._load()

    def _to_newest(self) -> None:
        self._newest = True
        self.time.set_value(len(self._sheets) - 1)
        self._load()

    def _load(self) -> None:
        """On another thread; of several that are asked for at once the last one is shown."""
        self.last.setEnabled(not self._newest)
        if not self._sheets:
            self.step.setText("")
            return
        step, path = self._sheets[self._place]
        self.step.setText(f"Step {spaced(step)}")
        self.sheet.setAccessibleName(f"Samples of step {step}")
        self.stepped.emit(step)
        if path != self._wanted:
            self._wanted = path
            in_background(lambda: image_of(path), lambda image: self._arrived(path, image), _ignore)

    def _arrived(self, path: Path, image: QImage) -> None:
        if path == self._wanted:
            self.sheet.show_image(image)


def image_of(path: Path) -> QImage:
    """Any thread. Unreadable when it is none."""
    image = QImage(str(path))
    if image.isNull():
        raise Unreadable(f"{path} cannot be read.")
    return image.convertToFormat(QImage.Format.Format_RGB32)


def _ignore(error: PentimentoError) -> None:
    """A sheet that was let go meanwhile."""
