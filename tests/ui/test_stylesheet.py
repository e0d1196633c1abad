"""The style sheet is written from the theme and nothing else."""

from __future__ import annotations

import re

from studio.ui.stylesheet import mixed, stylesheet
from studio.ui.theme import DARK, LIGHT


def test_it_holds_only_colours_of_the_theme() -> None:
    for chosen in (DARK, LIGHT):
        allowed = {value for value in vars(chosen).values() if value.startswith("#")}
        allowed.add(mixed(chosen.text3, chosen.panel, 0.5))
        assert set(re.findall(r"#[0-9A-Fa-f]{6}", stylesheet(chosen))) <= allowed
        assert "$" not in stylesheet(chosen)


def test_a_mixture_lies_between_its_parts() -> None:
    assert mixed("#000000", "#FFFFFF", 0.5) == "#808080"
    assert mixed("#102030", "#FFFFFF", 1.0) == "#102030"
