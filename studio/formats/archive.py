"""A zip file of a stranger, read with care: no bombs, no ways out of it, every fault named."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath
from types import TracebackType

from studio.core.errors import Unreadable

LARGEST_FILE = 4 << 30
LARGEST_SUM = 16 << 30
MOST_FILES = 20_000
MOST_PACKED = 1100
"""Deflate cannot pack tighter than 1032 to 1: who claims more, lies."""


class Archive:
    """Reads the files inside the zip at `path`. Every fault is an Unreadable that names the zip and the file."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError) as error:
            raise Unreadable(f"{self.name} is damaged or cut off: its list of files cannot be read.",
                             "Fetch it again, or open an older copy.") from error
        try:
            self._sizes = self._checked()
        except Unreadable:
            self._zip.close()
            raise

    def _checked(self) -> dict[str, int]:
        sizes: dict[str, int] = {}
        found = self._zip.infolist()
        if len(found) > MOST_FILES:
            raise Unreadable(f"{self.name} claims to hold {len(found)} files; at most {MOST_FILES} are opened.")
        for info in found:
            parts = PurePosixPath(info.filename.replace("\\", "/")).parts
            if ".." in parts or info.filename.startswith(("/", "\\")) or ":" in (parts or ("",))[0]:
                raise Unreadable(f"{self.name} holds a file named {info.filename!r}, which points outside of it.",
                                 "Such a file may be an attack; do not trust it.")
            if info.flag_bits & 1:
                raise Unreadable(f"{self.name} is encrypted.", "Unpack it with its password first.")
            if info.file_size > LARGEST_FILE or info.file_size > max(1 << 20, info.compress_size * MOST_PACKED):
                raise Unreadable(f"{self.name} holds {info.filename!r}, which claims an absurd size "
                                 f"of {info.file_size} bytes.")
            if not info.is_dir():
                sizes[info.filename] = info.file_size
        if sum(sizes.values()) > LARGEST_SUM:
            raise Unreadable(f"{self.name} would unpack to {sum(sizes.values()) >> 30} GB.",
                             f"The largest that is opened holds {LARGEST_SUM >> 30} GB.")
        return sizes

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self._zip.close()

    def __contains__(self, name: object) -> bool:
        return name in self._sizes

    def names(self) -> tuple[str, ...]:
        return tuple(self._sizes)

    def read(self, name: str, most: int = LARGEST_FILE, what: str = "") -> bytes:
        """All bytes of one file of at most `most` bytes; `what` says what it is, for the sentence when it fails."""
        called = f"{what} {name!r}".strip()
        if name not in self._sizes:
            raise Unreadable(f"{self.name} is incomplete: {called} is missing.",
                             "Fetch it again, or open an older copy.")
        if self._sizes[name] > most:
            raise Unreadable(f"{self.name} is damaged: {called} is larger than it can be.")
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, ImportError) as error:
            raise Unreadable(f"{self.name} is damaged: {called} cannot be unpacked.",
                             "Fetch it again, or open an older copy.") from error

    def head(self, name: str, length: int) -> bytes:
        """The first bytes of one file, without unpacking the rest."""
        if name not in self._sizes:
            return b""
        try:
            with self._zip.open(name) as file:
                return file.read(length)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, ImportError) as error:
            raise Unreadable(f"{self.name} is damaged: {name!r} cannot be unpacked.") from error
