"""The frames of a timeline, one after the other: what comes next is made while what is there is put together."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from studio.core.errors import JobFailed
from studio.families.tasks import Report, Task, silent
from studio.session.walking import TOGETHER, over
from studio.timeline import stage
from studio.timeline.cache import Cache
from studio.timeline.inbetween import Between
from studio.timeline.plan import Shot, shots, tasks

if TYPE_CHECKING:
    from studio.core.document import Document
    from studio.core.picture import Picture
    from studio.engine.job import Job
    from studio.timeline.timeline import Timeline

ROOM = 12 << 20
"""Bytes of pictures that may be wanted again later: memory does not grow with the film."""


class Pending(Protocol):
    """A job that was sent off."""

    def result(self) -> Job:
        """The job once it is over."""
        ...

    def cancel(self) -> object: ...


Begin = Callable[[Task], Pending]


@dataclass
class Over:
    """A job of an engine whose `submit` only comes back when it is over."""

    job: Job

    def result(self) -> Job:
        return self.job

    def cancel(self) -> None:
        return


@dataclass
class _Part:
    """Some shots, and the jobs under way for them with what each is asked."""

    shots: list[Shot]
    under_way: list[tuple[Pending, list[str]]] = field(default_factory=list)


def frames(begin: Begin, timeline: Timeline, document: Document | None = None,
           size: tuple[int, int] | None = None, report: Report = silent, start: int = 0,
           stop: int | None = None) -> Iterator[Picture]:
    """The frames from `start` up to `stop`, (H, W, 4) uint8, at `size` = (width, height) if given.

    `document` is a frozen copy, wanted where the timeline shows one. Raises BadRequest before anything is made when a
    layer or a point is missing, later what went wrong, and Cancelled. Jobs that are wanted no more are cancelled.
    """
    shown = document if timeline.on_canvas else None
    stage.check(timeline.at(start), shown, timeline.source.layer)
    yield from _Filming(begin, timeline, shown, size).run(report, start, stop)


class _Filming:
    def __init__(self, begin: Begin, timeline: Timeline, document: Document | None,
                 size: tuple[int, int] | None) -> None:
        self._begin, self._timeline, self._document, self._size = begin, timeline, document, size
        self._made = Cache(ROOM)
        self._held: dict[str, Picture] = {}
        self._asked: set[str] = set()
        self._between: tuple[tuple[object, ...], Between] | None = None
        self._last: tuple[object, Picture] | None = None

    def run(self, report: Report, start: int, stop: int | None) -> Iterator[Picture]:
        """Two parts are under way at any time: one that is put together, and the next one."""
        last = self._timeline.length if stop is None else min(stop, self._timeline.length)
        coming, parts = shots(self._timeline, start, last), deque[_Part]()
        done, total = 0, max(1, last - start)
        try:
            while True:
                while len(parts) < 2 and (some := list(islice(coming, TOGETHER * self._timeline.smooth))):
                    parts.append(self._sent(some))
                if not parts:
                    return
                self._finish(parts[0])
                for shot in parts[0].shots:
                    frame = self._frame(shot)
                    done += 1
                    report(done / total, note=f"Frame {done} of {total}")
                    yield frame
                parts.popleft()
                self._let_go(parts)
        finally:
            for part in parts:
                for pending, _ in part.under_way:
                    pending.cancel()

    def _sent(self, some: list[Shot]) -> _Part:
        part = _Part(some)
        wanted = [moment for shot in some for moment in shot.needed if not self._has(moment.asked)]
        for task, names in tasks(self._timeline, wanted, TOGETHER):
            self._asked.update(names)
            part.under_way.append((self._begin(task), names))
        return part

    def _has(self, name: str) -> bool:
        """Whether that picture is there, or on its way. One that is there is held until it was shown."""
        if name not in self._held and (found := self._made.get(name)) is not None:
            self._held[name] = found
        return name in self._held or name in self._asked

    def _let_go(self, parts: Iterable[_Part]) -> None:
        """Of what no part that is under way needs."""
        needed = {moment.asked for part in parts for shot in part.shots for moment in shot.needed}
        self._held = {name: picture for name, picture in self._held.items() if name in needed}

    def _finish(self, part: _Part) -> None:
        while part.under_way:
            pending, names = part.under_way[0]
            job = over(pending.result())
            if len(job.patches) != len(names):
                raise JobFailed(f"{job.title} made {len(job.patches)} pictures of {len(names)} points.")
            for name, patch in zip(names, job.patches, strict=True):
                self._made.put(name, patch.pixels)
                self._held[name] = patch.pixels
            self._asked.difference_update(names)
            part.under_way.pop(0)

    def _frame(self, shot: Shot) -> Picture:
        """Not put together again when it shows what the one before showed."""
        shows = shot.pictured, shot.moment.staged
        if self._last is None or self._last[0] != shows:
            picture = self._picture(shot)
            base = None if shot.base is None else self._held[shot.base.asked]
            self._last = shows, stage.frame(shot.moment, picture, self._document, self._timeline.source.layer,
                                            self._size, base)  # fmt: skip
        return self._last[1]

    def _picture(self, shot: Shot) -> Picture | None:
        if not shot.made:
            return None
        pictures = [self._held[moment.asked] for moment in shot.made]
        if len(pictures) == 1:
            return pictures[0]
        names = tuple(moment.asked for moment in shot.made)
        if self._between is None or self._between[0] != names:
            self._between = names, Between(*pictures)
        return self._between[1].at(shot.share)
