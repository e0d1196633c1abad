"""The model makes what is needed, once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studio.explore.space import Spot
from studio.families import walks
from studio.timeline.easing import Ease
from studio.timeline.plan import shot, shots, tasks
from studio.timeline.pose import Pose
from studio.timeline.timeline import Source, Timeline
from studio.timeline.track import Key, Track

EVEN, HOLD = Ease("linear"), Ease("hold")
START = Spot(walks.normal(1, (8,)))


def film(*tracks: Track, length: int = 12, smooth: int = 1) -> Timeline:
    return Timeline(length=length, tracks=tracks, source=Source("faces", start=START, steps=3), smooth=smooth)


SMILE = Track("slider", "smile", (Key(0, 0.0, EVEN), Key(6, 1.0, EVEN)))


def test_frames_that_did_not_change_are_asked_for_once() -> None:
    found = list(shots(film(SMILE)))
    assert [one.frame for one in found] == list(range(12))
    assert len({one.pictured for one in found}) == 7
    assert sum(len(asked) for _, asked in tasks(film(SMILE), [m for one in found for m in one.made], 8)) == 7


def test_the_camera_alone_asks_for_one_picture() -> None:
    camera = Track("camera", "", (Key(0, Pose()), Key(11, Pose(scale=2))))
    assert len({one.pictured for one in shots(film(camera))}) == 1


def test_jobs_are_of_so_many_at_most_and_carry_each_points_sliders() -> None:
    moments = [film(SMILE).at(frame) for frame in range(7)]
    jobs = tasks(film(SMILE), moments, 3)
    assert [len(task.latents) for task, _ in jobs] == [3, 3, 1]
    assert [each["smile"] for task, _ in jobs for each in task.each] == pytest.approx([n / 6 for n in range(7)])
    assert jobs[0][0].model == "faces"
    assert jobs[0][0].steps == 3
    assert jobs[0][1][0] == moments[0].asked


def test_prompts_go_with_their_points() -> None:
    prompt = Track("prompt", "", (Key(0, "hill", EVEN), Key(4, "lake", EVEN)))
    (task, _), = tasks(film(prompt), [film(prompt).at(0), film(prompt).at(1)], 8)
    assert task.prompts == ({"hill": 1.0}, {"hill": 0.75, "lake": 0.25})


def test_a_film_without_a_model_asks_nothing() -> None:
    timeline = Timeline(length=3)
    assert [one.made for one in shots(timeline)] == [(), (), ()]
    assert tasks(timeline, [timeline.at(0)], 8) == []


def test_smoothing_makes_every_so_many_and_the_keys() -> None:
    timeline = film(SMILE, length=12, smooth=4)
    made = {one.frame for one in shots(timeline) if len(one.made) == 1 and one.share == 0 and one.frame <= 6}
    assert made == {0, 4, 6}
    between = shot(timeline, 3)
    assert between.share == pytest.approx(0.75)
    assert [moment.spot.sliders["smile"] for moment in between.made if moment.spot] == pytest.approx([0, 4 / 6])


def test_what_jumps_is_not_smoothed_over() -> None:
    jump = Track("slider", "hat", (Key(0, "none"), Key(6, "beanie")))
    timeline = film(jump, smooth=8)
    hats = [[moment.spot.sliders["hat"] for moment in one.made if moment.spot] for one in shots(timeline)]
    assert hats == [["none"]] * 6 + [["beanie"]] * 6
    held = replace(SMILE, keys=(Key(0, 0.0, HOLD), Key(6, 1.0, EVEN)))
    assert shot(film(held, smooth=8), 5).made[0].asked == shot(film(held), 0).made[0].asked


def test_a_part_of_a_film_is_that_part() -> None:
    assert [one.frame for one in shots(film(SMILE), 3, 5)] == [3, 4]
    assert [one.frame for one in shots(film(SMILE), 10, 50)] == [10, 11]


def test_a_layer_that_keeps_its_detail_needs_the_first_picture_too() -> None:
    kept = replace(film(SMILE), source=Source("faces", layer="Face", start=START, detail=True))
    one = shot(kept, 3)
    assert one.base is not None
    assert [dict(moment.spot.sliders) for moment in one.needed if moment.spot] == [{"smile": 0.5}, {}]
    assert shot(replace(kept, source=replace(kept.source, layer="")), 3).base is None
