"""The list of words holds all that the worlds' captions say."""

from __future__ import annotations

from studio.families.diffusion.vocabulary import words_of
from studio.training.ldm.words import LECTURE, SPOKEN, SYNONYMS, taught
from studio.training.worlds.portraits import caption as portraits
from studio.training.worlds.portraits.facts import look_of, sampled
from studio.training.worlds.scenes import caption as scenes
from studio.training.worlds.scenes.facts import decided


def test_no_caption_of_the_worlds_says_another_word() -> None:
    said: set[str] = set()
    for seed in range(300):
        said |= set(words_of(scenes.caption(seed, decided(seed, {}))))
        said |= set(words_of(portraits.caption(look_of(sampled(seed, {})), seed)))
    assert not said - set(SPOKEN)
    assert len(said) > 0.9 * len(SPOKEN)


def test_synonyms_are_for_words_that_are_said() -> None:
    assert set(SYNONYMS) <= set(SPOKEN)


def test_what_no_world_shows_is_not_taught() -> None:
    assert not set(LECTURE) & set(taught())
