"""The rules by which two networks compete: what each wants, and what keeps the contest even. No torch here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Loss(Enum):
    """How a judgement D(x) counts (see `adversary.py`). `wgan` is for critics whose slope is held at 1."""

    SATURATING = "saturating"
    NON_SATURATING = "non-saturating"
    HINGE = "hinge"
    WGAN = "wgan"


class Norm(Enum):
    """What keeps a critic's numbers in bounds: batch normalisation (Radford et al. 2015), spectral normalisation
    (Miyato et al. 2018), or nothing, where a penalty on its slope does it."""

    BATCH = "batch"
    SPECTRAL = "spectral"
    NONE = "none"


class Augment(Enum):
    """How pictures are changed before they are judged (see `diffaugment.py`): not at all, their colours, their
    colours and places, or parts are left out as well."""

    OFF = "off"
    COLOUR = "colour"
    MOVED = "moved"
    CUT = "cut"


@dataclass(frozen=True)
class Rules:
    """`k` steps of the critic to one of the painter. `rates` of painter and critic, `betas` of Adam (no Adam, plain
    gradient descent, where they are empty). `penalty` is the λ of WGAN-GP, `slope` the γ of R1, taken at every
    `lazy`-th step and so many times as strong (Karras et al. 2020). `told` weighs how far what the critic reads off a
    picture lies from what is known or was asked for (Odena et al. 2017). `pair` weighs how far a picture that was
    asked for as a true one lies from that one (L1, as in pix2pix, see `duel.apart`); for the first `alone` steps that
    is all. `mirror` also shows pictures mirrored."""

    loss: Loss = Loss.NON_SATURATING
    k: int = 1
    batch: int = 32
    rates: tuple[float, float] = (2e-4, 2e-4)
    betas: tuple[float, ...] = (0.5, 0.999)
    penalty: float = 0.0
    slope: float = 0.0
    lazy: int = 16
    told: float = 0.0
    pair: float = 0.0
    alone: int = 0
    augment: Augment = Augment.OFF
    mirror: bool = False
