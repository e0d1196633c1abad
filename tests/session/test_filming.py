"""A film's frames are made once each, in order, and the next ones while these are put together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

from studio.core.document import Document
from studio.core.errors import BadRequest, JobFailed
from studio.core.layers import PixelLayer
from studio.core.tiles import Tiles
from studio.engine.blocking import Blocking
from studio.engine.job import Cancelled, Job, State
from studio.engine.library import Library
from studio.explore.space import Spot
from studio.families import vae
from studio.families.tasks import Decode, Patch, Task
from studio.session import filming
from studio.session.filming import Over, frames
from studio.session.walking import TOGETHER, pins_of_seeds
from studio.timeline.easing import Ease
from studio.timeline.pose import Pose
from studio.timeline.timeline import Source, Timeline
from studio.timeline.track import Key, Track

EVEN = Ease("linear")
START = Spot(np.zeros(4, np.float32))
SMILE = Track("slider", "smile", (Key(0, 0.0, EVEN), Key(20, 1.0, EVEN)))


def grey(value: int) -> np.ndarray:
    out = np.full((64, 64, 4), 255, np.uint8)
    out[..., :3] = value
    return out


@dataclass
class Brush:
    """Paints a square whose grey is the smile; remembers what it was asked, and what was cancelled."""

    asked: list[int] = field(default_factory=list)
    cancelled: int = 0
    heard: list[str] = field(default_factory=list)
    fails: bool = False

    def begin(self, task: Task) -> filming.Pending:
        assert isinstance(task, Decode)
        self.asked.append(len(task.latents))
        self.heard.append("asked")
        job = Job(task)
        job.state = State.DONE
        if self.fails and len(self.asked) > 1:
            job.state, job.error = State.FAILED, JobFailed("The brush broke.")
        job.patches = tuple(Patch(grey(round(200 * float(each.get("smile", 0))))) for each in task.each)
        return _Sent(job, self)


@dataclass
class _Sent:
    job: Job
    brush: Brush

    def result(self) -> Job:
        return self.job

    def cancel(self) -> None:
        self.brush.cancelled += 1


def film(*tracks: Track, **more: object) -> Timeline:
    return Timeline(tracks=tracks, source=Source("brush", start=START), **({"length": 21} | more))  # type: ignore[arg-type]


def greys(made: list[np.ndarray]) -> list[int]:
    return [int(frame[0, 0, 0]) for frame in made]


def test_every_frame_is_there_in_order_and_as_the_sliders_say() -> None:
    brush, heard = Brush(), []
    made = list(frames(brush.begin, film(SMILE), None, None, lambda done, preview=None, note="": heard.append(done)))
    assert greys(made) == [round(10 * number) for number in range(21)]
    assert max(brush.asked) <= TOGETHER
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_frames_that_did_not_change_are_not_made_again() -> None:
    brush = Brush()
    still = film(Track("slider", "smile", (Key(0, 0.5),)), Track("camera", "", (Key(0, Pose()), Key(20, Pose(0.3)))))
    made = list(frames(brush.begin, still))
    assert sum(brush.asked) == 1
    assert not (made[0] == made[20]).all(), "the camera moves all the same"
    there_and_back = film(replace(SMILE, keys=(*SMILE.keys, Key(40, 0.0, EVEN))), length=41)
    brush = Brush()
    assert len(list(frames(brush.begin, there_and_back))) == 41
    assert sum(brush.asked) <= 21 + 20, "what was made on the way there serves on the way back"


def test_frames_that_show_the_same_are_put_together_once() -> None:
    made = list(frames(Brush().begin, film(Track("slider", "smile", (Key(0, 0.5),)))))
    assert all(frame is made[0] for frame in made)


def test_the_next_ones_are_asked_for_before_these_are_put_together() -> None:
    brush = Brush()
    for number, _ in enumerate(frames(brush.begin, film(SMILE))):
        brush.heard.append(f"frame {number}")
    assert brush.heard.index("frame 0") == 2


def test_what_is_wanted_no_more_is_cancelled() -> None:
    brush = Brush()
    coming = frames(brush.begin, film(SMILE))
    next(coming)
    coming.close()
    assert brush.cancelled == 1


def test_what_goes_wrong_is_told_and_ends_it() -> None:
    brush = Brush(fails=True)
    coming = frames(brush.begin, film(SMILE))
    assert len([next(coming) for _ in range(TOGETHER)]) == TOGETHER
    with pytest.raises(JobFailed, match="The brush broke"):
        next(coming)


def test_a_cancelled_job_cancels_the_film() -> None:
    def begin(task: Task) -> Over:
        job = Job(task)
        job.state = State.CANCELLED
        return Over(job)

    with pytest.raises(Cancelled):
        list(frames(begin, film(SMILE)))


def test_motion_between_made_frames_is_worked_out() -> None:
    brush = Brush()
    made = list(frames(brush.begin, film(SMILE, smooth=4)))
    assert sum(brush.asked) == 6
    assert greys(made)[::4] == [0, 40, 80, 120, 160, 200]
    assert greys(made)[6] == pytest.approx(60, abs=2)


def test_what_there_is_no_room_for_is_held_until_it_was_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filming, "ROOM", 1)
    brush = Brush()
    assert greys(list(frames(brush.begin, film(SMILE)))) == [10 * number for number in range(21)]
    assert sum(brush.asked) == 21, "each was made once all the same"
    held = filming._Filming(brush.begin, film(SMILE, length=200), None, None)
    for _ in held.run(lambda *_, **__: None, 0, 60):
        assert len(held._held) <= 2 * TOGETHER


def test_a_film_on_the_canvas_shows_its_layers(tmp_path: Path) -> None:
    document = Document((32, 32))
    document.root.children = [PixelLayer("Face", pixels=Tiles.of(np.full((8, 8, 4), 255, np.uint8), (4, 4)))]
    timeline = replace(film(SMILE), source=Source("brush", "Face", START))
    made = list(frames(Brush().begin, timeline, document, size=(64, 64)))
    assert made[10].shape == (64, 64, 4)
    assert made[10][16, 16, 0] == 100
    assert made[10][0, 0, 3] == 0
    with pytest.raises(BadRequest, match="“Hat”"):
        next(frames(Brush().begin, replace(timeline, source=Source("brush", "Hat", START)), document))


def test_a_film_without_a_model_moves_the_layers_alone() -> None:
    document = Document((32, 32))
    document.root.children = [PixelLayer("Face", pixels=Tiles.of(np.full((8, 8, 4), 255, np.uint8), (4, 4)))]
    fade = Track("opacity", "Face", (Key(0, 0.0, EVEN), Key(4, 1.0, EVEN)))
    made = list(frames(Brush().begin, Timeline(length=5, tracks=(fade,)), document))
    assert [int(frame[6, 6, 3]) for frame in made] == pytest.approx([0, 64, 128, 191, 255], abs=1)


def test_a_real_model_paints_each_point_as_when_it_is_asked_alone(tmp_path: Path) -> None:
    vae.tiny(tmp_path)
    submit = Blocking(Library([tmp_path], [vae.FAMILY]).refresh(), "cpu").submit
    a, b = (Spot(pin) for pin in pins_of_seeds(submit, "tiny-vae", [1, 2], {}))
    timeline = Timeline(length=5, tracks=(Track("position", "", (Key(0, a), Key(4, b))),), source=Source("tiny-vae"))
    made = list(frames(lambda task: Over(submit(task)), timeline))
    alone = submit(Decode(model="tiny-vae", latents=(a.latent, b.latent))).patches
    assert np.abs(made[0].astype(int) - alone[0].pixels).max() <= 1
    assert np.abs(made[4].astype(int) - alone[1].pixels).max() <= 1
    part = list(frames(lambda task: Over(submit(task)), timeline, start=2, stop=4))
    assert len(part) == 2
    assert np.abs(part[0].astype(int) - made[2]).max() <= 1


def test_a_layer_that_keeps_its_detail_gets_the_difference() -> None:
    document = Document((32, 32))
    document.root.children = [PixelLayer("Face", pixels=Tiles.of(grey(30)[:8, :8], (4, 4)))]
    timeline = replace(film(SMILE), source=Source("brush", "Face", START, detail=True))
    made = list(frames(Brush().begin, timeline, document))
    assert [int(made[number][6, 6, 0]) for number in (0, 10, 20)] == [30, 130, 230]
