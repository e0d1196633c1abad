"""Tells which words of a prompt a model was never taught, where the model says which ones it was.

A model trained by us keeps its words in `tokenizer/words.txt`, one a line; other models have no such file.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

FILE = "words.txt"


def words_of(text: str) -> list[str]:
    """Its words and numbers in lower case, in order: "a middle-aged person" has four."""
    return re.findall(r"[^\W_]+", text.lower())


def known_words(model: Path) -> frozenset[str] | None:
    """The words that the model in this folder was taught; None where it does not say."""
    try:
        return frozenset((model / "tokenizer" / FILE).read_text(encoding="utf-8").split())
    except (OSError, UnicodeDecodeError):
        return None


def unknown_words(prompt: str, known: Collection[str]) -> tuple[str, ...]:
    """The words of `prompt` that are not among `known`, each once, in order."""
    return tuple(dict.fromkeys(word for word in words_of(prompt) if word not in known))
