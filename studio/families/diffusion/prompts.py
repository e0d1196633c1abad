"""Reads weighted prompts in the dialect most people write: (x) = 1.1, (x:1.3), [x] = 1/1.1, \\( for a real bracket."""

from __future__ import annotations

import re
from typing import NamedTuple

from studio.core.errors import BadRequest

UP = 1.1


class Piece(NamedTuple):
    text: str
    weight: float = 1.0


_TOKEN = re.compile(r"\\[()\[\]\\]|:\s*([+-]?\d*\.?\d+)\s*\)|[()\[\]]|[^\\()\[\]:]+|[\\:]")
_ADD_ON = re.compile(r"<(lora|lyco|hypernet):[^>]*>")


def parse(prompt: str) -> tuple[Piece, ...]:
    """The prompt as runs of text, each with its weight; brackets that never close weigh to the end of the text.

    BadRequest when it asks for add-on weights such as <lora:…>, which would else be ignored in silence.
    """
    if asked := _ADD_ON.search(prompt):
        raise BadRequest(f"{asked[0]} cannot be used here yet.", "Take it out of the prompt.")
    pieces: list[Piece] = []
    open_brackets: list[tuple[str, int]] = []
    for found in _TOKEN.finditer(prompt):
        token = found[0]
        if token[0] == "\\" and len(token) == 2:
            pieces.append(Piece(token[1]))
        elif token in "([":
            open_brackets.append((token, len(pieces)))
        elif found[1] is not None and open_brackets and open_brackets[-1][0] == "(":
            _weigh(pieces, open_brackets.pop()[1], float(found[1]))
        elif token == ")" and open_brackets and open_brackets[-1][0] == "(":
            _weigh(pieces, open_brackets.pop()[1], UP)
        elif token == "]" and open_brackets and open_brackets[-1][0] == "[":
            _weigh(pieces, open_brackets.pop()[1], 1 / UP)
        else:
            pieces.append(Piece(token))
    for bracket, start in reversed(open_brackets):
        _weigh(pieces, start, UP if bracket == "(" else 1 / UP)
    return _joined(pieces)


def plain(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


def _weigh(pieces: list[Piece], start: int, factor: float) -> None:
    pieces[start:] = [Piece(piece.text, piece.weight * factor) for piece in pieces[start:]]


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    joined: list[Piece] = []
    for piece in pieces:
        weight = round(piece.weight, 6)
        if joined and joined[-1].weight == weight:
            joined[-1] = Piece(joined[-1].text + piece.text, weight)
        else:
            joined.append(Piece(piece.text, weight))
    return tuple(joined)
