"""Words that a model was never taught are named."""

from __future__ import annotations

from pathlib import Path

from studio.families.diffusion.vocabulary import known_words, unknown_words


def test_unknown_words_are_named_once_in_order() -> None:
    known = {"a", "red", "lake", "middle", "aged", "by"}
    assert unknown_words("A Hedgehog by a (red:1.2) lake, hedgehog", known) == ("hedgehog", "1", "2")
    assert unknown_words("a middle-aged lake", known) == ()
    assert unknown_words("", known) == ()


def test_the_known_words_are_read_from_the_model_and_others_do_not_say(tmp_path: Path) -> None:
    assert known_words(tmp_path) is None
    (tmp_path / "tokenizer").mkdir()
    (tmp_path / "tokenizer" / "words.txt").write_text("a\nlake\n")
    assert known_words(tmp_path) == {"a", "lake"}
