"""The one loop that every training runs in: step by step from a seed, watched, and kept on disk again and again.

All chance of a step comes from the seed and the step's number alone, so a run that was broken off goes on as if
nothing had happened: on a processor, bit for bit.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest, Unwritable
from studio.families.tasks import Report, silent
from studio.training import checkpoint, crew
from studio.training.average import Average
from studio.training.curves import Curves
from studio.training.nearest import HELD, Nearest
from studio.training.watch import Watch

if TYPE_CHECKING:
    import torch

    from studio.training.pictures import Pictures

BESIDE = 8
"""So many samples stand beside their nearest training pictures."""

Bytes = NDArray[np.uint8]
Figures = Mapping[str, float]
Nets: TypeAlias = "Mapping[str, torch.nn.Module]"


class Recipe:
    """What is trained, and how one step of it goes: a trainer is a subclass.

    `settings` is JSON-ready: what must not change when a training is gone on with. `nets` and `optimisers` are all
    that learns; of the nets called `shown` the averaged weights are what the studio uses. `steady` says that the first
    loss falls, so that a rise means that the training has run away; it is False where two networks fight.
    `known` are the pictures that samples are compared with, where there are samples.
    """

    kind: str
    shown: tuple[str, ...] = ("net",)
    steady = True
    known: Pictures | None = None
    settings: Mapping[str, Any]
    nets: Mapping[str, torch.nn.Module]
    optimisers: Mapping[str, torch.optim.Optimizer]

    def step(self, number: int, chance: np.random.Generator) -> Mapping[str, torch.Tensor]:
        """Learns from one batch, under autocast where that pays; gives its losses, the first one to be watched."""
        raise AssertionError("each trainer says this")

    def sheet(self, averaged: Nets) -> Bytes:
        """Samples by the averaged nets, side by side: (H, W, 3) sRGB."""
        raise AssertionError("each trainer says this")

    def samples(self, averaged: Nets) -> Bytes | None:
        """Eight or more pictures made from nothing, always by the same chance: (N, S, S, 3) uint8. None for what makes
        none. The loop shows them beside the nearest pictures of `known`, and tells when they are all alike."""
        return None

    def measure(self, averaged: Nets) -> Figures:
        """Quality of the averaged nets on what is never trained on; may be empty."""
        return {}

    def export(self, averaged: Nets, home: Path) -> None:
        """Writes the model as the studio uses it, each time a checkpoint is written: here the one net's weights."""
        checkpoint.give(checkpoint.model_of(home), averaged[self.shown[0]].state_dict())


@dataclass(frozen=True)
class Pace:
    """When to stop (0: no limit), how many steps lie between rows of the log and between checkpoints, and after which
    early steps there is a sheet already, so that whoever watches need not wait for the first checkpoint."""

    steps: int = 0
    minutes: float = 0.0
    row: int = 50
    checkpoint: int = 500
    early: tuple[int, ...] = ()


class Moment(NamedTuple):
    """Where a training is, after a step or (`kept`) after a checkpoint. `seconds` since it was begun or gone on with;
    `warning` is a sentence when its samples look wrong."""

    step: int
    fraction: float
    seconds: float
    losses: Figures
    kept: bool = False
    warning: str = ""


Hear = Callable[[Moment], None]


def deaf(moment: Moment) -> None:
    """For those who do not watch."""


def train(recipe: Recipe, home: Path, pace: Pace, seed: int = 0, *, resume: bool = False, report: Report = silent,
          clock: Callable[[], float] = time.monotonic, hear: Hear = deaf) -> int:
    """Trains until a limit of `pace` and gives the number of steps that were made in all.

    Writes checkpoints, `log.csv` and `sheets/` into `home`. BadRequest when `home` holds a training and `resume` is
    False, or another training than this one; NotFinite and JobFailed when the numbers run away; Unwritable when the
    disk is full. When `report` raises Cancelled, or the keyboard interrupts, a checkpoint is written first. `hear` is
    told of every step and every checkpoint. Of several processes (crew.py) the first one does all that.
    """
    run = _Run(recipe, home, seed, resume)
    started = clock()

    def told(kept: bool) -> Moment:
        seconds = clock() - started
        return Moment(run.done, _fraction(run.done, seconds, pace), seconds, run.losses, kept, run.warning)

    def keep() -> None:
        if run.keep():
            hear(told(True))

    try:
        while not crew.agreed(_over(run.done, clock() - started, pace)):
            run.step()
            if run.done % pace.row == 0:
                run.log()
            if not run.crew.first:
                continue
            if run.done % pace.checkpoint == 0:
                keep()
            elif run.done in pace.early:
                run.show()
            now = told(False)
            hear(now)
            report(now.fraction, note=run.said())
    except (KeyboardInterrupt, _cancelled()):
        crew.agreed(True)
        if run.done:
            keep()
        raise
    finally:
        run.curves.close()
    keep()
    return run.done


def _cancelled() -> type[BaseException]:
    from studio.engine.job import Cancelled

    return Cancelled


def _over(done: int, seconds: float, pace: Pace) -> bool:
    return bool((pace.steps and done >= pace.steps) or (pace.minutes and seconds >= 60 * pace.minutes))


def _fraction(done: int, seconds: float, pace: Pace) -> float:
    by_steps = done / pace.steps if pace.steps else 0.0
    by_time = seconds / (60 * pace.minutes) if pace.minutes else 0.0
    return min(1.0, max(by_steps, by_time))


class _Run:
    """A recipe, its averaged net and its log, at step number `done`."""

    def __init__(self, recipe: Recipe, home: Path, seed: int, resume: bool) -> None:
        self.crew = crew.join()
        self.recipe, self.home, self.seed = recipe, home, seed
        self.settings = {**recipe.settings, "seed": seed}
        self.averages = {name: Average(recipe.nets[name]) for name in recipe.shown}
        self.done = 0
        self.kept = -1
        self.losses: dict[str, float] = {}
        self.sums: dict[str, float] = {}
        self.counted = 0
        self.watch = Watch()
        self.warning = ""
        self.nearest: Nearest | None = None
        last = checkpoint.newest(home) if home.is_dir() else None
        if last is not None and not resume:
            raise BadRequest(f"{home} already holds a training.", "Go on with --resume, or choose another folder.")
        if last is not None:
            self._go_on(last)
        _made(home / "sheets")
        self.curves = Curves(home if self.crew.first else None, self.done)

    def _go_on(self, last: Path) -> None:
        state = checkpoint.read_state(last)
        checkpoint.checked(state, self.recipe.kind, self.settings)
        for name, net in self.recipe.nets.items():
            net.load_state_dict(checkpoint.load(last / f"{name}.safetensors"))
        for name, optimiser in self.recipe.optimisers.items():
            optimiser.load_state_dict(checkpoint.load_optimiser(last, name))
        for name, average in self.averages.items():
            for key, tensor in checkpoint.load(last / f"{name}.average.safetensors").items():
                average.tensors[key].copy_(tensor)
        self.done = self.kept = int(state["step"])
        self.sums, self.counted = dict(state["sums"]), int(state["counted"])
        self.watch = Watch(*state["watch"])

    def step(self) -> None:
        import torch

        number = self.done + 1
        rank = self.crew.rank
        torch.manual_seed(self.seed * 1_000_003 + number + 7_368_787 * rank)
        chance = np.random.default_rng((self.seed, number, rank) if rank else (self.seed, number))
        for net in self.recipe.nets.values():
            net.train()
        with _autocast(next(self.recipe.nets[self.recipe.shown[0]].parameters()).device):
            losses = self.recipe.step(number, chance)
        self.losses = {name: float(loss) for name, loss in losses.items()}
        self.watch.see(number, self.losses, self.recipe.steady)
        for name, average in self.averages.items():
            average.take(self.recipe.nets[name], number)
        self.sums = {name: self.sums.get(name, 0.0) + loss for name, loss in self.losses.items()}
        self.counted += 1
        self.done = number

    def log(self) -> None:
        """A row with the means since the last one."""
        self.curves.add(self.done, {name: total / self.counted for name, total in self.sums.items()})
        self.sums, self.counted = {}, 0

    def keep(self) -> bool:
        """A checkpoint, sheets and the measured quality; False when that step is kept already, or by another."""
        if self.kept == self.done or not self.crew.first:
            return False
        recipe = self.recipe
        checkpoint.write(
            self.home, self.done,
            {"kind": recipe.kind, "settings": self.settings, "sums": self.sums, "counted": self.counted,
             "watch": list(self.watch.state)},
            {**{name: net.state_dict() for name, net in recipe.nets.items()},
             **{f"{name}.average": average.tensors for name, average in self.averages.items()}},
            {name: optimiser.state_dict() for name, optimiser in recipe.optimisers.items()},
        )  # fmt: skip
        self.kept = self.done
        averaged = self.show()
        recipe.export(averaged, self.home)
        figures = {**self._compared(averaged), **recipe.measure(averaged)}
        if figures:
            self.curves.add(self.done, figures)
        return True

    def show(self) -> Nets:
        """A sheet of what the averaged nets do now; gives them."""
        averaged = {name: average.as_net(self.recipe.nets[name]) for name, average in self.averages.items()}
        write_sheet(self.home / "sheets" / f"{self.done:08d}.png", self.recipe.sheet(averaged))
        return averaged

    def _compared(self, averaged: Nets) -> Figures:
        """Writes the sheet of samples beside the nearest training pictures, and gives their variety."""
        samples = self.recipe.samples(averaged)
        if samples is None or self.recipe.known is None:
            return {}
        if self.nearest is None:
            self.nearest = Nearest(self.recipe.known.some(HELD))
        write_sheet(self.home / "sheets" / f"{self.done:08d}-nearest.png", self.nearest.sheet(samples[:BESIDE]))
        variety = self.nearest.variety(samples)
        self.warning = "" if self.recipe.steady else self.watch.compare(self.done, variety)
        return {"variety": variety}

    def said(self) -> str:
        return f"Step {self.done} · " + " · ".join(f"{name} {loss:.4g}" for name, loss in self.losses.items())


def _autocast(device: torch.device) -> Any:
    """bfloat16 where the processor was found to be faster and right with it, and on GPUs that have it."""
    import torch

    from studio.engine.precision import cpu_dtype

    if device.type == "cpu":
        half = cpu_dtype() == "bfloat16"
    else:
        half = device.type == "cuda" and torch.cuda.is_bf16_supported()
    return torch.autocast(device.type, torch.bfloat16, enabled=half)


def update(loss: torch.Tensor, optimiser: torch.optim.Optimizer, largest: float = 1.0) -> torch.Tensor:
    """One step of `optimiser` down `loss`, gradients clipped to the norm `largest`; gives their norm before that. Where
    several processes train, it is the mean of their gradients."""
    import torch

    optimiser.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    weights = [weight for group in optimiser.param_groups for weight in group["params"]]
    crew.averaged(weights)
    norm = torch.nn.utils.clip_grad_norm_(weights, largest)
    if torch.isfinite(norm):  # the watch ends a run whose losses are no numbers; its weights stay numbers
        optimiser.step()
    return norm


def _made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unwritable(f"{folder.parent} cannot be written to: {(error.strerror or str(error)).lower()}.",
                         "Choose another folder.") from None  # fmt: skip


def write_sheet(path: Path, pixels: Bytes) -> None:
    """A PNG, whole or not at all; sheets are only to look at, so a full disk does not end the training."""
    import cv2

    done, data = cv2.imencode(".png", np.ascontiguousarray(pixels[..., ::-1]))
    assert done
    part = path.with_suffix(".part")
    try:
        part.write_bytes(data.tobytes())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
