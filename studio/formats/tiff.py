"""TIFF, 8 and 16 bits a channel: what printers and archives exchange. tifffile does 16 bits, Pillow the old ways."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import PentimentoError, Unreadable
from studio.core.picture import Picture, to8
from studio.formats import exif, metadata, pillow, profiles
from studio.formats.format import Flat, Format
from studio.formats.limits import checked_size

if TYPE_CHECKING:
    from tifffile import TiffPage

ORIENTATION, XMP, ICC = 274, 700, 34675
MOST_SAMPLES = 16


@contextlib.contextmanager
def _first(path: Path) -> Iterator[tuple[TiffPage, int]]:
    """The first page, not unpacked yet, and how many there are."""
    import tifffile

    logging.getLogger("tifffile").setLevel(logging.CRITICAL)  # what is wrong is said once, by our own sentence
    try:
        with exif.quiet(), tifffile.TiffFile(path) as file:
            page = file.pages[0]
            checked_size(page.imagewidth, page.imagelength, path.name)
            if not 1 <= page.samplesperpixel <= MOST_SAMPLES:
                raise Unreadable(f"{path.name} has {page.samplesperpixel} channels; at most {MOST_SAMPLES} are read.")
            yield page, len(file.pages)
    except PentimentoError:
        raise
    except (tifffile.TiffFileError, *exif.BROKEN) as error:
        raise Unreadable(f"{path.name} is damaged or cut off.", "Fetch or export it again.") from error


def _value(page: TiffPage, code: int) -> Any:
    tag = page.tags.get(code)
    return None if tag is None else tag.value


def _way(page: TiffPage) -> int:
    value = _value(page, ORIENTATION)
    return int(value) if isinstance(value, int) and 1 <= value <= 8 else 1


def _measure(path: Path) -> tuple[int, int]:
    with _first(path) as (page, _):
        size = page.imagewidth, page.imagelength
        return (size[1], size[0]) if _way(page) >= 5 else size


def _read(path: Path) -> Flat:
    with _first(path) as (page, count):
        icc, xmp = _value(page, ICC), _value(page, XMP)
        notes = metadata.Notes(xmp=_text(xmp), frames=count, dpi=_dpi(page))
        described = page.description.strip("\0 ")
        if described:
            notes.text["parameters" if "Steps: " in described else "Description"] = described
        deep = page.dtype is not None and page.dtype.itemsize > 1
        picture = _deep_picture(page, path, icc) if deep else None
        if picture is not None:
            picture = exif.turned(picture, _way(page))
    if picture is None:
        picture = pillow.read(path, ("TIFF",)).picture
    return Flat(picture, profiles.kept(icc), metadata.gathered(notes))


def _text(value: Any) -> str | None:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace").strip("\0") or None
    return value if isinstance(value, str) else None


def _dpi(page: TiffPage) -> tuple[float, float] | None:
    unit = {2: 1.0, 3: 2.54}.get(int(_value(page, 296) or 2))
    found = []
    for code in (282, 283):
        value = _value(page, code)
        if unit is None or not isinstance(value, tuple) or len(value) != 2 or not value[1]:
            return None
        found.append(round(value[0] / value[1] * unit, 2))
    return (found[0], found[1]) if min(found) > 1 else None


def _deep_picture(page: TiffPage, path: Path, icc: bytes | None) -> Picture:
    """More than 8 bits a sample: H × W × 4 of uint16."""
    samples = _samples(page, path)
    if samples.dtype.kind == "f":
        samples = np.clip(np.rint(np.nan_to_num(samples) * 65535.0), 0, 65535).astype(np.uint16)
    if samples.dtype != np.uint16:
        raise Unreadable(f"{path.name} holds {samples.dtype} samples; 8, 16 bits or floats can be read.",
                         "Convert it to 16 bits first.")
    kind = int(page.photometric)
    channels = samples.shape[2]
    out = np.full((*samples.shape[:2], 4), 65535, np.uint16)
    if kind in (0, 1):
        grey = samples[..., 0] if kind == 1 else 65535 - samples[..., 0]
        out[..., :3] = profiles.grey_to_rgb(grey, icc)
        colours = 1
    elif kind == 2 and channels >= 3:
        out[..., :3] = samples[..., :3]
        colours = 3
    elif kind == 5 and channels >= 4:
        from PIL import Image

        printed = Image.frombytes("CMYK", samples.shape[1::-1], to8(samples[..., :4]).tobytes())
        out[..., :3] = np.asarray(profiles.to_srgb(printed, icc)).astype(np.uint16) * 257
        colours = 4
    else:
        raise Unreadable(f"{path.name} keeps its colours in a way that cannot be read ({page.photometric!s}).",
                         "Convert it to RGB first.")
    if channels > colours:
        out[..., 3] = samples[..., colours]
        if tuple(page.extrasamples)[:1] == (1,):
            _unmultiply(out)
    return out


def _samples(page: TiffPage, path: Path) -> NDArray[Any]:
    """H × W × channels as stored."""
    try:
        samples: NDArray[Any] = page.asarray()
    except ValueError:  # packed in a way that tifffile needs another library for, e.g. LZW
        import cv2

        found = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_UNCHANGED)
        if found is None:
            raise
        samples = found if found.ndim == 2 else found[..., [2, 1, 0, 3][: found.shape[2]]]
    if samples.ndim == 2:
        return samples[..., None]
    if int(page.planarconfig) == 2 and samples.shape[0] == page.samplesperpixel:
        samples = np.moveaxis(samples, 0, -1)
    return samples


def _unmultiply(picture: Picture) -> None:
    """Associated to straight alpha, in place (TIFF 6.0, section 18)."""
    alpha = picture[..., 3:].astype(np.float64)
    straight = picture[..., :3] * (65535.0 / np.maximum(alpha, 1))
    picture[..., :3] = np.clip(np.rint(straight), 0, 65535).astype(np.uint16)


def _write(path: Path, flat: Flat, options: Mapping[str, Any]) -> None:
    import tifffile

    picture = flat.picture
    opaque = bool((picture[..., 3] == np.iinfo(picture.dtype).max).all())
    notes = metadata.to_write(flat.metadata, (picture.shape[1], picture.shape[0]), text_in_exif=False)
    described = notes.text.get("parameters") or notes.text.get("Description")
    extra = []
    if notes.xmp:
        xmp = notes.xmp.encode("utf-8", "replace")
        extra.append((XMP, 1, len(xmp), xmp, True))
    tifffile.imwrite(
        path,
        np.ascontiguousarray(picture[..., :3]) if opaque else picture,
        photometric="rgb",
        extrasamples=None if opaque else ["unassalpha"],
        compression="zlib",
        predictor=True,
        iccprofile=flat.icc,
        description=described.encode("utf-8", "replace") if described else None,
        resolution=notes.dpi,
        resolutionunit="INCH" if notes.dpi else None,
        extratags=extra,
        metadata=None,
        software="Pentimento",
    )


FORMAT = Format(
    id="tiff",
    title="TIFF picture",
    suffixes=(".tif", ".tiff"),
    mime="image/tiff",
    sniff=lambda head: head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"),
    read=_read,
    write=_write,
    measure=_measure,
    deep=True,
)
