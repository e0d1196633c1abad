"""Takes pictures from one process to the other through shared memory, so that nothing large is squeezed in a pipe."""

from __future__ import annotations

import mmap
import os
import pickle
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

_STEP = 64
"""Buffers start at multiples of this many bytes: a cache line."""


class Parcel(NamedTuple):
    """`letter` is the pickled object without its arrays' bytes; those lie in the file `path`, `lengths` long each."""

    letter: bytes
    path: str = ""
    lengths: tuple[int, ...] = ()


def shelf() -> Path:
    """A new private folder, in memory where the system has a file system there; whoever asked removes it."""
    memory = Path("/dev/shm")
    home = memory if memory.is_dir() and os.access(memory, os.W_OK) else None
    return Path(tempfile.mkdtemp(prefix="pentimento-", dir=home))


def pack(thing: Any, folder: Path) -> Parcel:
    """`thing` ready to be sent. A folder that is full (containers allow 64 MB) is passed over for the disk.

    Written with `write`, not through a map: a map on a full memory disk would kill the process with SIGBUS.
    """
    buffers: list[pickle.PickleBuffer] = []
    letter = pickle.dumps(thing, protocol=5, buffer_callback=buffers.append)
    views = [buffer.raw() for buffer in buffers]
    if not sum(view.nbytes for view in views):
        return Parcel(letter, "", tuple(0 for _ in views))
    lengths = tuple(view.nbytes for view in views)
    try:
        return Parcel(letter, _write(views, folder), lengths)
    except OSError:
        return Parcel(letter, _write(views, Path(tempfile.gettempdir())), lengths)


def _write(views: list[memoryview], folder: Path) -> str:
    handle, path = tempfile.mkstemp(prefix="pentimento-", dir=folder)
    try:
        with os.fdopen(handle, "wb", buffering=0) as file:
            for view in views:
                rest = view
                while rest.nbytes:
                    rest = rest[file.write(rest):]
                file.write(bytes(-view.nbytes % _STEP))
    except OSError:
        os.unlink(path)
        raise
    return path


def unpack(parcel: Parcel) -> Any:
    """The object again. Its arrays lie in the shared pages themselves, copied only when written to; the file's name
    is gone at once and its memory goes with the last array."""
    if not parcel.path:
        return pickle.loads(parcel.letter, buffers=[bytearray() for _ in parcel.lengths])
    whole = _mapped(parcel.path)
    views, start = [], 0
    for length in parcel.lengths:
        views.append(whole[start : start + length])
        start += length + -length % _STEP
    return pickle.loads(parcel.letter, buffers=views)


def discard(parcel: Parcel) -> None:
    """For one that nobody is going to unpack."""
    if parcel.path:
        Path(parcel.path).unlink(missing_ok=True)


def _mapped(path: str) -> memoryview:
    with open(path, "rb") as file:
        if sys.platform == "win32":  # a mapped file could not be removed there
            whole = memoryview(bytearray(file.read()))
        else:
            whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY))
    os.unlink(path)
    return whole
