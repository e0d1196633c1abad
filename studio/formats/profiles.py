"""Colour profiles: which ones fit our pixels, and how grey and printing colours become RGB."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image


def space(icc: bytes | None) -> str:
    """"RGB", "GRAY", "CMYK" … as the profile's header says it (ICC.1:2022, 7.2); "" when it is no profile."""
    if icc is None or len(icc) < 128 or icc[36:40] != b"acsp":
        return ""
    return icc[16:20].decode("ascii", "replace").strip()


def kept(icc: bytes | None) -> bytes | None:
    """The profile when it describes RGB pixels, which is all that a document holds; else None."""
    return icc if space(icc) == "RGB" else None


def description(icc: bytes | None) -> str:
    """What the profile calls itself, e.g. "Display P3"; "sRGB" for none."""
    if icc is None:
        return "sRGB"
    from PIL import ImageCms

    try:
        return ImageCms.getProfileDescription(io.BytesIO(icc)).strip()
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return "unknown profile"


def to_srgb(image: Image, icc: bytes | None) -> Image:
    """A Pillow picture in CMYK, Lab … as sRGB: through its profile where that fits, else by Pillow's own rule."""
    from PIL import ImageCms

    target = ImageCms.createProfile("sRGB")
    try:
        if image.mode == "LAB":
            source: Any = ImageCms.createProfile("LAB")
        elif space(icc) == image.mode and icc is not None:
            source = ImageCms.ImageCmsProfile(io.BytesIO(icc))
        else:
            return image.convert("RGB")
        done = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image.convert("RGB")
    return image.convert("RGB") if done is None else done


def grey_to_rgb(grey: NDArray[Any], icc: bytes | None) -> NDArray[Any]:
    """H × W of uint8 or uint16 to H × W × 3 in sRGB. A grey profile is applied as a curve, finely interpolated."""
    if space(icc) != "GRAY" or icc is None:
        return np.repeat(grey[..., None], 3, axis=2)
    from PIL import Image as Pictures
    from PIL import ImageCms

    ramp = Pictures.fromarray(np.arange(256, dtype=np.uint8)[None])
    try:
        done = ImageCms.profileToProfile(
            ramp, ImageCms.ImageCmsProfile(io.BytesIO(icc)), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        done = None
    if done is None:
        return np.repeat(grey[..., None], 3, axis=2)
    curve = np.asarray(done)[0]                                             # (256, 3)
    if grey.dtype == np.uint8:
        return np.asarray(curve[grey])
    places = np.arange(65536) / 257.0
    fine = np.stack([np.interp(places, np.arange(256), curve[:, c] * 257.0) for c in range(3)], axis=1)
    return np.asarray(np.rint(fine).astype(np.uint16)[grey])
