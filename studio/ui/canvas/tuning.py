"""Changing one option of the tool in hand, within what it may be: for keys, drags on the canvas and the strip."""

from __future__ import annotations

from functools import cache
from typing import Any

from studio.core.fields import Field, describe


@cache
def fields_of(kind: type) -> tuple[Field, ...]:
    """What a tool's options are, without those that only the canvas sets."""
    return tuple(field for field in describe(kind) if not field.hidden)


def field_of(options: Any, name: str) -> Field | None:
    return next((field for field in describe(type(options)) if field.name == name), None)


def tune(options: Any, name: str, value: Any) -> bool:
    """Sets one option, numbers brought into their range; False when there is no such option or nothing changed."""
    field = field_of(options, name)
    if field is None:
        return False
    if field.range is not None:
        value = field.kind(min(field.range.high, max(field.range.low, round(value, field.range.places + 4))))
        if field.kind is int:
            value = int(value)
    if getattr(options, name) == value:
        return False
    setattr(options, name, value)
    return True


def larger(size: float) -> float:
    """The next brush size: steps of 1 px up to 10, then of about a tenth."""
    return max(size + 1, round(size * 1.1))


def smaller(size: float) -> float:
    return min(size - 1, round(size / 1.1))
