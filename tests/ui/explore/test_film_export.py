"""A film of a walk is written in the background, frame by frame as the walk has them; cancelling leaves nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.core.errors import BadRequest
from studio.engine.engine import Engine
from studio.families import walks
from studio.ui.explore.film_export import FilmExport, Walk

from .conftest import Hand, painted

PINS = tuple(np.array([first, 0, 0, 0, 0, 0.5], np.float32) for first in (-2, 0, 2))


def walk(**values: object) -> Walk:
    return Walk(**{"model": "wash", "pins": PINS, "frames": 20, "fps": 10.0, **values})  # type: ignore[arg-type]


def frames_of(path: Path) -> list[np.ndarray]:
    import av

    with av.open(path) as film:
        return [frame.to_ndarray(format="rgba") for frame in film.decode(video=0)]


@pytest.fixture
def written(engine: Engine, qtbot: QtBot, tmp_path: Path) -> Callable[[Walk], object]:
    def write(asked: Walk) -> object:
        ends: list[object] = []
        film = FilmExport(engine, asked, tmp_path / "walk.apng")
        film.ended.connect(ends.append)
        film.start()
        qtbot.waitUntil(lambda: bool(ends), timeout=20_000)
        film.wait()
        return ends[0]

    return write


def test_a_film_has_the_frames_of_the_walk_each_as_it_is_decoded(written: Callable[[Walk], object],
                                                                 hand: Hand) -> None:
    path = written(walk())
    assert isinstance(path, Path)
    seen = frames_of(path)
    wanted = [painted(point) for point in walks.walk(PINS, 20)]
    assert len(seen) == 20
    for frame, picture in zip(seen, wanted, strict=True):
        np.testing.assert_array_equal(frame, picture)
    assert max(hand.lots) == 8  # some at a time, so that cancelling is quick


def test_a_small_model_makes_large_films(written: Callable[[Walk], object]) -> None:
    path = written(walk(frames=3, size=40))
    assert isinstance(path, Path)
    assert [frame.shape for frame in frames_of(path)] == [(40, 40, 4)] * 3


def test_a_loop_at_an_even_pace_has_as_many_frames(written: Callable[[Walk], object]) -> None:
    path = written(walk(loop=True, even=True, smooth=False))
    assert isinstance(path, Path)
    assert len(frames_of(path)) == 20


def test_how_far_it_is_and_the_job_in_the_file(engine: Engine, qtbot: QtBot, tmp_path: Path) -> None:
    ends: list[object] = []
    shares: list[float] = []
    film = FilmExport(engine, walk(), tmp_path / "walk.mp4")
    film.moved.connect(lambda share, left: shares.append(share))
    film.ended.connect(ends.append)
    film.start()
    qtbot.waitUntil(lambda: bool(ends), timeout=20_000)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    import av

    with av.open(tmp_path / "walk.mp4") as container:
        assert '"task": "walk"' in container.metadata["comment"]


def test_cancelling_leaves_no_half_film(engine: Engine, hand: Hand, qtbot: QtBot, tmp_path: Path) -> None:
    ends: list[object] = []
    hand.free.clear()
    film = FilmExport(engine, walk(), tmp_path / "walk.mp4")
    film.ended.connect(ends.append)
    film.start()
    qtbot.waitUntil(lambda: bool(hand.lots))
    film.cancel()
    qtbot.waitUntil(lambda: ends == [None], timeout=20_000)
    assert list(tmp_path.iterdir()) == []


def test_a_window_that_closes_waits_for_no_job(engine: Engine, hand: Hand, qtbot: QtBot, tmp_path: Path) -> None:
    hand.free.clear()
    film = FilmExport(engine, walk(), tmp_path / "walk.mp4")
    film.start()
    qtbot.waitUntil(lambda: bool(hand.lots))
    film.wait()
    assert list(tmp_path.iterdir()) == []
    hand.free.set()
    qtbot.waitUntil(lambda: not engine.jobs)


def test_what_goes_wrong_is_told(engine: Engine, hand: Hand, written: Callable[[Walk], object], tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="cannot be written"):
        FilmExport(engine, walk(), tmp_path / "walk.xyz").start()
    with pytest.raises(BadRequest, match="two points"):
        FilmExport(engine, walk(pins=PINS[:1]), tmp_path / "walk.mp4").start()
    hand.fails = True
    error = written(walk())
    assert getattr(error, "message", "") == "The brush broke."
