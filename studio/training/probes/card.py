"""Gives a trained probe away: half precision, and a card that tells what it reads, how well, and what it cannot."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill

from studio.core.errors import BadRequest
from studio.training.probes.read import load
from studio.training.probes.score import AREAS_BAR, KINDS_BAR, NUMBERS_BAR, Score, score
from studio.training.probes.views import Source
from studio.training.publish import halved

HIDDEN = {
    "portraits": "Under a beanie or a hat the hair's style is not asked, nor how long the hair of a bun there is.",
    "scenes": "Where light comes from is asked only where sun or moon show, a cottage's place only where there is one.",
    "glyphs": "Nothing. How far the hand strays (unrest) cannot be told from one digit, as its R² says.",
}  # fmt: skip


def give_away(weights: Path, source: Source, goal: Path, trained: str, count: int = 2560) -> Score:
    """Writes `goal`/NAME.safetensors and card.md; `trained` tells how it was trained. What is measured is the file that
    ships. BadRequest when there is nothing to measure on."""
    if not len(source):
        raise BadRequest("A probe is measured on held-out pictures: there are none.")
    world, name = source.questions.world.name, goal.name
    digest = halved(weights, goal / f"{name}.safetensors")
    numbers = range(min(count, len(source)))
    found = score(load(goal / f"{name}.safetensors", world).net, source, numbers)
    (goal / "card.md").write_text(card(name, source, found, len(numbers), trained, digest), encoding="utf-8")
    return found


def card(name: str, source: Source, found: Score, count: int, trained: str, digest: str) -> str:
    """The text of card.md."""
    world = source.questions.world
    rows = [*_rows("right", found.kinds, KINDS_BAR), *_rows("R²", found.numbers, NUMBERS_BAR)]
    areas = ", ".join(f"{label} {share:.2f}" for label, share in found.areas.items())
    points = [f"Points lie {100 * found.points:.2f} % of a side off, on the mean."] if found.points else []
    lines = [
        f"# {name}", "",
        f"Reads back what is known of the pictures of the world “{world.name}”. It is no model to paint with: it",
        "measures those that do (`studio/training/probes`, `docs/models.md`).", "",
        "Licence: Apache-2.0", "",
        wrapped(f"- **Network and training**: {trained}"),
        "- **Data**: our own drawings of that world and nothing else; seeds from 1 000 000 on, those below held out.",
        f"- **What is not asked**: {HIDDEN[world.name]}", "",
        "## Measured", "",
        f"On {count} held-out pictures, the weights as they ship. Bars: {KINDS_BAR:.0%} right of categories, R² of",
        f"numbers {NUMBERS_BAR}, mean intersection over union {AREAS_BAR}.", "",
        "| fact | measured | reached |", "|---|---|---|", *rows, "",
        wrapped(f"Areas: mean intersection over union **{found.mean_area:.3f}** "
                f"({'reached' if found.mean_area >= AREAS_BAR else 'not reached'}): {areas}."), *points, "",
        "## Where it fails", "", *_failures(found), "", f"    {digest}  {name}.safetensors", "",
    ]  # fmt: skip
    return "\n".join(lines)


def wrapped(text: str) -> str:
    return fill(text, 118, subsequent_indent="  " if text.startswith("-") else "", break_on_hyphens=False)


def _rows(unit: str, figures: dict[str, float], bar: float) -> list[str]:
    return [f"| {name} | {value:.3f} {unit} | {'yes' if value >= bar else 'no'} |" for name, value in figures.items()]


def _failures(found: Score) -> list[str]:
    """What is below its bar, the worst first, in words."""
    low = sorted((value - bar, name, value) for figures, bar in ((found.kinds, KINDS_BAR), (found.numbers, NUMBERS_BAR))
                 for name, value in figures.items() if value < bar)  # fmt: skip
    if not low:
        return ["- No fact is below its bar. Pictures of another hand than ours were never tried."]
    named = ", ".join(f"{name} ({value:.2f})" for _, name, value in low)
    return [wrapped(f"- Below their bars, the worst first: {named}. Figures of models by these say little."),
            "- Pictures of another hand than ours were never tried."]  # fmt: skip
