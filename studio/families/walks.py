"""Ways through a latent space: from pin to pin, straight or on the sphere, round and round, at an even pace.

White's "Sampling Generative Networks" (2016) says why a straight way between two points of a normal prior is a wrong
one: in many dimensions its middle lies where the prior has hardly any points, and pictures there go grey.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest
from studio.families.tasks import Latent

Floats = NDArray[np.float64]
Between = Callable[[Latent, Latent, float], Latent]


def lerp(a: Latent, b: Latent, share: float) -> Latent:
    """Straight from `a` (share 0) to `b` (share 1); the ends are the points themselves, bit for bit."""
    if share <= 0:
        return a
    if share >= 1:
        return b
    return ((1 - share) * a.astype(np.float64) + share * b.astype(np.float64)).astype(np.float32)


def slerp(a: Latent, b: Latent, share: float) -> Latent:
    """Along the great circle (Shoemake 1985), the length going evenly from that of `a` to that of `b`:

    |x| · (sin((1 − t) ω) â + sin(t ω) b̂) / sin ω,   ω the angle between â and b̂.

    Straight where there is no single such circle: for points in one line with the origin, or at it.
    """
    if share <= 0:
        return a
    if share >= 1:
        return b
    one, two = a.astype(np.float64), b.astype(np.float64)
    lengths = float(np.linalg.norm(one)), float(np.linalg.norm(two))
    if min(lengths) < 1e-12:
        return lerp(a, b, share)
    one, two = one / lengths[0], two / lengths[1]
    angle = float(np.arccos(np.clip((one * two).sum(), -1, 1)))
    if np.sin(angle) < 1e-6:
        return lerp(a, b, share)
    way = (np.sin((1 - share) * angle) * one + np.sin(share * angle) * two) / np.sin(angle)
    return np.asarray(way * ((1 - share) * lengths[0] + share * lengths[1]), np.float32)


def walk(pins: Sequence[Latent], frames: int, between: Between = slerp, loop: bool = False) -> list[Latent]:
    """`frames` points from the first pin through the others to the last, or back to the first: a loop's last frame is
    the one before it comes round, so that it plays on without a halt. Every pin that falls on a frame is itself.

    BadRequest for fewer than two pins, pins of different shapes, or less than one frame.
    """
    return at(pins, times(len(pins), frames, loop), between)


def times(pins: int, frames: int, loop: bool = False) -> Floats:
    """For each frame where it is: 0 is the first pin, 1 the second, 1.5 halfway to the third; (frames,)."""
    if pins < 2:
        raise BadRequest("A walk needs at least two points.", "Give another seed or latent.")
    if frames < 1:
        raise BadRequest(f"A film needs at least one frame, not {frames}.")
    parts = pins if loop else pins - 1
    count = frames if loop else max(1, frames - 1)
    return np.arange(frames) * parts / count


def at(pins: Sequence[Latent], when: Sequence[float] | Floats, between: Between = slerp) -> list[Latent]:
    """The points at those times; after the last pin comes the first again."""
    shapes = {pin.shape for pin in pins}
    if len(shapes) > 1:
        raise BadRequest("These points are of different models: " + " and ".join(map(str, sorted(shapes))) + ".")
    found = []
    for time in when:
        number = int(np.floor(time + 1e-9))
        found.append(between(pins[number % len(pins)], pins[(number + 1) % len(pins)], max(0.0, float(time) - number)))
    return found


def told(texts: Sequence[str], when: Sequence[float] | Floats, parts: float,
         loop: bool = False) -> list[dict[str, float]]:
    """What is said at those times of a walk of `parts`, as shares of texts: the first one where it begins, the last
    where it ends, and evenly from one to the next between; in a loop back to the first."""
    ways = len(texts) if loop else len(texts) - 1
    found = []
    for time in when:
        place = ways * float(time) / parts
        number = min(int(np.floor(place + 1e-9)), max(0, ways - 1))
        share = min(1.0, max(0.0, place - number))
        said: dict[str, float] = {}
        for text, weight in ((texts[number], 1 - share), (texts[(number + 1) % len(texts)], share)):
            if weight > 0:
                said[text] = said.get(text, 0.0) + weight
        found.append(said)
    return found


def even(when: Sequence[float] | Floats, away: Sequence[float] | Floats, frames: int, loop: bool = False) -> Floats:
    """Times for `frames` frames between which pictures change equally.

    `away[i]` is how far the picture at `when[i + 1]` is from that at `when[i]` by any measure; what lies between is
    taken to change evenly. In a loop `away` has one more, back to the first, and `when` its end as well.
    """
    reached = np.concatenate([[0.0], np.cumsum(np.asarray(away, np.float64))])
    moments = np.asarray(when, np.float64)
    if len(reached) != len(moments):
        raise BadRequest("Each step of a walk needs its distance.")
    if reached[-1] <= 0:
        return np.asarray(np.interp(np.linspace(0, 1, frames, endpoint=not loop), [0, 1], moments[[0, -1]]))
    rising = reached + np.arange(len(reached)) * 1e-9 * reached[-1]
    wanted = np.linspace(0, rising[-1], frames, endpoint=not loop)
    return np.asarray(np.interp(wanted, rising, moments))


def normal(seed: int, shape: Sequence[int]) -> Latent:
    """The point of a normal prior that belongs to a seed, the same on every machine."""
    return np.random.default_rng(seed).standard_normal(tuple(shape), np.float32)


def average(points: Sequence[Latent]) -> Latent:
    """The mean of some points, with their mean length: that of many normal points alone would be near the origin, where
    pictures go grey. As in the vector arithmetic of Radford et al. (2015)."""
    if not points:
        raise BadRequest("There is nothing to average.", "Pin at least one point.")
    stacked = np.stack([point.astype(np.float64) for point in points])
    mean = stacked.mean(axis=0)
    length = float(np.linalg.norm(mean))
    if len(points) == 1 or length < 1e-12:
        return np.asarray(mean, np.float32)
    wanted: Any = np.mean([np.linalg.norm(point) for point in stacked])
    return np.asarray(mean * (wanted / length), np.float32)
