"""Files appear whole or not at all, so that a full disk never costs the picture that was there before."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from studio.core.errors import Unwritable

PART = ".part"
"""How the names of unfinished files end."""

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EFBIG: "the file would be larger than this disk allows",
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.EROFS: "that disk can only be read",
    errno.ENOENT: "the folder does not exist",
    errno.ENOTDIR: "the folder does not exist",
    errno.EISDIR: "a folder has that name",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EIO: "the disk reports an error",
}


@contextlib.contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A new, empty file beside `path` to write to; it takes the place of `path` when the block ends well.

    Raises Unwritable when the disk or its rights are against it; the old file then stands as it was, and nothing
    unfinished is left behind.
    """
    target = Path(os.path.realpath(path))
    part = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}{PART}")
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder has that name", str(target))
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        yield part
        _keep_rights(target, part)
        _flush(part)
        os.replace(part, target)
        _flush(target.parent)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A new, empty folder beside `path` to write to; it becomes `path` when the block ends well, and is gone when not.

    A folder that holds something already is not touched: Unwritable.
    """
    target = Path(os.path.realpath(path))
    part = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}{PART}")
    if target.is_file() or (target.is_dir() and any(target.iterdir())):
        raise Unwritable(f"{path.name} is there already and not empty.", "Choose a new folder.")
    try:
        part.mkdir()
        yield part
        if target.is_dir():
            target.rmdir()
        os.replace(part, target)
        _flush(target.parent)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def unwritable(path: Path, error: OSError) -> Unwritable:
    reason = _REASONS.get(error.errno or 0) or (error.strerror or str(error)).lower()
    return Unwritable(
        f"{path.name} could not be saved: {reason}.",
        "Nothing is lost: choose another place to save it, or make room and save again.",
    )


def _keep_rights(target: Path, part: Path) -> None:
    with contextlib.suppress(OSError):
        part.chmod(target.stat().st_mode & 0o777)


def _flush(path: Path) -> None:
    """Waits until the disk has it. Folders cannot be opened on Windows, and need no flushing there."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EBADF, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)
