"""A timeline is the same film after being written down."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.explore.space import Spot
from studio.families import walks
from studio.formats import files
from studio.timeline import saved
from studio.timeline.command import SetTimeline
from studio.timeline.easing import OWN, Ease
from studio.timeline.pose import Pose
from studio.timeline.timeline import Source, Timeline
from studio.timeline.track import Key, Track

MASK = np.tri(8, dtype=np.uint8) * 255
FILM = Timeline(
    Fraction(24000, 1001), 48, True,
    (Track("position", "", (Key(0, Spot(walks.normal(1, (6,)), {"smile": 1.0})),)),
     Track("slider", "smile", (Key(0, -1.0, Ease(OWN, (0.1, 0, 0.9, 1.2))), Key(9, 1.0))),
     Track("slider", "hat", (Key(0, "none"),), on=False),
     Track("mask", "Face", (Key(3, MASK, Ease("hold")),)),
     Track("camera", "", (Key(0, Pose(0.5, 0, 2, 10)),))),
    Source("faces", "Face", Spot(walks.normal(2, (6,))), True, (0, 4), True, "a hill", "rain", 7.0, 12), "song.ogg", 3,
)  # fmt: skip


def test_every_frame_is_the_same_after_writing_and_reading() -> None:
    again = saved.timeline_of(json.loads(saved.text(FILM)))
    assert saved.told(again) == saved.told(FILM)
    for frame in range(0, 48, 5):
        assert (again.at(frame).asked, again.at(frame).staged) == (FILM.at(frame).asked, FILM.at(frame).staged)


def test_a_short_timeline_by_hand_will_do() -> None:
    timeline = saved.timeline_of({"timeline": 1, "fps": 12.5, "tracks": [
        {"kind": "camera", "keys": [{"frame": 0, "value": {"scale": 1}}, {"frame": 9, "value": {"scale": 2}}]}]})
    assert timeline.fps == Fraction(25, 2)
    assert timeline.at(9).camera.scale == 2


@pytest.mark.parametrize("wrong", [None, {}, {"timeline": 9}, {"timeline": 1, "fps": "fast"},
                                   {"timeline": 1, "tracks": [{}]}, {"timeline": 1, "tracks": 3},
                                   {"timeline": 1, "tracks": [{"kind": "slider", "target": "a", "keys": [{}]}]},
                                   {"timeline": 1, "source": {"start": {"latent": 3}}},
                                   {"timeline": 1, "fps": "1/0"}])  # fmt: skip
def test_what_is_no_timeline_is_refused(wrong: Any) -> None:
    with pytest.raises(BadRequest):
        saved.timeline_of(wrong)


def test_paths_count_from_the_folder_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "film.json").write_text(saved.text(FILM, "face.ora"))
    timeline, document = saved.read(tmp_path / "film.json")
    assert timeline.audio == str(tmp_path / "song.ogg")
    assert document == str(tmp_path / "face.ora")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"a": 1}'])
def test_a_file_that_holds_none_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "film.json").write_text(content)
    with pytest.raises(BadRequest):
        saved.read(tmp_path / "film.json")
    with pytest.raises(BadRequest, match="no file"):
        saved.read(tmp_path / "other.json")


def test_a_document_keeps_it_in_its_file(tmp_path: Path) -> None:
    document = Document((8, 8))
    document.do(SetTimeline(FILM))
    files.save_document(tmp_path / "film.ora", document)
    again = saved.of_document(files.open_document(tmp_path / "film.ora"))
    assert again is not None
    assert saved.told(again) == saved.told(FILM)
    assert saved.of_document(Document((8, 8))) is None


def test_a_film_carries_a_long_timeline_in_short() -> None:
    assert saved.short(FILM) == saved.told(FILM)
    noise = np.random.default_rng(0).integers(0, 256, (400, 400), np.uint8)
    told = saved.short(FILM.with_track(Track("mask", "Sky", (Key(0, noise),))))
    assert len(json.dumps(told)) < saved.LONGEST
    assert told["keys"][-1] == ["mask", "Sky", 1]
    assert told["source"] == {"model": "faces", "layer": "Face"}
