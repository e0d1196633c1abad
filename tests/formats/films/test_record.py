"""Films are whole or not there: the right number of frames, at the right speed, in every format, after any mishap."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from studio.core.errors import BadRequest, Unwritable
from studio.formats.films import record as recording
from studio.formats.films.film import Film
from studio.formats.films.record import format_for, formats, record

Frames = Callable[..., Iterator[NDArray[np.uint8]]]
ENDINGS = [one.suffixes[0] for one in formats() if one.suffixes]


def seen(path: Path) -> list[NDArray[np.uint8]]:
    """All frames, by programs that did not write them where there are such."""
    if path.suffix in (".gif", ".webp", ".apng", ".png"):
        with Image.open(path) as picture:
            found = []
            for number in range(picture.n_frames):
                picture.seek(number)
                found.append(np.array(picture.convert("RGB")))
            return found
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_format_keeps_every_frame_in_order(ending: str, tmp_path: Path, moving: Frames) -> None:
    path = tmp_path / f"film{ending}"
    assert record(path, moving(7), Film(quality=95)) == 7
    frames = seen(path)
    assert len(frames) == 7
    for made, wanted in zip(frames, moving(7), strict=True):
        assert made.shape[:2] == wanted.shape[:2]
        assert np.abs(made.astype(int) - wanted).mean() < 8


@pytest.mark.parametrize("ending", [".mp4", ".webm", ".mkv"])
def test_odd_sides_are_padded_and_the_speed_is_right(ending: str, tmp_path: Path, moving: Frames) -> None:
    path = tmp_path / f"film{ending}"
    record(path, moving(5, 51, 33), Film(Fraction(30)))
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height) == (52, 34)
        assert stream.average_rate == 30
        container.seek(0)
        assert len(list(container.decode(video=0))) == 5


@pytest.mark.parametrize("ending", [".mp4", ".webm", ".mkv"])
def test_the_job_travels_in_the_file(ending: str, tmp_path: Path, moving: Frames) -> None:
    path = tmp_path / f"film{ending}"
    record(path, moving(2), Film(metadata={"task": "walk", "seed": 4}))
    with av.open(str(path)) as container:
        told = {name.lower(): value for name, value in container.metadata.items()}
    assert told["comment"] == '{"task": "walk", "seed": 4}'


def test_transparency_stays_where_the_format_has_it(tmp_path: Path, moving: Frames) -> None:
    for ending in (".apng", ".webp"):
        path = tmp_path / f"film{ending}"
        record(path, moving(3, channels=4), Film(quality=100))
        with Image.open(path) as picture:
            picture.seek(2)
            made = np.array(picture.convert("RGBA"))
        wanted = list(moving(3, channels=4))[2]
        assert (made[..., 3] == wanted[..., 3]).all()


def test_without_transparency_it_is_laid_on_white(tmp_path: Path) -> None:
    clear = np.zeros((32, 32, 4), np.uint8)
    record(tmp_path / "film.mp4", iter([clear, clear]), Film())
    assert seen(tmp_path / "film.mp4")[0].min() > 250


def test_what_stops_the_frames_leaves_the_old_film(tmp_path: Path, moving: Frames) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"older")

    def broken() -> Iterator[NDArray[np.uint8]]:
        yield from moving(3)
        raise KeyError("the model has failed")

    with pytest.raises(KeyError, match="the model has failed"):
        record(path, broken(), Film())
    assert path.read_bytes() == b"older"
    assert [found.name for found in tmp_path.iterdir()] == ["film.mp4"]
    assert not [thread for thread in threading.enumerate() if thread.name == "film"]


def test_frames_of_two_sizes_are_refused(tmp_path: Path, moving: Frames) -> None:
    for ending in ENDINGS:
        with pytest.raises(BadRequest, match=r"Frame 3 is 32 × 32, the first 64 × 48\."):
            record(tmp_path / f"film{ending}", iter([*moving(2), np.zeros((32, 32, 3), np.uint8)]), Film())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_film_of_nothing_is_refused(ending: str, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="at least one frame"):
        record(tmp_path / f"film{ending}", iter([]), Film())
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
@pytest.mark.parametrize("ending", [".gif", ".apng", ".mp4"])
def test_a_full_disk_is_told_in_a_sentence(ending: str, tmp_path: Path, moving: Frames) -> None:
    form = format_for(Path(f"film{ending}"))
    encoder = recording._Encoder(form, Path("/dev/full"), tmp_path / f"film{ending}", Film(quality=100))
    with pytest.raises(Unwritable, match="the disk is full"):
        encoder.run(moving(60, 256, 256))


def test_the_encoder_works_while_frames_are_made(tmp_path: Path, moving: Frames) -> None:
    """Never more than a handful wait, however many there are: memory does not grow with the film."""
    waiting = []
    encoder = recording._Encoder(format_for(Path("a.gif")), tmp_path / "part", tmp_path / "a.gif", Film())

    def watched() -> Iterator[NDArray[np.uint8]]:
        for frame in moving(40):
            waiting.append(encoder._waiting.qsize())
            yield frame

    assert encoder.run(watched()) == 40
    assert max(waiting) <= recording.AHEAD


def test_an_ending_that_no_film_has_is_refused_with_those_that_do() -> None:
    with pytest.raises(BadRequest, match=r"cannot be written as \.doc") as refused:
        format_for(Path("film.doc"))
    assert ".mp4" in refused.value.hint


def test_a_format_is_found_by_its_name_and_others_are_told() -> None:
    assert recording.format_named("mp4") is format_for(Path("a.mp4"))
    with pytest.raises(BadRequest, match="stills") as refused:
        recording.format_named("film")
    assert "mp4" in str(refused.value)


def test_the_format_may_be_another_than_the_ending_says(tmp_path: Path, moving: Frames) -> None:
    record(tmp_path / "film.dat", moving(3), Film(), recording.format_named("gif"))
    assert (tmp_path / "film.dat").read_bytes()[:4] == b"GIF8"


@pytest.mark.parametrize("ending", [".mp4", ".webm", ".mkv"])
def test_a_player_can_go_to_the_middle_of_a_film(ending: str, tmp_path: Path, moving: Frames) -> None:
    path = tmp_path / f"film{ending}"
    record(path, moving(50), Film(Fraction(10)))
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        container.seek(3_000_000)
        frame = next(container.decode(stream))
        assert 1.9 <= float(frame.time or 0) <= 3.0
