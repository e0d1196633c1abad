"""Small pieces of English grammar for captions."""

from __future__ import annotations

from collections.abc import Sequence


def article(words: str) -> str:
    """`a` or `an` before it."""
    return f"{'an' if words[:1].lower() in 'aeio' else 'a'} {words}"


def listed(parts: Sequence[str]) -> str:
    """`a lake, a path and flowers`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def spaced(*words: str) -> str:
    """Joined by single spaces, without the empty ones."""
    return " ".join(word for word in words if word)
