"""Weighted prompts mean what their writers mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import BadRequest
from studio.families.diffusion.prompts import Piece, parse, plain


@pytest.mark.parametrize(
    ("prompt", "pieces"),
    [
        ("a red house", [Piece("a red house")]),
        ("a (red) house", [Piece("a "), Piece("red", 1.1), Piece(" house")]),
        ("((red))", [Piece("red", 1.21)]),
        ("(red:1.3) house", [Piece("red", 1.3), Piece(" house")]),
        ("[red]", [Piece("red", round(1 / 1.1, 6))]),
        (r"a \(red\) house", [Piece("a (red) house")]),
        ("(a (b:2))", [Piece("a ", 1.1), Piece("b", 2.2)]),
        ("time 10:30", [Piece("time 10:30")]),
        ("(never closed", [Piece("never closed", 1.1)]),
        ("closed) only", [Piece("closed) only")]),
        ("", []),
    ],
)
def test_brackets_weigh_what_they_hold(prompt: str, pieces: list[Piece]) -> None:
    assert list(parse(prompt)) == pieces


@given(st.text("ab :1.5()[]\\,", max_size=30))
def test_no_prompt_breaks_the_reader(prompt: str) -> None:
    for piece in parse(prompt):
        assert piece.text


@given(st.text("abc ,.é", max_size=30))
def test_text_without_brackets_stays_as_it_is(prompt: str) -> None:
    assert plain(parse(prompt)) == prompt


def test_add_on_weights_are_refused_by_name() -> None:
    with pytest.raises(BadRequest, match=r"<lora:ink:0\.8> cannot be used"):
        parse("a house <lora:ink:0.8>")
