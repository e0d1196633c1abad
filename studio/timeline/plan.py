"""What has to be made for each frame of a film, and what of it is there already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from studio.families.tasks import Decode
from studio.timeline.easing import HOLD
from studio.timeline.kinds import MODEL
from studio.timeline.moment import Moment
from studio.timeline.timeline import Timeline


class Shot(NamedTuple):
    """One frame. `made` are the moments whose pictures the model has to make for it: none, one, or two between which
    motion is worked out at `share`. `base`: the one that these are compared with, where a layer keeps its detail."""

    frame: int
    moment: Moment
    made: tuple[Moment, ...] = ()
    share: float = 0.0
    base: Moment | None = None

    @property
    def needed(self) -> tuple[Moment, ...]:
        """All whose pictures the model has to make."""
        return self.made if self.base is None else (*self.made, self.base)

    @property
    def pictured(self) -> tuple[object, ...]:
        """Of its picture: frames with the same need it only once."""
        return (*(moment.asked for moment in self.needed), round(self.share, 6))


def shots(timeline: Timeline, start: int = 0, stop: int | None = None) -> Iterator[Shot]:
    """The frames from `start` up to `stop`, one after the other, however long the film is."""
    anchors = _Anchors(timeline)
    for frame in range(start, timeline.length if stop is None else min(stop, timeline.length)):
        yield shot(timeline, frame, anchors)


def shot(timeline: Timeline, frame: int, anchors: _Anchors | None = None) -> Shot:
    moment = timeline.at(frame)
    if moment.spot is None:
        return Shot(frame, moment)
    base = _base(timeline)
    if timeline.smooth == 1:
        return Shot(frame, moment, (moment,), base=base)
    before, after = (anchors or _Anchors(timeline)).around(frame)
    if before == frame:
        return Shot(frame, moment, (moment,), base=base)
    one, two = timeline.at(before), timeline.at(after)
    if one.asked == two.asked:
        return Shot(frame, moment, (one,), base=base)
    return Shot(frame, moment, (one, two), (frame - before) / (after - before), base)


def _base(timeline: Timeline) -> Moment | None:
    source = timeline.source
    if not source.detail or not source.layer or source.start is None:
        return None
    return Moment(source.start, {source.prompt: 1.0} if source.prompt else {})


class _Anchors:
    """Frames that the model makes although motion is worked out in between: every `smooth`-th, the last one, the keys
    of what it is asked, and the last frames before something jumps."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._own = {timeline.length - 1}
        for track in timeline.tracks:
            if track.what.of == MODEL and track.on:
                for key, following in zip(track.keys, (*track.keys[1:], None), strict=True):
                    self._own.add(key.frame)
                    if following and (key.ease.name == HOLD or isinstance(key.value, str)):
                        self._own.add(following.frame - 1)

    def _is(self, frame: int) -> bool:
        return frame % self._timeline.smooth == 0 or frame in self._own

    def around(self, frame: int) -> tuple[int, int]:
        """The nearest at or before `frame`, and at or after it."""
        before, after = frame, frame
        while not self._is(before):
            before -= 1
        while not self._is(after):
            after += 1
        return before, after


def tasks(timeline: Timeline, moments: Sequence[Moment], together: int) -> list[tuple[Decode, list[str]]]:
    """The jobs that make these moments' pictures, each once, at most `together` in one; with what each asks."""
    wanted = {moment.asked: moment for moment in moments if moment.spot is not None}
    source, out = timeline.source, []
    names = list(wanted)
    for start in range(0, len(names), together):
        some = names[start : start + together]
        spots = [spot for name in some if (spot := wanted[name].spot) is not None]
        prompts = tuple(dict(wanted[name].prompt) for name in some)
        out.append((Decode(
            model=source.model, latents=tuple(spot.latent for spot in spots),
            each=tuple(dict(spot.sliders) for spot in spots), prompts=prompts if any(prompts) else (),
            negative=source.negative, guidance=source.guidance, steps=source.steps), some))  # fmt: skip
    return out
