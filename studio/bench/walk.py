"""What a walk to a film costs beside making its pictures alone, writing them alone, and doing one after the other."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from studio.bench.bench import Bench, Figure
from studio.core.errors import BadRequest, JobFailed

if TYPE_CHECKING:
    from studio.core.picture import Picture
    from studio.engine.library import Library

MODEL = "cgan-portraits"
FRAMES, LONG = 120, 1200
SEEDS = (1, 2, 3, 4)
ROUNDS = 5
"""Of each kind, taken in turns: other programs then disturb all alike."""

_PEAK = """
import sys
from studio.__main__ import main
status = main(sys.argv[1:])
import resource
print(status, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
"""
"""Prints the most memory that a walk ever held."""


def run(
    home: Path | None = None, count: int = FRAMES, only: Sequence[str] = (), roots: Sequence[Path] = ()
) -> Sequence[Figure]:
    """Of the first of `only`, or the portraits' generator; a film is always of 120 frames, `count` is for others."""
    from studio import places
    from studio.engine.library import Library

    folders = [places.shipped_models(), *roots]
    model = only[0] if only else MODEL
    figures = measured(Library(folders).refresh(), model, FRAMES, ROUNDS)
    return [*figures, *held(model, roots, FRAMES, LONG)]


def measured(library: Library, model: str, count: int, rounds: int) -> list[Figure]:
    """The time of a walk of `count` frames against that of its parts, and against a loop over single frames."""
    from studio.engine.blocking import Blocking
    from studio.families import walks
    from studio.formats.films.film import Film
    from studio.formats.films.record import format_for, record
    from studio.session.walking import frames, pins_of_seeds

    if library.entry(model) is None:
        raise BadRequest(f"There is no model {model}.", library.near(model))
    submit = Blocking(library, "cpu").submit
    points = walks.walk(pins_of_seeds(submit, model, SEEDS, {}), count, loop=True)
    made = list(frames(submit, model, points, {}))
    with tempfile.TemporaryDirectory() as folder:
        out, film = Path(folder) / "walk.mp4", Film()

        def one_by_one() -> None:
            format_for(out).write(out, alone(submit, model, points), film)

        work: dict[str, Callable[[], Any]] = {
            "batched": lambda: list(frames(submit, model, points, {})),
            "encoded": lambda: record(out, iter(made), film),
            "walk": lambda: record(out, frames(submit, model, points, {}), film),
            "loop": one_by_one,
        }
        taken: dict[str, list[float]] = {name: [] for name in work}
        for number in range(rounds + 1):
            for name, deed in work.items():
                start = time.perf_counter()
                deed()
                if number:  # the first round only warms up
                    taken[name].append(time.perf_counter() - start)
    times = {name: median(some) for name, some in taken.items()}
    slower = max(times["batched"], times["encoded"])
    note = (f"{made[0].shape[1]}², {count} frames, median of {rounds}: walk {times['walk']:.2f} s, generation "
            f"{times['batched']:.2f} s, H.264 {times['encoded']:.2f} s, loop {times['loop']:.2f} s")  # fmt: skip
    over, gain = times["walk"] / slower, times["loop"] / times["walk"]
    return [
        Figure(f"{model}: a walk to H.264", over, "×", "the slower of generation and encoding alone", "≤ 1.15 ×",
               over <= 1.15, note),
        Figure(f"{model}: a walk to H.264, how much faster", gain, "×", "frame after frame, each made and then encoded",
               "≥ 1.3 ×", gain >= 1.3),
    ]  # fmt: skip


def alone(submit: Callable[[Any], Any], model: str, points: Sequence[Any]) -> Iterator[Picture]:
    """The pictures of a walk as the plainest loop makes them."""
    from studio.families.tasks import Decode
    from studio.session.walking import over

    for point in points:
        yield over(submit(Decode(model=model, latents=(point,)))).patches[0].pixels


def held(model: str, roots: Sequence[Path], short: int, long: int) -> list[Figure]:
    """The memory that a long walk ever holds, against a short one, each in a process of its own. Nothing where the
    system does not tell (Windows)."""
    if sys.platform == "win32":
        return []
    few, many = (peak(model, roots, frames) for frames in (short, long))
    ratio = many / few
    note = f"{many / 1e6:.0f} MB at most, {few / 1e6:.0f} MB"
    return [Figure(f"{model}: memory of a walk of {long} frames", ratio, "×", f"a walk of {short} frames",
                   "0.95 … 1.05 ×", abs(ratio - 1) <= 0.05, note)]  # fmt: skip


def peak(model: str, roots: Sequence[Path], frames: int) -> float:
    """Bytes."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["walk", "--model", model, "--seeds", ",".join(map(str, SEEDS)), "--frames", str(frames),
                 "--device", "cpu", "--quiet", "--loop", "-o", str(Path(folder) / "walk.mp4")]  # fmt: skip
        words += [word for root in roots for word in ("--models", str(root))]
        done = subprocess.run([sys.executable, "-c", _PEAK, *words], capture_output=True, text=True)
    told = done.stdout.split()
    if told[:1] != ["0"]:
        raise JobFailed(f"The walk failed: {(done.stderr.strip().splitlines() or ['no word'])[-1]}")
    return float(told[1]) * (1 if sys.platform == "darwin" else 1024)


BENCH = Bench("walk", "A walk through a latent space to a film", run, keeps=True)
