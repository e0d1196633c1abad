"""One row of the timeline: keys in order, and the value at any time between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from studio.core.errors import BadRequest
from studio.timeline.easing import Ease
from studio.timeline.kinds import Kind, kind_named


@dataclass(frozen=True, eq=False)
class Key:
    """`ease` says how its value goes on to the next key's."""

    frame: int
    value: Any
    ease: Ease = field(default_factory=Ease)


@dataclass(frozen=True, eq=False)
class Track:
    """`kind` is a key of KINDS; `target` a slider's or a layer's name, where the kind has one. At most one key a frame;
    they are kept in order. One that is not `on` is as if it were not there."""

    kind: str
    target: str = ""
    keys: tuple[Key, ...] = ()
    on: bool = True

    def __post_init__(self) -> None:
        if self.what.named and not self.target:
            raise BadRequest(f"A track of kind {self.kind} needs a name: of its slider, or of its layer.")
        ordered = tuple(sorted(self.keys, key=lambda key: key.frame))
        if len({key.frame for key in ordered}) < len(ordered):
            raise BadRequest("Two keys of one track stand at the same time.", "Move one of them.")
        if ordered and ordered[0].frame < 0:
            raise BadRequest("A key cannot stand before the film begins.")
        object.__setattr__(self, "keys", ordered)

    @property
    def what(self) -> Kind:
        return kind_named(self.kind)

    @property
    def id(self) -> tuple[str, str]:
        """No two tracks of a timeline have the same."""
        return self.kind, self.target

    def at(self, frame: float, length: int = 0,
           between: Callable[[Any, Any, float], Any] | None = None) -> Any:
        """The value at `frame`; None without keys. With a `length` the last key's value goes on to the first key's,
        which stands there again. `between` in the place of the kind's own."""
        if not self.keys:
            return None
        before, after = self._around(frame, length)
        if after is None or before is after:
            return before.value
        start, end = before.frame, after.frame
        if end <= start:
            end += length
            frame += length if frame < start else 0
        share = before.ease.share((frame - start) / (end - start))
        if share == 0 or share == 1:
            return before.value if share == 0 else after.value
        return (between or self.what.between)(before.value, after.value, share)

    def _around(self, frame: float, length: int) -> tuple[Key, Key | None]:
        """The last key at or before `frame` and the one after it. Beyond the ends there is only one, or both of them
        around the seam of a loop."""
        later = next((number for number, key in enumerate(self.keys) if key.frame > frame), len(self.keys))
        if 0 < later < len(self.keys):
            return self.keys[later - 1], self.keys[later]
        first, last = self.keys[0], self.keys[-1]
        if length and len(self.keys) > 1 and last.frame < length + first.frame:
            return last, first
        return (first, None) if later == 0 else (last, None)

    def key(self, frame: int) -> Key | None:
        """The one that stands at just this frame."""
        return next((key for key in self.keys if key.frame == frame), None)

    def with_key(self, key: Key) -> Track:
        """In the place of one at the same frame."""
        return replace(self, keys=(*(other for other in self.keys if other.frame != key.frame), key))

    def without(self, frames: Iterable[int]) -> Track:
        gone = set(frames)
        return replace(self, keys=tuple(key for key in self.keys if key.frame not in gone))

    def moved(self, frames: Iterable[int], by: int) -> Track:
        """Those keys `by` frames later (or earlier); they take the place of others that stand where they arrive."""
        chosen = set(frames)
        gone = {frame + by for frame in chosen}
        kept = [key for key in self.keys if key.frame not in chosen and key.frame not in gone]
        gone_on = [replace(key, frame=key.frame + by) for key in self.keys if key.frame in chosen]
        return replace(self, keys=tuple(kept + gone_on))
