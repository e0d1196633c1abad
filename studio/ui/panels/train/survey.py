"""Looks through a folder of pictures before a training does: how many, what they look like, what is odd about them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from studio.core.errors import BadRequest

FEW = 50
"""With fewer pictures than these, a network learns them by heart."""
LOOKED_AT = 24
"""So many are opened to see what they are."""
RENDERS = "world.json"
"""What a folder of renders holds: it is read as they lie there, packed."""
THUMB = 64
_BREATH = 500
"""Files between two looks at whether anybody still wants to know."""


@dataclass(frozen=True, eq=False)
class Survey:
    """`sizes` are (width, height) of those looked at, `broken` how many of them could not be read."""

    home: Path
    count: int
    thumbs: tuple[QImage, ...] = ()
    sizes: tuple[tuple[int, int], ...] = ()
    broken: int = 0
    looked: int = 0
    renders: bool = False
    warnings: tuple[str, ...] = field(default=())


class Ended(Exception):
    """Nobody wants to know any more."""


def survey(home: Path, wanted: Callable[[], bool] = lambda: True) -> Survey | None:
    """Any thread. None when it was ended because `wanted` said no; BadRequest when there is no picture."""
    from studio.formats.files import readable_suffixes

    if not home.is_dir():
        raise BadRequest(f"There is no folder {home}.", "Choose another one.")
    if (home / RENDERS).is_file():
        return Survey(home, 0, renders=True)
    try:
        names = sorted(_under(str(home), tuple(readable_suffixes()), wanted))
    except Ended:
        return None
    if not names:
        raise BadRequest(f"“{home.name}” holds no pictures.", "Choose a folder with PNG, JPEG, WebP or TIFF files.")
    thumbs: list[QImage] = []
    sizes: list[tuple[int, int]] = []
    broken = 0
    known = {bytes(kind.data()).decode().lower() for kind in QImageReader.supportedImageFormats()}
    chosen = [name for name in names[:: max(1, len(names) // LOOKED_AT)] if Path(name).suffix[1:].lower() in known]
    for name in chosen[:LOOKED_AT]:
        if not wanted():
            return None
        size, thumb = _glimpse(name)
        if thumb.isNull():
            broken += 1
        else:
            sizes.append((size.width(), size.height()))
            thumbs.append(thumb)
    looked = len(chosen[:LOOKED_AT])
    return Survey(home, len(names), tuple(thumbs[:8]), tuple(sizes), broken, looked,
                  warnings=_warnings(len(names), broken, looked))


def _warnings(count: int, broken: int, looked: int) -> tuple[str, ...]:
    said = []
    if count < FEW:
        held = "one picture" if count == 1 else f"{count} pictures"
        said.append(f"Only {held}: the network will learn them by heart. A few hundred make a better model.")
    if broken:
        said.append(f"{broken} of {looked} pictures looked at cannot be read; such are left out.")
    return tuple(said)


def small(found: Survey, size: int) -> str:
    """A sentence when most pictures are smaller than they shall be learned at; else empty."""
    below = sum(min(width, height) < size for width, height in found.sizes)
    if not found.sizes or below * 2 <= len(found.sizes):
        return ""
    return f"Most pictures are smaller than {size} px and will be enlarged: choose a smaller size."


def shape_said(found: Survey) -> str:
    """What is done with pictures of other shapes."""
    if any(width != height for width, height in found.sizes):
        return "The middle square of each is learned from."
    return ""


def _glimpse(name: str) -> tuple[QSize, QImage]:
    """The picture's size, and the middle of it small; a null image when it cannot be read."""
    reader = QImageReader(name)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and not size.isEmpty():
        reader.setScaledSize(size.scaled(THUMB, THUMB, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    if image.isNull():
        return size, image
    if not size.isValid():
        size = image.size()
    side = min(image.width(), image.height())
    square = image.copy((image.width() - side) // 2, (image.height() - side) // 2, side, side)
    return size, square.scaled(THUMB, THUMB, Qt.AspectRatioMode.IgnoreAspectRatio,
                               Qt.TransformationMode.SmoothTransformation)


def _under(home: str, suffixes: tuple[str, ...], wanted: Callable[[], bool]) -> Iterator[str]:
    """Paths of pictures in `home` and its folders as the training finds them; Ended when nobody wants them."""
    seen = 0
    try:
        found = os.scandir(home)
    except OSError:  # a folder inside that may not be looked into
        return
    with found:
        for one in found:
            seen += 1
            if seen % _BREATH == 0 and not wanted():
                raise Ended
            if one.name.startswith("."):
                continue
            if one.is_dir(follow_symlinks=False):
                yield from _under(one.path, suffixes, wanted)
            elif one.name.lower().endswith(suffixes):
                yield one.path
