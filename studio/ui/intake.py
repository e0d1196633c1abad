"""How pictures get into the window: samples, new ones, the clipboard, and what is dropped on it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication, QImage

from studio.core.errors import BadRequest, PentimentoError
from studio.ui import samples
from studio.ui.background import in_background

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from studio.core.document import Document
    from studio.core.layers import PixelLayer
    from studio.core.picture import Picture
    from studio.formats.format import Flat
    from studio.ui.desk import Desk
    from studio.ui.filing import Filing


class Intake:
    """A picture that comes while another is open becomes a layer of it, else a document of its own."""

    def __init__(self, desk: Desk, filing: Filing) -> None:
        self._desk, self._filing = desk, filing

    def new_at(self, width: int, height: int) -> None:
        from studio.ui.deeds.file import NewPicture, blank

        self._filing.start(blank(NewPicture(width, height)))

    def try_sample(self, id: str) -> None:
        """Opens the picture with its mask painted and its task chosen: one click is left to do."""
        from studio.ui.pictures import picture_of

        sample = next(one for one in samples.SAMPLES if one.id == id)

        def done(picture: Picture) -> None:
            if sample.verb != "generate":
                self._filing.start(samples.document_of(sample, picture))
                self._desk.choose_tool("mask_brush" if sample.verb == "fill" else "brush")
            else:
                self.new_at(512, 512)
            self._desk.ask_task(sample.verb, sample.values())

        in_background(lambda: picture_of(QImage(str(samples.path_of(sample)))), done, self._failed)

    def paste(self) -> None:
        """The clipboard's picture on a layer of its own, in the middle; a new document where none is open."""
        def paste(_: object = None) -> None:
            self.take(clipboard(), "Pasted")

        if self._desk.document is None:
            paste()
        else:  # after what is still being copied
            self._desk.labours.do(self._desk.document, "Paste", 0, lambda _: None, paste)

    def new_from_clipboard(self) -> None:
        from studio.ui.pictures import picture_of

        self._filing.take_picture(picture_of(clipboard()), "From clipboard")

    def take(self, image: QImage, name: str) -> None:
        from studio.core.commands.layers import InsertLayer, in_depth
        from studio.core.geometry import Point
        from studio.core.layers import PixelLayer
        from studio.core.tiles import Tiles
        from studio.ui.pictures import picture_of

        document = self._desk.document
        if document is None:
            self._filing.take_picture(picture_of(image), name)
            return
        corner = Point((document.size.width - image.width()) // 2, (document.size.height - image.height()) // 2)

        def layer(twin: Document) -> PixelLayer:
            return PixelLayer(name, pixels=in_depth(Tiles.of(picture_of(image), corner), twin.depth))

        def put(made: PixelLayer) -> None:
            document.do(InsertLayer(made, *document.place(), "Paste"))

        self._desk.labours.do(document, "Paste", 4 * image.width() * image.height(), layer, put)

    def drop(self, data: QMimeData, onto: bool) -> None:
        """`onto` a picture, a dropped one becomes a layer; documents are opened always."""
        for path in files_in(data):
            if onto and path.suffix.lower() != ".ora":
                self._drop_layer(path)
            else:
                self._filing.open(path)
        if not data.hasUrls() and data.hasImage():
            self.take(QImage(data.imageData()), "Dropped")

    def _drop_layer(self, path: Path) -> None:
        from studio.formats import files

        def done(flat: Flat) -> None:
            from studio.ui.pictures import image_of

            self.take(image_of(flat.picture), path.stem)
            if told := files.left_out(flat.metadata, path.name):
                self._desk.say(told)

        in_background(partial(files.open_flat, path), done, self._failed)

    def _failed(self, error: PentimentoError) -> None:
        self._desk.say(error.message, error.hint, "error")


def clipboard() -> QImage:
    image = QGuiApplication.clipboard().image()
    if image.isNull():
        raise BadRequest("The clipboard holds no picture.", "Copy one first, here or in another program.")
    return image


def files_in(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
