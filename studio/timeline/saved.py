"""A timeline as plain JSON: what the document keeps, what a file holds, and what the command line reads.

    {"timeline": 1, "fps": "24", "length": 96, "loop": false, "smooth": 1, "audio": "song.ogg",
     "source": {"model": "cgan-portraits", "layer": "", "start": {"latent": …, "sliders": {"smile": 0.2}}, …},
     "tracks": [{"kind": "slider", "target": "smile", "on": true,
                 "keys": [{"frame": 0, "value": -1.0, "ease": "in-out"}, …]}, …]}
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from studio.core.document import Document
from studio.core.errors import BadRequest, Unreadable
from studio.timeline import easing, spots
from studio.timeline.kinds import kind_named
from studio.timeline.timeline import Source, Timeline
from studio.timeline.track import Key, Track

VERSION = 1
NOTE = "timeline"
"""The key of `Document.metadata` under which a document keeps it."""


def told(timeline: Timeline) -> dict[str, Any]:
    return {
        "timeline": VERSION,
        "fps": str(timeline.fps),
        "length": timeline.length,
        "loop": timeline.loop,
        "smooth": timeline.smooth,
        "audio": timeline.audio,
        "source": _source_told(timeline.source),
        "tracks": [_track_told(track) for track in timeline.tracks],
    }


LONGEST = 1 << 16
"""Letters of a timeline that a film carries: some players choke on more."""


def short(timeline: Timeline) -> dict[str, Any]:
    """As a film carries it: whole where there is room, else without what its keys hold."""
    whole = told(timeline)
    if len(json.dumps(whole)) <= LONGEST:
        return whole
    keys = [[track.kind, track.target, len(track.keys)] for track in timeline.tracks]
    return {name: value for name, value in whole.items() if name not in ("tracks", "source")} | {
        "source": {"model": timeline.source.model, "layer": timeline.source.layer}, "keys": keys}  # fmt: skip


def _source_told(source: Source) -> dict[str, Any]:
    return {
        "model": source.model,
        "layer": source.layer,
        "start": None if source.start is None else spots.told(source.start),
        "noise": None if source.noise is None else list(source.noise),
        **{name: getattr(source, name) for name in ("detail", "straight", "prompt", "negative", "guidance", "steps")},
    }


_written: WeakKeyDictionary[Track, dict[str, Any]] = WeakKeyDictionary()
"""Tracks never change: while one row is dragged about, the masks of the others are not packed again and again."""


def _track_told(track: Track) -> dict[str, Any]:
    if track not in _written:
        _written[track] = _packed(track)
    return _written[track]


def _packed(track: Track) -> dict[str, Any]:
    keys = [{"frame": key.frame, "value": track.what.told(key.value), "ease": easing.told(key.ease)}
            for key in track.keys]  # fmt: skip
    return {"kind": track.kind, "target": track.target, "on": track.on, "keys": keys}


def timeline_of(value: Any) -> Timeline:
    """What `told` wrote; only `tracks` or `source` must be there. BadRequest says what is wrong with it."""
    if not isinstance(value, Mapping) or "timeline" not in value:
        raise BadRequest("This is no timeline.", "Give the JSON that the Timeline panel saved.")
    if value["timeline"] != VERSION:
        raise BadRequest(f"This timeline is of a newer studio (version {value['timeline']}).", "Update this one.")
    plain = Timeline()
    try:
        return Timeline(
            fps=Fraction(str(value.get("fps", plain.fps))).limit_denominator(1001),
            length=int(value.get("length", plain.length)),
            loop=bool(value.get("loop", False)),
            smooth=int(value.get("smooth", 1)),
            audio=str(value.get("audio") or ""),
            source=_source_of(value.get("source") or {}),
            tracks=tuple(_track_of(track) for track in value.get("tracks", ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError):
        raise BadRequest("This timeline is damaged: a part of it cannot be understood.") from None


def _source_of(value: Mapping[str, Any]) -> Source:
    plain, noise = Source(), value.get("noise")
    return Source(
        model=str(value.get("model") or ""),
        layer=str(value.get("layer") or ""),
        start=spots.spot_of(value["start"]) if value.get("start") else None,
        noise=(int(noise[0]), int(noise[1])) if noise else None,
        detail=bool(value.get("detail", False)),
        straight=bool(value.get("straight", False)),
        prompt=str(value.get("prompt") or ""),
        negative=str(value.get("negative") or ""),
        guidance=float(value.get("guidance", plain.guidance)),
        steps=int(value.get("steps", plain.steps)),
    )


def _track_of(value: Mapping[str, Any]) -> Track:
    kind = kind_named(str(value["kind"]))
    keys = tuple(Key(int(key["frame"]), kind.value(key["value"]), easing.ease_of(key.get("ease", "in-out")))
                 for key in value.get("keys", ()))  # fmt: skip
    return Track(kind.id, str(value.get("target") or ""), keys, bool(value.get("on", True)))


# In a document, and in files


def of_document(document: Document) -> Timeline | None:
    """The one that it keeps; None where it keeps none. BadRequest when that is damaged."""
    kept = document.metadata.get(NOTE)
    return None if kept is None else timeline_of(kept)


def read(path: Path) -> tuple[Timeline, str]:
    """A timeline's file, and the document that it is to be shown on ("" for none). Both its paths count from the file's
    folder. Unreadable, or BadRequest with what is wrong."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadRequest(f"There is no file {path}.") from None
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from None
    except (ValueError, RecursionError):
        raise BadRequest(f"{path} holds no timeline.", "Give the JSON that the Timeline panel saved.") from None
    timeline = timeline_of(value)
    if timeline.audio:
        timeline = replace(timeline, audio=str(path.parent / timeline.audio))
    document = value.get("document") or ""
    return timeline, str(path.parent / str(document)) if document else ""


def text(timeline: Timeline, document: str = "") -> str:
    """A file's content."""
    return json.dumps(told(timeline) | ({"document": document} if document else {}), indent=1)
