"""What one does to the keys: each of these is one step of undo."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadRequest
from studio.core.picture import frozen
from studio.explore.space import Spot
from studio.families import sliders
from studio.timeline.easing import Ease
from studio.timeline.kinds import LAYER, MODEL
from studio.timeline.pose import STILL
from studio.timeline.timeline import Timeline
from studio.timeline.track import Key, Track
from studio.ui.timeline import sources

if TYPE_CHECKING:
    from studio.families.family import ModelEntry
    from studio.ui.timeline.reel import KeyId, Reel, TrackId

NO_TRACK = ("No row is chosen.", "Add a track, or click one, and press Add key again.")


def entry_of(reel: Reel) -> ModelEntry | None:
    """The model that makes the pictures, or would: that of the explorer while none is chosen."""
    name = reel.timeline.source.model or reel.model
    return reel.desk.library.entry(name) if name else None


def slider_of(reel: Reel, name: str) -> sliders.Slider | None:
    entry = entry_of(reel)
    return next((one for one in sliders.of(entry) if one.name == name), None) if entry else None


def title_of(track: Track) -> str:
    """ "Mouth open", "Opacity · Sky"."""
    if track.kind == "slider":
        return spoken(track.target)
    return f"{track.what.title} · {track.target}" if track.target else track.what.title


def spoken(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


# Tracks


def add_track(reel: Reel, kind: str, target: str = "") -> None:
    """A new row with a key at the playhead, where there is a value to key; chosen. One that is there is only chosen."""
    timeline = reel.timeline
    if timeline.track(kind, target) is None:
        track = Track(kind, target)
        if track.what.of == MODEL and not timeline.source.model:
            source = sources.explored(reel)
            if source is None:
                raise BadRequest("No model makes pictures yet.", sources.NOBODY)
            timeline = replace(timeline, source=source)
        if track.what.of == LAYER:
            _layer(reel, target)
        value = current(reel, timeline, track)
        if value is not None:
            track = track.with_key(Key(reel.frame, value))
        reel.do(timeline.with_track(track), f"Add {title_of(track)}")
    reel.pick((kind, target))


def remove_track(reel: Reel, id: TrackId) -> None:
    reel.do(reel.timeline.without([id]), "Delete track")


def turn_track(reel: Reel, id: TrackId) -> None:
    """Off, or on again."""
    track = _track(reel, id)
    reel.do(reel.timeline.with_track(replace(track, on=not track.on)), "Track off" if track.on else "Track on")


def _track(reel: Reel, id: TrackId | None) -> Track:
    track = reel.timeline.track(*id) if id else None
    if track is None:
        raise BadRequest(*NO_TRACK)
    return track


def _layer(reel: Reel, name: str) -> Any:
    """The layer of that name; BadRequest where there is none, or more than one."""
    found = [layer for layer in reel.document.root.walk() if layer.name == name]
    if len(found) != 1:
        raise BadRequest(f"{'No layer is' if not found else f'{len(found)} layers are'} called “{name}”.",
                         "A track finds its layer by its name: give it one of its own.")  # fmt: skip
    return found[0]


# Keys


def current(reel: Reel, timeline: Timeline, track: Track) -> Any:
    """What a new key of that track holds: what is there now; None where there is nothing to hold."""
    if track.kind == "mask":
        return marked(reel)
    if track.kind == "position":
        there = reel.spot if reel.model == timeline.source.model else None
        return there or timeline.value(track, reel.frame) or timeline.source.start
    value = timeline.value(track, reel.frame)
    if value is not None:
        return most(value) if isinstance(value, dict) else value
    if track.kind == "slider":
        slider = slider_of(reel, track.target)
        start = timeline.source.start
        known = start.sliders.get(track.target) if start is not None else None
        return known if known is not None else slider.default if slider is not None else 0.0
    if track.kind == "opacity":
        return float(_layer(reel, track.target).opacity)
    return timeline.source.prompt if track.kind == "prompt" else STILL


def most(prompts: dict[str, float]) -> str:
    """The prompt that weighs most."""
    return max(prompts, key=lambda text: prompts[text])


def marked(reel: Reel) -> Any:
    """The picture's mask as it stands; where nothing is marked, all of it."""
    document = reel.document
    mask = document.mask.read(document.canvas)
    return frozen(mask if mask.any() else mask | 255)


def add_key(reel: Reel) -> None:
    """At the playhead, on the row that is active."""
    track = _track(reel, reel.track)
    value = current(reel, reel.timeline, track)
    if value is None:
        raise BadRequest("There is nothing to key yet.", "Choose where the film begins at the right.")
    set_value(reel, value, "Add key")


def set_value(reel: Reel, value: Any, title: str = "Change key") -> None:
    """The active row holds `value` at the playhead from now on. Changing it on and on is one step of undo."""
    track = _track(reel, reel.track)
    old = track.key(reel.frame)
    before = [key for key in track.keys if key.frame < reel.frame]
    ease = old.ease if old else before[-1].ease if before else Ease()
    changed = reel.timeline.with_track(track.with_key(Key(reel.frame, value, ease)))
    reel.do(changed, title, f"{track.kind} {track.target} {reel.frame}" if old else "")
    reel.pick(track.id, frozenset({(track.id, reel.frame)}))


def set_ease(reel: Reel, ease: Ease) -> None:
    """Of the chosen keys, or of the one that goes on at the playhead."""
    keys = chosen(reel)
    if not keys:
        track = _track(reel, reel.track)
        before = [key for key in track.keys if key.frame <= reel.frame] or list(track.keys[:1])
        if not before:
            raise BadRequest("There is no key to ease.", "Add one first.")
        keys = {track.id: {before[-1].frame}}
    timeline = reel.timeline
    for id, frames in keys.items():
        track = _track(reel, id)
        timeline = timeline.with_track(replace(track, keys=tuple(
            replace(key, ease=ease) if key.frame in frames else key for key in track.keys)))  # fmt: skip
    reel.do(timeline, "Easing")


def chosen(reel: Reel) -> dict[TrackId, set[int]]:
    """Frames of the chosen keys by track."""
    out: dict[TrackId, set[int]] = {}
    for id, frame in reel.keys:
        out.setdefault(id, set()).add(frame)
    return out


def moved(timeline: Timeline, keys: Iterable[KeyId], by: int) -> tuple[Timeline, frozenset[KeyId]]:
    """Those keys later (or earlier), none of them before the film or behind its end; and where they are now."""
    keys = list(keys)
    if keys:
        by = max(by, -min(frame for _, frame in keys))
        by = min(by, timeline.length - 1 - max(frame for _, frame in keys)) if by > 0 else by
    for id in {id for id, _ in keys}:
        track = timeline.track(*id)
        if track is not None:
            timeline = timeline.with_track(track.moved([frame for one, frame in keys if one == id], by))
    return timeline, frozenset((id, frame + by) for id, frame in keys)


def move_keys(reel: Reel, by: int) -> None:
    timeline, keys = moved(reel.timeline, reel.keys, by)
    if keys != reel.keys:
        reel.do(timeline, "Move keys")
        reel.pick(reel.track, keys)


def delete_keys(reel: Reel) -> None:
    timeline = reel.timeline
    for id, frames in chosen(reel).items():
        timeline = timeline.with_track(_track(reel, id).without(frames))
    if reel.keys:
        reel.do(timeline, "Delete keys")


def copy_keys(reel: Reel) -> None:
    """For pasting on the same rows, from the playhead on."""
    if not reel.keys:
        return
    first = min(frame for _, frame in reel.keys)
    found = []
    for id, frames in chosen(reel).items():
        found += [(id, key.frame - first, key.value, key.ease) for key in _track(reel, id).keys if key.frame in frames]
    reel.copied = tuple(found)


def paste_keys(reel: Reel) -> None:
    """What would lie beyond the film's end is left out."""
    timeline, keys = reel.timeline, set[Any]()
    for id, after, value, ease in reel.copied:
        frame = reel.frame + after
        if frame < timeline.length:
            track = timeline.track(*id) or Track(*id)
            timeline = timeline.with_track(track.with_key(Key(frame, value, ease)))
            keys.add((id, frame))
    if keys:
        reel.do(timeline, "Paste keys")
        reel.pick(reel.track, frozenset(keys))


def step_key(reel: Reel, forward: bool) -> None:
    """To the next key of the active row, or of all rows when none is."""
    tracks = [track for track in reel.timeline.tracks if reel.track in (None, track.id)]
    frames = sorted({key.frame for track in tracks for key in track.keys})
    ahead = [frame for frame in frames if (frame > reel.frame if forward else frame < reel.frame)]
    if ahead:
        reel.go(ahead[0] if forward else ahead[-1])


# The film


def set_length(reel: Reel, length: int) -> None:
    """Keys beyond a new end wait there until the film is longer again."""
    reel.do(replace(reel.timeline, length=length), "Length of the film")


def begin_at(reel: Reel, spot: Spot) -> None:
    """Where the film starts while no position is keyed."""
    timeline = reel.timeline
    reel.do(replace(timeline, source=replace(timeline.source, start=spot)), "Where it begins")
