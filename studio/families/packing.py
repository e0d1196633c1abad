"""Pictures and latents as plain JSON, so that a job can be written down and done again.

A picture is a fingerprint where its pixels need not travel, or a whole PNG; a latent is always whole.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from studio.core.errors import BadRequest
from studio.core.picture import Picture

if TYPE_CHECKING:  # numpy waits until the window is there
    import numpy as np
    from numpy.typing import NDArray

Packer: TypeAlias = Callable[[str, Picture], Any]
Unpacker: TypeAlias = Callable[[str, Any], Picture]


def fingerprint(name: str, pixels: Picture) -> Any:
    """What metadata keeps of a picture: its size and a hash, not its pixels."""
    import hashlib

    digest = hashlib.sha256(pixels.tobytes()).hexdigest()
    return {"width": pixels.shape[1], "height": pixels.shape[0], "sha256": digest}


def inline(name: str, pixels: Picture) -> Any:
    """The whole picture inside the JSON, as a base64 PNG: the job can be run again anywhere."""
    import cv2
    import numpy as np

    swapped = pixels if pixels.ndim == 2 else pixels[..., [2, 1, 0, 3]]
    done, data = cv2.imencode(".png", np.ascontiguousarray(swapped), [cv2.IMWRITE_PNG_COMPRESSION, 3])
    assert done
    return {"png": base64.b64encode(data.tobytes()).decode("ascii")}


def unpack_inline(name: str, packed: Any) -> Picture:
    import cv2
    import numpy as np

    if not isinstance(packed, dict) or "png" not in packed:
        raise BadRequest(f"This job only remembers a fingerprint of its {name}.", f"Give the {name} again.")
    data = np.frombuffer(base64.b64decode(packed["png"]), np.uint8)
    pixels = cv2.imdecode(data, cv2.IMREAD_UNCHANGED) if data.size else None
    if pixels is None:
        raise BadRequest(f"The {name} inside this job is not a PNG picture.")
    return pixels if pixels.ndim == 2 else np.ascontiguousarray(pixels[..., [2, 1, 0, 3]])


def pack_latent(latent: NDArray[np.float32]) -> dict[str, Any]:
    """A point of a latent space as JSON: shape, and little-endian float32 in base64."""
    import numpy as np

    data = np.ascontiguousarray(latent, "<f4").tobytes()
    return {"shape": list(latent.shape), "float32": base64.b64encode(data).decode("ascii")}


def unpack_latent(packed: Any) -> NDArray[np.float32]:
    import numpy as np

    try:
        data = np.frombuffer(base64.b64decode(packed["float32"]), "<f4")
        return data.reshape([int(side) for side in packed["shape"]]).astype(np.float32)
    except (KeyError, TypeError, ValueError):
        raise BadRequest("This job holds a latent that cannot be read.", "Encode the picture again.") from None
