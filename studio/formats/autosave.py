"""Nothing painted is lost: unsaved work goes to a recovery file by its age, and is offered again after a crash."""

from __future__ import annotations

import json
import os
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from studio import places
from studio.core.document import Change, Document
from studio.core.errors import Unreadable
from studio.formats import files, ora_notes
from studio.formats.frozen import frozen
from studio.formats.whole import PART, unwritable

NOTE = "recovery"
"""The key of `Document.metadata` that a recovery file carries: where the document came from, and when it was kept."""

_numbers = count(1)


def folder() -> Path:
    return places.data() / "recovery"


class Autosave:
    """Keeps one document's recovery file.

    On the document's thread, now and then: `if autosave.due: copy = autosave.take()`; then on any other thread
    `autosave.write(copy)`. After a clean save call `saved()`, when the document is closed `close()`.
    """

    def __init__(self, document: Document, place: Path | None = None, *, seconds: float = 60.0,
                 clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self.path = (place or folder()) / f"{_process()}-{next(_numbers)}.ora"
        self._document = document
        self._clock = clock
        self._oldest: float | None = None
        self._taken: float | None = None
        self._outdated = False
        """A copy on its way to the disk is no longer wanted there."""
        self._disconnect = document.changed.connect(self._changed)

    def _changed(self, change: Change) -> None:
        if not self._document.modified:
            self._oldest = None
        elif self._oldest is None:
            self._oldest = self._clock()

    @property
    def due(self) -> bool:
        """Whether the oldest change that no file holds is older than `seconds`, and no writing is under way."""
        return self._taken is None and self._oldest is not None and self._clock() - self._oldest >= self.seconds

    def take(self) -> Document:
        """A copy to be written. What changes from now on counts anew."""
        self._taken, self._oldest, self._outdated = self._oldest, None, False
        copy = frozen(self._document)
        copy.metadata[NOTE] = {
            "name": copy.name,
            "path": None if copy.path is None else str(copy.path),
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        return copy

    def write(self, copy: Document) -> None:
        """Puts the copy in the recovery file's place, whole or not at all; Unwritable when that fails.

        After a failure the changes count as unsaved again, at their old age: the next look finds them due.
        """
        written = False
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            files.save_document(self.path, copy)
            written = True
        except OSError as error:
            raise unwritable(self.path, error) from error
        finally:
            if not written and self._taken is not None:
                self._oldest = self._taken
            self._taken = None
            if self._outdated:
                self.path.unlink(missing_ok=True)

    def saved(self) -> None:
        """The document's own file holds everything: no recovery is needed until the next change."""
        self._oldest, self._outdated = None, True
        self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """The artist is done with the document, saved or not."""
        self._disconnect()
        self.saved()


class Recoverable(NamedTuple):
    """Work of a studio that did not end well."""

    path: Path
    name: str
    original: Path | None
    """The file it was opened from or saved to last."""
    kept: str
    """When, as ISO 8601 in UTC."""

    def open(self) -> Document:
        """The document as it was kept, with everything in it unsaved."""
        document = files.open_document(self.path)
        document.metadata.pop(NOTE, None)
        document.name, document.path = self.name, self.original
        document.do(_Recover())
        return document

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)


class _Recover:
    """Changes nothing; it stands in the history so that the document counts as unsaved."""

    title = "Recover"
    nbytes = 0

    def do(self, document: Document) -> Change:
        return Change()

    undo = do


def recoverable(place: Path | None = None) -> tuple[Recoverable, ...]:
    """What studios that are gone left behind, the newest first. Their unfinished files are cleared away."""
    place = place or folder()
    found: list[Recoverable] = []
    for path in sorted(place.glob("*")) if place.is_dir() else []:
        if _alive(path.name.removeprefix(".")):
            continue
        if path.name.endswith(PART):
            path.unlink(missing_ok=True)
        elif path.suffix == ".ora":
            found.append(_listed(path))
    return tuple(sorted(found, key=lambda one: one.kept, reverse=True))


def _listed(path: Path) -> Recoverable:
    """A file that cannot be understood is listed too: opening it says what is wrong."""
    try:
        with zipfile.ZipFile(path) as archive:
            note: dict[str, Any] = json.loads(archive.read(ora_notes.NOTES))["metadata"][NOTE]
        original = note["path"]
        return Recoverable(path, str(note["name"]), Path(original) if original else None, str(note["time"]))
    except (zipfile.BadZipFile, OSError, KeyError, TypeError, ValueError, Unreadable):
        kept = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
        return Recoverable(path, "Untitled", None, kept)


def _process() -> str:
    """Names this process for good: numbers come again after a restart, with their time of birth they do not."""
    import psutil

    return f"{os.getpid()}-{int(psutil.Process().create_time())}"


def _alive(name: str) -> bool:
    """Whether the process that the file `name` begins with still runs."""
    import psutil

    number, _, rest = name.partition("-")
    born = rest.partition("-")[0]
    if not (number.isdigit() and born.isdigit()):
        return False
    try:
        return abs(int(psutil.Process(int(number)).create_time()) - int(born)) <= 1
    except psutil.Error:
        return False
