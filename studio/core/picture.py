"""The one picture convention at every border: RGBA, straight alpha, sRGB; masks are 255 where a model may paint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from studio.core.errors import BadRequest
from studio.core.geometry import Extent

# numpy takes as long to load as half the window: whoever only names pictures does not need it yet.
if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture: TypeAlias = NDArray[Any]
    """H × W × 4, uint8 (or uint16 in 16-bit documents), RGBA with straight alpha, sRGB or the document's ICC space."""
    Mask: TypeAlias = NDArray[np.uint8]
    """H × W, 255 = marked: the model may paint, the selection holds."""
else:
    Picture = Mask = object


def extent(picture: NDArray[Any]) -> Extent:
    return Extent(picture.shape[1], picture.shape[0])


def checked(picture: NDArray[Any]) -> Picture:
    """The same array, or BadRequest when it breaks the convention."""
    import numpy as np

    if picture.ndim != 3 or picture.shape[2] != 4 or picture.dtype not in (np.uint8, np.uint16):
        raise BadRequest(f"A picture must be H × W × 4 of uint8 or uint16, not {picture.shape} {picture.dtype}.")
    return picture


def checked_mask(mask: NDArray[Any], size: tuple[int, int]) -> Mask:
    """The same array, or BadRequest when it is no mask or not `size` = (width, height)."""
    import numpy as np

    if mask.ndim != 2 or mask.dtype != np.uint8:
        raise BadRequest(f"A mask must be H × W of uint8, not {mask.shape} {mask.dtype}.")
    if extent(mask) != size:
        raise BadRequest(
            f"The mask is {extent(mask)} but the picture is {Extent(*size)}.", "Give a mask of the picture's size."
        )
    return mask


def frozen(array: NDArray[Any]) -> NDArray[Any]:
    """A copy that nobody can write to: what tasks carry."""
    copy = array.copy()
    copy.flags.writeable = False
    return copy


def to8(picture: NDArray[Any]) -> NDArray[np.uint8]:
    """16-bit samples to 8 bit, rounded; 8-bit ones unchanged."""
    import numpy as np

    if picture.dtype == np.uint8:
        return picture
    return ((picture.astype(np.uint32) * 255 + 32767) // 65535).astype(np.uint8)


def to16(picture: NDArray[Any]) -> NDArray[np.uint16]:
    """8-bit samples to 16 bit (× 257), exactly invertible by `to8`."""
    import numpy as np

    if picture.dtype == np.uint16:
        return picture
    return picture.astype(np.uint16) * np.uint16(257)
