"""Reads what tensors a safetensors file holds, from its first kilobytes: a model is known without being loaded.

The format: 8 bytes with the header's length n (little endian), n bytes of JSON, then the tensors' bytes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from studio.core.errors import Unreadable

LONGEST = 100_000_000
"""Bytes of header, as the format allows."""


def shapes(path: Path) -> dict[str, tuple[int, ...]]:
    """Names and shapes of all tensors in `path`; Unreadable when it is no safetensors file or not whole."""
    return contents(path)[0]


def contents(path: Path) -> tuple[dict[str, tuple[int, ...]], dict[str, str]]:
    """Names and shapes of all tensors in `path`, and the texts beside them; Unreadable as for `shapes`."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            if size < 10 or not 2 <= length <= min(LONGEST, size - 8):
                raise _broken(path)
            header = json.loads(file.read(length))
    except OSError as error:
        raise Unreadable(f"{path.name} cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError):
        raise _broken(path) from None
    if not isinstance(header, dict):
        raise _broken(path)
    texts = header.pop("__metadata__", None)
    metadata = {name: text for name, text in texts.items() if isinstance(text, str)} if isinstance(texts, dict) else {}
    found: dict[str, tuple[int, ...]] = {}
    end = 0
    for name, tensor in header.items():
        found[name], reaches = _tensor(tensor, path)
        end = max(end, reaches)
    missing = end - (size - 8 - length)
    if missing > 0:
        raise Unreadable(f"{path.name} is cut off: {missing} bytes are missing.", "Download it again.")
    return found, metadata


def _tensor(tensor: Any, path: Path) -> tuple[tuple[int, ...], int]:
    """Shape, and where in the data it ends."""
    try:
        shape = tuple(tensor["shape"])
        start, end = tensor["data_offsets"]
    except (TypeError, KeyError, ValueError):
        raise _broken(path) from None
    whole = all(isinstance(number, int) and number >= 0 for number in (*shape, start, end))
    if not whole or end < start:
        raise _broken(path)
    return shape, end


def _broken(path: Path) -> Unreadable:
    return Unreadable(f"{path.name} is not a whole safetensors file.", "Download it again.")


def looks_like_one(path: Path) -> bool:
    """By the first nine bytes, whatever the file is called."""
    try:
        with path.open("rb") as file:
            start = file.read(9)
    except OSError:
        return False
    return len(start) == 9 and 2 <= int.from_bytes(start[:8], "little") <= LONGEST and start[8:] == b"{"
