"""Asks how the film is to be written, and where to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.core.errors import BadRequest, PentimentoError
from studio.core.fields import Range, Says
from studio.core.geometry import Extent
from studio.ui.timeline.exporting import Wanted

if TYPE_CHECKING:
    from studio.formats.films.film import FilmFormat
    from studio.ui.timeline.reel import Reel

SMALL = 512
"""Px: films of a small model's pictures alone are offered at this size."""


class Form(Enum):
    """Values are what a list shows; names are the formats' ids."""

    MP4 = "MP4 (H.264)"
    WEBM = "WebM (VP9)"
    AV1 = "Matroska (AV1)"
    GIF = "Animated GIF"
    WEBP = "Animated WebP"
    APNG = "Animated PNG"
    STILLS = "PNG pictures in a folder"
    SHEET = "Contact sheet (PNG)"


@dataclass(frozen=True)
class Clip:
    form: Annotated[Form, Says("Format", "MP4 plays everywhere; GIF, WebP and APNG play like pictures.")] = Form.MP4
    width: Annotated[int, Says("Width"), Range(16, 8192, 2, " px")] = 512
    height: Annotated[int, Says("Height"), Range(16, 8192, 2, " px")] = 512
    quality: Annotated[int, Says("Quality", "How close it stays to what was shown, and how large it becomes."),
                       Range(1, 100)] = 80
    loops: Annotated[int, Says("Plays", "How often GIF, WebP and APNG play; 0: without end."), Range(0, 1000)] = 0


def format_of(form: Form) -> FilmFormat:
    from studio.formats.films.record import format_named

    return format_named(form.name.lower())


def own_size(reel: Reel) -> Extent:
    """Of the canvas, or of the model's picture; a small one is offered larger."""
    timeline = reel.timeline
    if timeline.on_canvas:
        return reel.document.size
    entry = reel.desk.library.entry(timeline.source.model)
    side = (entry.side if entry is not None else 0) or SMALL
    whole = max(1, SMALL // side) * side
    return Extent(whole, whole)


def wanted(reel: Reel, clip: Clip, path: Path) -> Wanted:
    """Everything that a film needs, copied. BadRequest with what is missing."""
    from studio.formats.films.film import Film
    from studio.formats.frozen import frozen
    from studio.timeline import saved

    timeline, form = reel.timeline, format_of(clip.form)
    if timeline.on_canvas and reel.desk.document is None:
        raise BadRequest("There is nothing to film yet.", "Choose a model at the right, or open a picture.")
    timeline.at(0)
    audio = Path(timeline.audio) if timeline.audio and form.sound else None
    told = {"task": "animate", "timeline": saved.short(timeline), "document": str(reel.document.path or "")}
    film = Film(timeline.fps, clip.quality, clip.loops, audio, told)
    document = frozen(reel.document) if timeline.on_canvas else None
    return Wanted(timeline, document, path, film, form, (clip.width, clip.height))


def where(parent: QWidget, reel: Reel, form: FilmFormat) -> Path | None:
    """Asks for a file with the format's ending, or a folder."""
    films = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MoviesLocation)
    start = Path(str(reel.desk.settings.recall("films", films))) / reel.document.name
    ending = "" if form.folder else form.suffixes[0] if form.suffixes else ".png"
    kinds = "" if form.folder else f"{form.title} (*{ending})"
    name, _ = QFileDialog.getSaveFileName(parent, "Export clip", f"{start}{ending}", kinds)
    if not name:
        return None
    path = Path(name)
    return path if not ending or path.suffix.lower() in (*form.suffixes, ending) else path.with_name(path.name + ending)


def export(reel: Reel, parent: QWidget) -> None:
    """Asks, and begins; what stands against it is said."""
    from studio.ui import dialogs

    try:
        size = own_size(reel)
        reel.timeline.at(0)
        clip = dialogs.asked(Clip, "Export clip", "Export …", parent, {"width": size.width, "height": size.height})
        path = where(parent, reel, format_of(clip.form)) if clip is not None else None
        if path is not None:
            begin(reel, clip, path)
    except PentimentoError as error:
        reel.desk.say(error.message, error.hint, "error")


def begin(reel: Reel, clip: Clip, path: Path) -> None:
    """Writes the film to `path`; the window says how it ended."""
    exporting = reel.exporting
    if exporting.busy:
        raise BadRequest("A film is being written already.", "Wait until it is there, or cancel it.")
    reel.desk.settings.remember("films", str(path.parent))
    exporting.start(wanted(reel, clip, path))
