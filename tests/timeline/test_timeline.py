"""A timeline says everything about any of its frames."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.explore.space import Spot
from studio.families import walks
from studio.timeline.easing import Ease
from studio.timeline.pose import STILL, Pose
from studio.timeline.timeline import Source, Timeline
from studio.timeline.track import Key, Track

EVEN = Ease("linear")
A, B = Spot(walks.normal(1, (8,)), {"smile": 0.9}), Spot(walks.normal(2, (8,)))
POSITION = Track("position", "", (Key(0, A, EVEN), Key(10, B, EVEN)))
SMILE = Track("slider", "smile", (Key(0, -1.0, EVEN), Key(10, 1.0, EVEN)))


def film(*tracks: Track, **more: object) -> Timeline:
    return Timeline(length=20, tracks=tracks, source=Source("faces", start=A), **more)  # type: ignore[arg-type]


def test_a_slider_track_is_stronger_than_what_was_set_at_the_point() -> None:
    spot = film(POSITION, SMILE).at(0).spot
    assert spot is not None
    assert spot.sliders == {"smile": -1.0}
    assert (spot.latent == A.latent).all()


def test_without_a_position_it_stays_where_it_began() -> None:
    spot = film(SMILE).at(5).spot
    assert spot is not None
    assert (spot.latent == A.latent).all()
    assert spot.sliders == {"smile": 0.0}


def test_a_track_that_is_off_is_as_if_it_were_not_there() -> None:
    spot = film(replace(SMILE, on=False)).at(5).spot
    assert spot is not None
    assert spot.sliders == {"smile": 0.9}


def test_prompts_camera_layers_and_masks_are_told() -> None:
    mask = np.zeros((4, 4), np.uint8)
    tracks = (Track("prompt", "", (Key(0, "hill", EVEN), Key(10, "lake", EVEN))),
              Track("camera", "", (Key(0, STILL, EVEN), Key(10, Pose(1), EVEN))),
              Track("opacity", "Sky", (Key(0, 0.0, EVEN), Key(10, 1.0, EVEN))),
              Track("mask", "Face", (Key(0, mask),)), Track("place", "Sky", (Key(0, Pose(3)),)))  # fmt: skip
    moment = film(*tracks).at(5)
    assert moment.prompt == pytest.approx({"hill": 0.5, "lake": 0.5})
    assert moment.camera.x == pytest.approx(0.5)
    assert moment.opacities == pytest.approx({"Sky": 0.5})
    assert moment.masks["Face"] is mask
    assert moment.places == {"Sky": Pose(3)}


def test_a_film_without_a_model_asks_none() -> None:
    assert Timeline().at(0).spot is None
    assert Timeline().on_canvas


def test_pictures_of_a_model_are_shown_alone_until_layers_take_part() -> None:
    assert not film(SMILE).on_canvas
    assert film(Track("opacity", "Sky", (Key(0, 1.0),))).on_canvas
    assert replace(film(SMILE), source=Source("faces", layer="Face", start=A)).on_canvas


def test_a_loop_comes_round() -> None:
    timeline = film(Track("slider", "smile", (Key(0, 0.0, EVEN), Key(10, 1.0, EVEN))), loop=True)
    found = [timeline.at(frame).spot.sliders["smile"] for frame in (0, 5, 10, 15, 20)]  # type: ignore[union-attr]
    assert found == pytest.approx([0, 0.5, 1, 0.5, 0])


def test_a_model_without_a_place_to_begin_is_told() -> None:
    with pytest.raises(BadRequest, match="begins with"):
        Timeline(source=Source("faces")).at(0)


def test_tracks_are_found_replaced_and_taken_away() -> None:
    timeline = film(SMILE).with_track(POSITION).with_track(SMILE.without([0]))
    assert [track.id for track in timeline.tracks] == [("slider", "smile"), ("position", "")]
    assert len(timeline.tracks[0].keys) == 1
    assert timeline.without([SMILE.id]).track("slider", "smile") is None


@pytest.mark.parametrize("wrong", [{"fps": Fraction(0)}, {"fps": Fraction(500)}, {"length": 0}, {"smooth": 0},
                                   {"length": 10**6}, {"tracks": (SMILE, SMILE)}])  # fmt: skip
def test_what_no_film_can_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadRequest):
        Timeline(**wrong)  # type: ignore[arg-type]


def test_its_time_is_told() -> None:
    assert Timeline(fps=Fraction(25), length=100).seconds == 4.0
