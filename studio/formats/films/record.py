"""The one way to write a film: frames are encoded while the next ones are made, and the file appears when complete."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from studio.core.errors import BadRequest, Unwritable
from studio.formats.films.film import Film, FilmFormat, Frame
from studio.formats.whole import unwritable, whole, whole_folder
from studio.parts import parts

AHEAD = 8
"""Frames that may wait for the encoder: what is in memory does not grow with the film. As many as a walk makes at once:
with fewer, the next ones would not be begun before the encoder is half through with these."""


def formats() -> tuple[FilmFormat, ...]:
    return tuple(parts("studio.formats.films"))


def format_for(path: Path) -> FilmFormat:
    """By the name's ending; BadRequest tells which there are."""
    for one in formats():
        if path.suffix.lower() in one.suffixes:
            return one
    known = ", ".join(suffix for one in formats() for suffix in one.suffixes)
    raise BadRequest(f"A film cannot be written as {path.suffix or path.name}.", f"Choose one of: {known}.")


def format_named(id: str) -> FilmFormat:
    """BadRequest tells which there are."""
    for one in formats():
        if one.id == id:
            return one
    raise BadRequest(f"There is no format of films called {id!r}.",
                     f"There are: {', '.join(one.id for one in formats())}.")  # fmt: skip


def record(path: Path, frames: Iterable[Frame], film: Film, form: FilmFormat | None = None) -> int:
    """Writes `frames` to `path` and gives their number; as its ending says, or as `form`.

    The encoder works on a thread of its own beside whatever makes the frames. When that raises (Cancelled among
    others), or the disk is full (Unwritable), nothing is left behind and an older file stays as it was.
    """
    form = form or format_for(path)
    with (whole_folder if form.folder else whole)(path) as part:
        return _Encoder(form, part, path, film).run(frames)


class _Stop(Exception):
    """The frames ended early: what is encoded is thrown away."""


class _Encoder:
    def __init__(self, form: FilmFormat, part: Path, goal: Path, film: Film) -> None:
        self._form, self._part, self._goal, self._film = form, part, goal, film
        self._waiting: queue.Queue[Frame | None] = queue.Queue(AHEAD)
        self._stopped = threading.Event()

    def run(self, frames: Iterable[Frame]) -> int:
        count, complete = 0, False
        with ThreadPoolExecutor(1, "film") as thread:
            encoding = thread.submit(self._form.write, self._part, self._frames(), self._film)
            try:
                for frame in frames:
                    if not self._put(frame, encoding):
                        break
                    count += 1
                complete = True
            finally:
                if not complete:
                    self._stopped.set()
                self._put(None, encoding)
        error = encoding.exception()
        if error is not None:
            raise self._explained(error)
        return count

    def _put(self, frame: Frame | None, encoding: Future[None]) -> bool:
        """False once the encoder has ended."""
        while not encoding.done():
            try:
                self._waiting.put(frame, timeout=0.05)
                return True
            except queue.Full:
                continue
        return False

    def _frames(self) -> Iterator[Frame]:
        while (frame := self._waiting.get()) is not None:
            if self._stopped.is_set():
                raise _Stop
            yield frame
        if self._stopped.is_set():
            raise _Stop

    def _explained(self, error: BaseException) -> BaseException:
        import av

        if isinstance(error, OSError):  # PyAV's errors of the disk are also these
            return unwritable(self._goal, error)
        if isinstance(error, av.FFmpegError):
            said = (error.strerror or str(error)).lower()
            return Unwritable(f"{self._goal.name} could not be written: {said}.", "Try another format or size.")
        return error
