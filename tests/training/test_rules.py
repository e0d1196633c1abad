"""Rules are plain values: the same rules are the same training."""

from __future__ import annotations

from studio.training.rules import Augment, Loss, Rules


def test_the_usual_rules_are_those_of_the_first_papers() -> None:
    rules = Rules()
    assert rules == Rules(Loss.NON_SATURATING, k=1, rates=(2e-4, 2e-4), betas=(0.5, 0.999), augment=Augment.OFF)
    assert not rules.penalty
    assert not rules.slope
    assert not rules.pair
