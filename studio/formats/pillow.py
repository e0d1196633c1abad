"""Pictures that Pillow reads and writes: whatever way a file holds its colours, RGBA comes out."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.core.errors import PentimentoError, Unreadable
from studio.core.picture import Picture, to8
from studio.formats import exif, metadata, profiles
from studio.formats.format import Flat
from studio.formats.limits import checked_size

if TYPE_CHECKING:
    from PIL.Image import Image


@contextlib.contextmanager
def opened(path: Path, kinds: tuple[str, ...]) -> Iterator[Image]:
    """The file as Pillow sees it, only its header read so far. Whatever goes wrong inside becomes Unreadable."""
    from PIL import Image as Pictures

    Pictures.MAX_IMAGE_PIXELS = None  # our own limit is asked instead, right below, before pixels are unpacked
    try:
        with exif.quiet(), Pictures.open(path, formats=kinds) as image:
            checked_size(*image.size, path.name)
            yield image
    except PentimentoError:
        raise
    except exif.BROKEN as error:
        raise Unreadable(
            f"{path.name} is damaged or cut off: {_reason(error)}.", "Fetch or export it again."
        ) from error


def _reason(error: BaseException) -> str:
    text = str(error).strip().rstrip(".")
    technical = not text or "\n" in text or "<" in text or text.startswith("cannot identify")
    return "its pixels cannot be unpacked" if technical else text[:1].lower() + text[1:]


def measured(path: Path, kinds: tuple[str, ...]) -> tuple[int, int]:
    """Width and height as the picture will open: EXIF may lay it on its side."""
    with opened(path, kinds) as image:
        width, height = image.size
        way = exif.orientation(_exif(image))
    return (height, width) if way >= 5 else (width, height)


def read(path: Path, kinds: tuple[str, ...]) -> Flat:
    """The first frame, upright, with its profile and metadata."""
    with opened(path, kinds) as image:
        block = _exif(image)
        frames = int(getattr(image, "n_frames", 1))
        icc = image.info.get("icc_profile")
        notes = metadata.Notes(exif=block, xmp=_xmp(image), dpi=_dpi(image), frames=frames)
        if image.info.get("comment"):
            notes.text["comment"] = _text(image.info["comment"])
        image.seek(0)
        image.load()
        picture = rgba(image, icc)
    return Flat(exif.turned(picture, exif.orientation(block)), profiles.kept(icc), metadata.gathered(notes))


def rgba(image: Image, icc: bytes | None) -> Picture:
    """H × W × 4 of uint8, or of uint16 for 16-bit grey."""
    if image.mode.startswith("I") or image.mode == "F":
        return _deep(np.asarray(image), icc)
    if image.mode in ("CMYK", "LAB", "YCbCr", "HSV"):
        image = profiles.to_srgb(image, icc)
    if image.mode in ("L", "LA") and profiles.space(icc) == "GRAY" and "transparency" not in image.info:
        bands = np.asarray(image.convert("LA"))
        return np.dstack((profiles.grey_to_rgb(bands[..., 0], icc), bands[..., 1]))
    return np.array(image.convert("RGBA"))


def _deep(samples: Any, icc: bytes | None) -> Picture:
    """One sample a pixel, of more than 8 bits: floats run from 0 to 1, whole numbers to 65535."""
    if samples.dtype.kind == "f":
        samples = np.nan_to_num(samples) * 65535.0
    grey = np.clip(np.rint(samples), 0, 65535).astype(np.uint16)
    return np.dstack((profiles.grey_to_rgb(grey, icc), np.full_like(grey, 65535)))


def _exif(image: Image) -> bytes | None:
    block = image.info.get("exif")
    return block.removeprefix(b"Exif\0\0") if isinstance(block, bytes) else None


def _xmp(image: Image) -> str | None:
    raw = image.info.get("xmp")
    return raw.decode("utf-8", "replace").strip("\0") if isinstance(raw, bytes) and raw else None


def _dpi(image: Image) -> tuple[float, float] | None:
    dpi = image.info.get("dpi")
    try:
        across, down = (float(value) for value in dpi or ())
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return (across, down) if 0 < across < 1e6 and 0 < down < 1e6 else None


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def image_of(flat: Flat, *, alpha: bool, paper: tuple[int, int, int] = (255, 255, 255)) -> Image:
    """A Pillow picture of 8 bits a channel; without `alpha` it is laid on `paper`."""
    from PIL import Image as Pictures

    picture = to8(flat.picture)
    opaque = bool((picture[..., 3] == 255).all())
    if opaque:
        return Pictures.fromarray(np.ascontiguousarray(picture[..., :3]))
    return Pictures.fromarray(picture if alpha else on_paper(picture, paper))


def on_paper(picture: Picture, paper: tuple[int, int, int]) -> Picture:
    """H × W × 3 of uint8: the picture laid on one colour, rounded."""
    share = picture[..., 3:].astype(np.uint32)
    laid = (picture[..., :3] * share + np.array(paper, np.uint32) * (255 - share) + 127) // 255
    return laid.astype(np.uint8)


def options_of(flat: Flat, *, dpi: bool = False) -> dict[str, Any]:
    """What `Image.save` is to put beside the pixels: EXIF, XMP, profile."""
    size = flat.picture.shape[1], flat.picture.shape[0]
    notes = metadata.to_write(flat.metadata, size, text_in_exif=True)
    out: dict[str, Any] = {}
    if flat.icc:
        out["icc_profile"] = flat.icc
    if notes.exif:
        out["exif"] = b"Exif\0\0" + notes.exif
    if notes.xmp:
        out["xmp"] = notes.xmp.encode("utf-8", "replace")
    if dpi and notes.dpi:
        out["dpi"] = notes.dpi
    return out
