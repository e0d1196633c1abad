"""Sound goes with a film, cut to its length."""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.core.errors import Unreadable
from studio.formats.films.coded import flat
from studio.formats.films.film import Film
from studio.formats.films.record import record

Frames = Callable[..., Iterator[NDArray[np.uint8]]]


@pytest.fixture
def tone(tmp_path: Path) -> Path:
    """Four seconds of 440 Hz, 22 050 samples a second, one channel."""
    path = tmp_path / "tone.wav"
    samples = (9000 * np.sin(np.arange(4 * 22_050) * 2 * np.pi * 440 / 22_050)).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22_050)
        file.writeframes(samples.tobytes())
    return path


@pytest.mark.parametrize("ending", [".mp4", ".webm", ".mkv"])
def test_sound_lasts_as_long_as_the_film(ending: str, tmp_path: Path, tone: Path, moving: Frames) -> None:
    path = tmp_path / f"film{ending}"
    record(path, moving(50), Film(Fraction(25), audio=tone))
    with av.open(str(path)) as container:
        heard = list(container.decode(audio=0))
    seconds = sum(frame.samples for frame in heard) / heard[0].sample_rate
    assert seconds == pytest.approx(2.0, abs=0.1)
    loud = np.concatenate([np.atleast_2d(frame.to_ndarray())[0] for frame in heard[5:-5]])
    assert np.abs(loud).max() > 0.1


def test_a_file_without_sound_is_told(tmp_path: Path, moving: Frames) -> None:
    (tmp_path / "no.wav").write_bytes(b"this is no sound")
    record(tmp_path / "silent.mp4", moving(2), Film())
    for name, said in (("no.wav", "no sound file that can be read"), ("silent.mp4", "holds no sound")):
        with pytest.raises(Unreadable, match=said):
            record(tmp_path / "film.mp4", moving(2), Film(audio=tmp_path / name))
    assert not (tmp_path / "film.mp4").exists()


def test_half_seen_is_half_white() -> None:
    frame = np.array([[[0, 0, 0, 128], [10, 20, 30, 255]]], np.uint8)
    assert flat(frame)[0, 0].tolist() == [127, 127, 127]
    assert flat(frame)[0, 1].tolist() == [10, 20, 30]
