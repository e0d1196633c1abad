"""Writes frames through PyAV's encoders: what MP4, WebM, APNG, WebP and GIF have in common."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from studio.core.errors import BadRequest, Unreadable
from studio.formats.films.film import Film, Frame

if TYPE_CHECKING:
    from av import VideoFrame
    from av.container import OutputContainer

RATE_OF_SOUND = 48_000
BETWEEN_WHOLE = 2
"""Seconds from one frame that is coded whole to the next: a player can go straight to these."""


@dataclass(frozen=True)
class Coding:
    """Names of ffmpeg's parts. `pixels` is the encoder's pixel format; `even` pads odd sides, which subsampled colour
    cannot have."""

    container: str
    codec: str
    pixels: str
    options: Mapping[str, str] = field(default_factory=dict)
    container_options: Mapping[str, str] = field(default_factory=dict)
    sound: str = ""
    even: bool = True
    alpha: bool = False


def write(path: Path, frames: Iterator[Frame], film: Film, coding: Coding) -> None:
    """Encodes frame after frame. BadRequest when there is none or one has another size."""
    import av

    first = next(frames, None)
    if first is None:
        raise BadRequest("A film needs at least one frame.")
    with av.open(str(path), "w", format=coding.container, options=dict(coding.container_options)) as container:
        if film.metadata:
            container.metadata["comment"] = json.dumps(film.metadata)
        _encode(container, first, frames, film, coding)


def _encode(container: OutputContainer, first: Frame, frames: Iterator[Frame], film: Film, coding: Coding) -> None:
    height, width = first.shape[:2]
    stream: Any = container.add_stream(coding.codec, rate=film.fps)
    stream.width, stream.height = (width + width % 2, height + height % 2) if coding.even else (width, height)
    stream.pix_fmt = coding.pixels
    stream.options = dict(coding.options)
    if coding.pixels.startswith("yuv"):
        stream.codec_context.colorspace = 1  # BT.709, which every player assumes when nothing is said
        stream.codec_context.color_range = 1
        stream.codec_context.gop_size = max(1, round(BETWEEN_WHOLE * film.fps))
    sound = _Sound(container, film.audio, coding.sound) if film.audio is not None and coding.sound else None
    with closing(sound) if sound else nullcontext():
        for number, frame in enumerate(_chain(first, frames)):
            made = _video(checked(frame, number, (height, width)), coding)
            made.pts, made.time_base = number, 1 / film.fps
            container.mux(stream.encode(made))
            if sound:
                sound.until((number + 1) / film.fps)
        container.mux(stream.encode(None))
        if sound:
            sound.end()


def checked(frame: Frame, number: int, shape: tuple[int, ...]) -> Frame:
    """The frame, or BadRequest when its (height, width) is not that of the first."""
    if frame.shape[:2] != shape:
        raise BadRequest(f"Frame {number + 1} is {frame.shape[1]} × {frame.shape[0]}, "
                         f"the first {shape[1]} × {shape[0]}.")  # fmt: skip
    return frame


def _chain(first: Frame, rest: Iterator[Frame]) -> Iterator[Frame]:
    yield first
    yield from rest


def _video(frame: Frame, coding: Coding) -> VideoFrame:
    import av

    pixels = frame if coding.alpha else flat(frame)
    if coding.alpha and frame.shape[2] == 3:
        pixels = np.dstack([frame, np.full(frame.shape[:2], 255, np.uint8)])
    if coding.even and (pixels.shape[0] % 2 or pixels.shape[1] % 2):
        pixels = np.pad(pixels, ((0, pixels.shape[0] % 2), (0, pixels.shape[1] % 2), (0, 0)), "edge")
    made = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), "rgba" if coding.alpha else "rgb24")
    if coding.pixels.startswith("yuv"):
        return made.reformat(format=coding.pixels, dst_colorspace="ITU709")
    return made.reformat(format=coding.pixels)


def flat(frame: Frame) -> Frame:
    """Without transparency: laid on white."""
    if frame.shape[2] == 3:
        return frame
    alpha = frame[..., 3:].astype(np.uint16)
    if (alpha == 255).all():
        return frame[..., :3]
    return ((frame[..., :3] * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)


class _Sound:
    """A sound file from its start, laid between the frames that it goes with."""

    def __init__(self, container: OutputContainer, path: Path, codec: str) -> None:
        """Unreadable when the file holds no sound."""
        import av

        try:
            self._source = av.open(str(path))
        except (av.FFmpegError, OSError):
            raise Unreadable(f"{path.name} is no sound file that can be read.",
                             "Choose a WAV, FLAC, MP3 or OGG.") from None  # fmt: skip
        if not self._source.streams.audio:
            self._source.close()
            raise Unreadable(f"{path.name} holds no sound.", "Choose a WAV, FLAC, MP3 or OGG.")
        self._container = container
        self._stream = cast(Any, container.add_stream(codec, rate=RATE_OF_SOUND))
        self._stream.layout = "stereo"
        self._parts: Iterator[Any] | None = None
        self._done = 0

    def until(self, seconds: Fraction) -> None:
        """Encodes what sounds before that moment of the film."""
        if self._parts is None:  # not before the first frame: an encoder tells its frame size once it is open
            self._parts = self._resampled()
        while self._done < seconds * RATE_OF_SOUND:
            part = next(self._parts, None)
            if part is None:
                return
            part.pts, part.time_base = self._done, Fraction(1, RATE_OF_SOUND)
            self._done += part.samples
            self._container.mux(self._stream.encode(part))

    def close(self) -> None:
        self._source.close()

    def end(self) -> None:
        self._container.mux(self._stream.encode(None))

    def _resampled(self) -> Iterator[Any]:
        from av.audio.resampler import AudioResampler

        codec = self._stream.codec_context
        codec.open(strict=False)
        resampler = AudioResampler(codec.format, "stereo", RATE_OF_SOUND, frame_size=int(codec.frame_size or 960))
        for frame in self._source.decode(audio=0):
            yield from resampler.resample(frame)
