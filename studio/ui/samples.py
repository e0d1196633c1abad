"""The pictures of the start page, each with its task set up, masks painted too: one click shows what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from studio import places
from studio.core.geometry import Rect
from studio.ui.theme import MASK_ALPHA, colour

if TYPE_CHECKING:
    from studio.core.document import Document
    from studio.core.picture import Picture

EXPLORE = "explore"
"""The verb of the card that leads to the map of pictures instead of a task's form."""

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Sample:
    """`file` is a picture of resources/samples or one of scikit-image's photographs; `marked` the mask's outline and
    `widen` the bare border at left and right, both in shares of its width and height."""

    id: str
    title: str
    text: str
    icon: str
    file: str
    verb: str
    intent: str = ""
    marked: Points = ()
    widen: float = 0.0
    top: float = 0.5
    """Which part a card shows: 0 the upper edge, 1 the lower one."""
    prompt: str = ""

    def values(self) -> dict[str, Any]:
        """What the task's form shows."""
        from studio.families.tasks import Intent

        if self.intent:
            return {"intent": Intent(self.intent)}
        return {"prompt": self.prompt} if self.prompt else {}


SAMPLES: tuple[Sample, ...] = (
    Sample("fill", "Fill a mask", "Paint over a part of a picture and let it be filled anew.",
           "mask-brush", "astronaut.png", "fill", "fill",
           ((0.35, 0.65), (0.42, 0.67), (0.45, 0.74), (0.43, 0.82), (0.36, 0.86), (0.28, 0.85), (0.24, 0.77),
            (0.26, 0.69)), top=0.72),
    Sample("create", "Text to picture", "Write a sentence and choose from what is made of it.",
           "text-t", "chelsea.png", "generate", prompt="a ginger cat in the evening light"),
    Sample("sketch", "Sketch", "Draw rough lines and let the model finish the picture.",
           "pencil-line", "sketch.png", "sketch", top=0.25),
    Sample("explore", "Explore", "Walk over a map of pictures and pin the ones you like.",
           "compass", "explore.png", EXPLORE, top=0.0),
    Sample("remove", "Remove something", "Mark what disturbs, and the background closes behind it.",
           "eraser", "coffee.png", "fill", "remove",
           ((0.51, 0.62), (0.54, 0.56), (0.61, 0.56), (0.63, 0.36), (0.65, 0.13), (0.69, 0.12), (0.73, 0.17),
            (0.71, 0.30), (0.67, 0.58), (0.70, 0.68), (0.68, 0.80), (0.59, 0.85), (0.53, 0.80)), top=0.6),
    Sample("extend", "Extend the picture", "Give the canvas more room and let the picture go on.",
           "arrows-out-line-horizontal", "rocket.jpg", "fill", "expand", widen=0.2, top=0.6),
    Sample("enlarge", "Enlarge", "Make a small picture larger and keep its detail sharp.",
           "arrows-out", "coffee.png", "upscale", top=0.6),
)


def possible(sample: Sample, has_model: Callable[[str], object]) -> bool:
    """Only what works here now: the picture is there, and a model that answers the task."""
    verb = "sample" if sample.verb == EXPLORE else sample.verb
    return path_of(sample).exists() and bool(has_model(verb))


def path_of(sample: Sample) -> Path:
    """Found without importing scikit-image, which takes longer than the window."""
    ours = places.resources() / "samples" / sample.file
    if ours.exists():
        return ours
    found = find_spec("skimage")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "data" / sample.file


def view(sample: Sample) -> QImage:
    """The photograph with its veil, as the card shows it. May run on any thread."""
    image = QImage(str(path_of(sample))).convertToFormat(QImage.Format.Format_RGB32)
    width, height = image.width(), image.height()
    border = round(width * sample.widen)
    out = QImage(width + 2 * border, height, QImage.Format.Format_RGB32)
    out.fill(QColor(214, 214, 219))
    painter = QPainter(out)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawImage(border, 0, image)
    veil = colour("mask")
    veil.setAlpha(MASK_ALPHA)
    painter.setBrush(veil)
    painter.setPen(Qt.PenStyle.NoPen)
    if sample.marked:
        painter.drawPath(outline(sample, width, height))
    if border:
        painter.drawRect(QRectF(0, 0, border, height))
        painter.drawRect(QRectF(width + border, 0, border, height))
    painter.end()
    return out


def outline(sample: Sample, width: int, height: int) -> QPainterPath:
    """The mask's edge, rounded like a brush would leave it."""
    points = [QPointF(x * width, y * height) for x, y in sample.marked]
    path = QPainterPath((points[-1] + points[0]) / 2)
    for here, following in zip(points, [*points[1:], points[0]], strict=True):
        path.quadTo(here, (here + following) / 2)
    path.closeSubpath()
    return path


def mask_of(sample: Sample, width: int, height: int) -> Any:
    """H × W of uint8, 255 where the sample marks."""
    import numpy as np

    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(outline(sample, width, height), Qt.GlobalColor.white)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    return rows[:, :width].copy()


def document_of(sample: Sample, picture: Picture) -> Document:
    """The photograph as a document, its mask painted or its canvas widened by commands: both can be undone."""
    from studio.core.commands.canvas import ResizeCanvas
    from studio.core.commands.selection import SetMask
    from studio.formats.files import document_of as made
    from studio.formats.format import Flat

    document = made(Flat(picture), sample.title)
    height, width = picture.shape[:2]
    if sample.marked:
        document.do(SetMask(mask_of(sample, width, height)))
    if sample.widen:
        border = round(width * sample.widen)
        document.do(ResizeCanvas(Rect(-border, 0, width + 2 * border, height)))
    document.mark_saved()
    return document

