"""A probe that is given away has a card with what was measured of the very file, and is no model of the studio."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import torch

from studio import places
from studio.core.errors import BadRequest
from studio.engine.library import Library
from studio.training import checkpoint
from studio.training.material import world_named
from studio.training.probes.card import card, give_away
from studio.training.probes.net import Probe, Shape
from studio.training.probes.questions import Questions
from studio.training.probes.read import load
from studio.training.probes.score import Score
from studio.training.probes.views import Drawn


@pytest.fixture(name="weights")
def _weights(tmp_path: Path) -> Path:
    torch.manual_seed(0)
    net = Probe(Shape(32, (8, 16), (0, 0), 8, 16, Questions(world_named("glyphs")).count, 0, 2))
    checkpoint.save(tmp_path / "net.safetensors", net.state_dict())
    return tmp_path / "net.safetensors"


def test_the_card_holds_the_hash_and_the_figures_of_what_ships(weights: Path, tmp_path: Path) -> None:
    goal = tmp_path / "models" / "probe-glyphs"
    found = give_away(weights, Drawn(world_named("glyphs"), 40, 0), goal, "a tiny one", 40)
    text = (goal / "card.md").read_text()
    assert hashlib.sha256((goal / "probe-glyphs.safetensors").read_bytes()).hexdigest() in text
    assert f"| digit | {found.kinds['digit']:.3f} right | no |" in text
    assert "Below their bars" in text
    assert load(goal / "probe-glyphs.safetensors", "glyphs").size == 32


def test_the_studio_does_not_offer_it_as_a_model(weights: Path, tmp_path: Path) -> None:
    goal = tmp_path / "models" / "probe-glyphs"
    give_away(weights, Drawn(world_named("glyphs"), 8, 0), goal, "a tiny one", 8)
    assert not [entry for entry in Library((tmp_path / "models",)).refresh().entries if entry.path is not None]


def test_a_probe_above_every_bar_says_so() -> None:
    best = Score({"digit": 1.0}, {"slant": 0.99}, {"paper": 1.0, "ink": 0.9}, 0.0, {"digit": 10})
    text = card("probe-glyphs", Drawn(world_named("glyphs"), 10, 0), best, 10, "x", "0" * 64)
    assert "No fact is below its bar" in text
    assert "**0.950** (reached)" in text


def test_nothing_to_measure_on_is_told(weights: Path, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="held-out"):
        give_away(weights, Drawn(world_named("glyphs"), 0, 0), tmp_path / "x", "y")


SHIPPED = sorted(places.shipped_models().glob("probe-*/*.safetensors"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_ships_is_what_its_card_tells(path: Path) -> None:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert f"{digest}  {path.name}" in (path.parent / "card.md").read_text()
    assert load(path, path.stem.removeprefix("probe-")).questions.count > 0
