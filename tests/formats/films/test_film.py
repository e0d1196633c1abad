"""How a film is to be is checked before a frame is made."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from studio.core.errors import BadRequest
from studio.formats.films.film import Film


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"fps": Fraction(0)}, "1 to 240 frames"),
        ({"fps": Fraction(1000)}, "1 to 240 frames"),
        ({"quality": 0}, "Quality must be 1 to 100"),
        ({"loops": -1}, "once or more"),
        ({"audio": Path("/nowhere.wav")}, "no sound file"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(BadRequest, match=said):
        Film(**wrong)
