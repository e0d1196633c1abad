"""A film as one writes it down: how long, how fast, what makes its pictures, and what changes when."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from studio.core.errors import BadRequest
from studio.explore.space import Spot
from studio.timeline import spots
from studio.timeline.kinds import LAYER
from studio.timeline.moment import Moment
from studio.timeline.pose import STILL
from studio.timeline.track import Track

LONGEST = 100_000
"""Frames: an hour and more at any usual pace."""


@dataclass(frozen=True, eq=False)
class Source:
    """The model that makes a picture for each frame; "" for a film of the document alone.

    `layer`: the name of the layer that shows them in the document; "" for a film of these pictures alone. `start` is
    where they lie before a position is keyed. `detail`: the layer keeps its own pixels, and only what differs from the
    picture at `start` is added to them, so that a painted portrait moves and stays itself. `noise`: which numbers of a
    flat latent are chance, as the model's entry tells; the way between two keys is along the sphere for them, or
    `straight`. The rest is for models led by text.
    """

    model: str = ""
    layer: str = ""
    start: Spot | None = None
    detail: bool = False
    noise: tuple[int, int] | None = None
    straight: bool = False
    prompt: str = ""
    negative: str = ""
    guidance: float = 5.0
    steps: int = 0


@dataclass(frozen=True, eq=False)
class Timeline:
    """`length` in frames; `loop`: it goes round, and every track comes back to its first key. `audio` is a sound file's
    path. `smooth`: the model makes only every so many frames, and motion between them is worked out (1: all)."""

    fps: Fraction = Fraction(24)
    length: int = 96
    loop: bool = False
    tracks: tuple[Track, ...] = ()
    source: Source = field(default_factory=Source)
    audio: str = ""
    smooth: int = 1

    def __post_init__(self) -> None:
        if not 0 < self.fps <= 240:
            raise BadRequest(f"A film has 1 to 240 frames a second, not {float(self.fps):g}.")
        if not 1 <= self.length <= LONGEST:
            raise BadRequest(f"A film has 1 to {LONGEST} frames, not {self.length}.")
        if not 1 <= self.smooth <= 16:
            raise BadRequest(f"Between two made frames there is room for 0 to 15, not {self.smooth - 1}.")
        if len({track.id for track in self.tracks}) < len(self.tracks):
            raise BadRequest("Two tracks change the same thing.", "Put their keys on one.")

    @property
    def seconds(self) -> float:
        return float(self.length / self.fps)

    @property
    def on_canvas(self) -> bool:
        """Whether the film shows the document, not the model's pictures alone."""
        of_layers = any(track.on and track.what.of == LAYER and track.keys for track in self.tracks)
        return not self.source.model or bool(self.source.layer) or of_layers

    def track(self, kind: str, target: str = "") -> Track | None:
        return next((track for track in self.tracks if track.id == (kind, target)), None)

    def with_track(self, track: Track) -> Timeline:
        """In the place of the one with its id, or below all others."""
        if self.track(*track.id) is None:
            return replace(self, tracks=(*self.tracks, track))
        return replace(self, tracks=tuple(track if other.id == track.id else other for other in self.tracks))

    def without(self, ids: Iterable[tuple[str, str]]) -> Timeline:
        gone = set(ids)
        return replace(self, tracks=tuple(track for track in self.tracks if track.id not in gone))

    def at(self, frame: float) -> Moment:
        """Everything at one time. BadRequest when there is nothing that a picture could be made of."""
        found: dict[str, dict[str, Any]] = {}
        for track in self.tracks:
            if track.on and track.keys:
                found.setdefault(track.kind, {})[track.target] = self.value(track, frame)
        return Moment(self._spot(found), self._prompt(found), found.get("mask", {}), found.get("opacity", {}),
                      found.get("place", {}), found.get("camera", {}).get("", STILL))  # fmt: skip

    def value(self, track: Track, frame: float) -> Any:
        """What the track says at that time; None without keys."""
        length = self.length if self.loop else 0
        if track.kind != "position":
            return track.at(frame, length)
        way = functools.partial(spots.between, noise=self.source.noise, straight=self.source.straight)
        return track.at(frame, length, way)

    def _spot(self, found: dict[str, dict[str, Any]]) -> Spot | None:
        """Where the model is asked; a slider's own track is stronger than what was set at a point."""
        if not self.source.model:
            return None
        spot: Spot | None = found.get("position", {}).get("", self.source.start)
        if spot is None:
            raise BadRequest("The film does not say which picture it begins with.", "Key a position, or choose a seed.")
        return Spot(spot.latent, {**spot.sliders, **found.get("slider", {})})

    def _prompt(self, found: dict[str, dict[str, Any]]) -> dict[str, float]:
        """Texts with their weights; none for models that read none."""
        said = found.get("prompt", {}).get("", self.source.prompt)
        if isinstance(said, dict):
            return dict(said)
        return {said: 1.0} if said else {}
