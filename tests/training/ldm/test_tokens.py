"""Our tokenizer has one token for every word that is taught, and captions stay true when they are varied."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from studio.families.diffusion.vocabulary import words_of
from studio.training.ldm.tokens import END, LENGTH, START, mirrored, tokenizer, tokens, varied
from studio.training.ldm.words import LECTURE, SYNONYMS, taught


def test_every_word_is_one_token_and_no_two_share_one() -> None:
    made = tokenizer()
    words = [*taught(), *LECTURE]
    numbers = [made(word)["input_ids"] for word in words]
    assert all(len(one) == 3 for one in numbers), [
        word for word, one in zip(words, numbers, strict=True) if len(one) > 3
    ]
    assert len({one[1] for one in numbers}) == len(words)


def test_words_of_ones_own_are_one_token_too_and_any_text_can_be_spelled() -> None:
    made = tokenizer(["a Zebra crossing", "Übergröße"])
    for word in ("zebra", "crossing", "übergröße", "cottage"):
        assert len(made(word)["input_ids"]) == 3
    end = made.get_vocab()[END]
    assert end not in made("hippopotamus 漢字 7")["input_ids"][1:-1]


def test_the_same_words_give_the_same_tokens() -> None:
    assert tokenizer().get_vocab() == tokenizer().get_vocab()


def test_it_is_written_and_read_by_transformers_alone(tmp_path: Path) -> None:
    from transformers import CLIPTokenizer

    made = tokenizer()
    made.save_pretrained(tmp_path)
    again = CLIPTokenizer.from_pretrained(tmp_path)
    text = "a middle-aged person, with 2 V-neck sweaters"
    assert again(text)["input_ids"] == made(text)["input_ids"]
    assert again.model_max_length == LENGTH


def test_captions_are_filled_up_with_the_end_and_cut_when_too_long() -> None:
    made = tokenizer()
    ids = tokens(made, ["a lake", "", "lake " * 100])
    start, end = (made.get_vocab()[name] for name in (START, END))
    assert ids.shape == (3, LENGTH)
    assert (ids[:, 0] == start).all()
    assert (ids[0, 3:] == end).all()
    assert (ids[1, 1:] == end).all()
    assert ids[2, -1] == end


def test_a_mirrored_caption_says_left_for_right() -> None:
    made = tokenizer()
    ids = tokens(made, ["turned to the left, lit from the right"])
    assert (mirrored(made, ids) == tokens(made, ["turned to the right, lit from the left"])).all()


def test_varied_captions_hold_only_the_same_words_and_words_for_them() -> None:
    caption = "a snowy winter landscape with a small red cottage, a lake and a path, at night"
    chance, seen = np.random.default_rng(0), set()
    meant = {other: word for word, others in SYNONYMS.items() for other in others}
    for _ in range(200):
        said = varied(caption, chance)
        seen.add(said)
        assert {meant.get(word, word) for word in words_of(said)} <= set(words_of(caption))
        assert not re.search("  |^ | $", said)
    assert caption in seen
    assert len(seen) > 50
