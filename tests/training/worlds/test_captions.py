"""Small English grammar."""

from __future__ import annotations

from studio.training.worlds.captions import article, listed, spaced


def test_articles_go_with_the_next_sound() -> None:
    assert article("autumn view") == "an autumn view"
    assert article("red cottage") == "a red cottage"


def test_lists_read_as_sentences() -> None:
    assert listed([]) == ""
    assert listed(["a lake"]) == "a lake"
    assert listed(["a lake", "a path", "birds"]) == "a lake, a path and birds"


def test_empty_words_leave_no_gap() -> None:
    assert spaced("a", "", "lake") == "a lake"
