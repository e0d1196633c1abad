"""Reads the studio's own small safetensors files: pins and directions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from studio.core.errors import Unreadable


def read(path: Path, form: str, what: str) -> tuple[dict[str, NDArray[Any]], dict[str, str]]:
    """Tensors and texts of a file whose metadata's "format" is `form`; `what` names it for the artist.

    Unreadable when it is not there, or something else.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        data = path.read_bytes()
        tensors = load(data)
        notes = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")]).get("__metadata__") or {}
    except FileNotFoundError:
        raise Unreadable(f"There is no file {path}.") from None
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from None
    except (SafetensorError, ValueError, KeyError, TypeError):
        notes = {}
    if notes.get("format") != form:
        raise Unreadable(f"{path.name} holds no {what}.", "Give a file that Pentimento wrote.")
    return tensors, notes
