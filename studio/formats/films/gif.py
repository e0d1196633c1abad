"""Animated GIF: 256 colours chosen from the whole film, so that none flickers from frame to frame."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest
from studio.formats.films.coded import checked, flat
from studio.formats.films.film import Film, FilmFormat, Frame

BINS = 32
"""Levels of each colour that are told apart when colours are counted."""

BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32) / 16 - 15 / 32
"""Ordered dithering (Bayer 1973): its grain stays where it is from frame to frame, and so files stay small."""

GRAIN = 10.0
FASTEST = 50
"""Frames a second; players slow down what is faster."""
END = b";"


def _write(path: Path, frames: Iterator[Frame], film: Film) -> None:
    """Twice through the frames: counted while they are laid aside on the disk, then written with the colours found."""
    with tempfile.TemporaryFile() as aside:
        counts = np.zeros(BINS**3, np.int64)
        shape: tuple[int, ...] = ()
        total = 0
        for frame in frames:
            pixels = np.ascontiguousarray(flat(frame))
            shape = shape or pixels.shape
            checked(pixels, total, shape[:2])
            total += 1
            counts += np.bincount(_bins(pixels[::2, ::2]).ravel(), minlength=BINS**3)
            aside.write(pixels.tobytes())
        if not total:
            raise BadRequest("A film needs at least one frame.")
        aside.seek(0)
        colours = palette(counts)
        again = (np.frombuffer(aside.read(int(np.prod(shape))), np.uint8).reshape(shape) for _ in range(total))
        _encode(path, again, colours, film)
    if film.metadata:
        _comment(path, json.dumps(film.metadata).encode("ascii"))


def _comment(path: Path, text: bytes) -> None:
    """The text as the film's last block, before the end mark (GIF89a, section 24): parts of up to 255 bytes."""
    with path.open("r+b") as file:
        file.seek(-1, 2)
        if file.read(1) != END:
            return
        file.seek(-1, 2)
        file.write(b"!\xfe")
        for start in range(0, len(text), 255):
            part = text[start : start + 255]
            file.write(bytes([len(part)]) + part)
        file.write(b"\0" + END)


def _encode(path: Path, frames: Iterator[Frame], colours: Frame, film: Film) -> None:
    import av

    table = _nearest(colours)
    whole = np.zeros((256, 4), np.uint8)
    whole[: len(colours), 1:], whole[:, 0] = colours, 255  # alpha first
    again = -1 if film.loops == 1 else max(0, film.loops - 1)  # ffmpeg counts repetitions: -1 none, 0 for ever
    rate = min(film.fps, Fraction(FASTEST))
    with av.open(str(path), "w", format="gif", options={"loop": str(again)}) as container:
        stream = container.add_stream("gif", rate=rate)
        stream.pix_fmt = "pal8"
        for number, frame in enumerate(frames):
            if number == 0:
                stream.height, stream.width = frame.shape[:2]
            made = av.VideoFrame.from_ndarray((indexed(frame, table), whole), "pal8")
            made.pts, made.time_base = number, 1 / rate
            container.mux(stream.encode(made))
        container.mux(stream.encode(None))


def palette(counts: NDArray[np.int64]) -> Frame:
    """At most 256 colours (n, 3) for what was counted in BINS³ bins: median cut over the colours, each weighing with
    the root of its count, so that small things keep their colours too."""
    from PIL import Image

    there = np.flatnonzero(counts)
    centres = _centres()[there]
    if len(there) <= 256:
        return centres
    weights = np.sqrt(counts[there])
    copies = np.maximum(1, np.round(weights * 60_000 / weights.sum())).astype(np.int64)
    many = np.repeat(centres, copies, axis=0)
    found = Image.fromarray(many[None]).quantize(256, Image.Quantize.MEDIANCUT).getpalette()
    assert found is not None
    return np.array(found, np.uint8).reshape(-1, 3)


def indexed(frame: Frame, table: Frame) -> Frame:
    """Numbers of colours (H, W) for a frame, dithered."""
    height, width = frame.shape[:2]
    grain = np.tile(BAYER, (height // 4 + 1, width // 4 + 1))[:height, :width, None] * GRAIN
    moved = np.clip(frame + grain, 0, 255).astype(np.uint8)
    found: Frame = table[_bins(moved)]
    return found


def _bins(pixels: Frame) -> NDArray[np.intp]:
    parts = (pixels >> 3).astype(np.intp)
    return (parts[..., 0] * BINS + parts[..., 1]) * BINS + parts[..., 2]


def _centres() -> Frame:
    """The middle colour of each bin, (BINS³, 3); the outermost are black and white themselves."""
    levels = np.round(np.arange(BINS) * 255 / (BINS - 1)).astype(np.uint8)
    return np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), axis=-1).reshape(-1, 3)


def _nearest(colours: Frame) -> Frame:
    """For each bin the number of the nearest colour, (BINS³,)."""
    found = np.empty(BINS**3, np.uint8)
    centres, wanted = _centres().astype(np.int32), colours.astype(np.int32)
    for start in range(0, len(centres), 4096):
        away = ((centres[start : start + 4096, None] - wanted[None]) ** 2).sum(axis=2)
        found[start : start + 4096] = away.argmin(axis=1)
    return found


FILM = FilmFormat("gif", "Animated GIF", (".gif",), "image/gif", _write)
