"""Turns captions into tokens of our own: a CLIP tokenizer in which every word that is taught is one token."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.families.diffusion.vocabulary import words_of
from studio.training.ldm.words import LECTURE, SYNONYMS, taught

LENGTH = 64
"""Tokens of a caption with its two ends; the longest of the portraits' captions has 61."""

START, END, SUFFIX = "<|startoftext|>", "<|endoftext|>", "</w>"

SWAPPED = 0.15
"""How often a word becomes another one for the same."""

CUT, BARE = 0.15, 0.1
"""How often a caption ends at one of its commas, and how often it has no articles."""

Ids = NDArray[np.uint16]


def tokenizer(words: Iterable[str] = (), length: int = LENGTH) -> Any:
    """A CLIPTokenizer of the words that are taught, the lecture's and `words`. It can spell any other text by bytes,
    as CLIP's own does. The same words give the same tokens."""
    from tokenizers.pre_tokenizers import ByteLevel
    from transformers import CLIPTokenizer

    merges = _merges(sorted({*taught(), *LECTURE, *(piece for word in words for piece in words_of(word))}))
    letters = sorted(ByteLevel.alphabet())
    vocabulary = [*letters, *(letter + SUFFIX for letter in letters)]
    # Two ways of merging may end at the same piece, which is one token all the same.
    vocabulary = [*dict.fromkeys([*vocabulary, *("".join(pair) for pair in merges)]), START, END]
    made = {name: number for number, name in enumerate(vocabulary)}
    return CLIPTokenizer(vocab=made, merges=merges, model_max_length=length)


def _merges(words: Sequence[str]) -> list[tuple[str, str]]:
    """Byte pair encoding (Sennrich et al. 2016) trained until nothing is left to merge: then each word is one token,
    because merging it anew goes the way that it went in training. The tokenizers library would do the same, but breaks
    ties as it happens, and a training that goes on must find the tokens that it began with."""
    from tokenizers.pre_tokenizers import ByteLevel

    spell = ByteLevel(add_prefix_space=False, use_regex=False)
    spelled = [list(spell.pre_tokenize_str(word)[0][0]) for word in words]
    left = [[*letters[:-1], letters[-1] + SUFFIX] for letters in spelled]
    merges: list[tuple[str, str]] = []
    while left := [pieces for pieces in left if len(pieces) > 1]:
        counted = Counter(pair for pieces in left for pair in pairwise(pieces))
        best = min(counted, key=lambda pair: (-counted[pair], pair))
        merges.append(best)
        left = [_merged(pieces, best) for pieces in left]
    return merges


def _merged(pieces: list[str], pair: tuple[str, str]) -> list[str]:
    """With each `pair`, from the left on, as one piece."""
    made: list[str] = []
    for piece in pieces:
        # A piece that has just been merged cannot begin the pair again: it is longer than the pair's first.
        if made and (made[-1], piece) == pair:
            made[-1] += piece
        else:
            made.append(piece)
    return made


def varied(caption: str, chance: np.random.Generator) -> str:
    """The same said otherwise, and still true: some words swapped for others, now and then without the last clauses or
    without articles."""
    if "," in caption and chance.random() < CUT:
        clauses = caption.split(",")
        caption = ",".join(clauses[: 1 + int(chance.integers(len(clauses) - 1))])
    if chance.random() < BARE:
        caption = re.sub(r"\b(an?|the) ", "", caption)
    return re.sub(r"[a-z]+", lambda found: _swapped(found[0], chance), caption)


def _swapped(word: str, chance: np.random.Generator) -> str:
    others = SYNONYMS.get(word, ())
    return others[int(chance.integers(len(others)))] if others and chance.random() < SWAPPED else word


def tokens(made: Any, captions: Sequence[str]) -> Ids:
    """(N, length) numbers of tokens, filled up with the end as Stable Diffusion's are, too long ones cut."""
    found = made(list(captions), padding="max_length", max_length=made.model_max_length, truncation=True)
    return np.array(found["input_ids"], np.uint16).reshape(len(captions), made.model_max_length)


def mirrored(made: Any, ids: Ids) -> Ids:
    """What those captions say of the mirrored picture: left for right, where these are a token each."""
    there = made.get_vocab()
    left, right = (there.get(side + SUFFIX) for side in ("left", "right"))
    turned = ids.copy()
    if left is None or right is None:
        return turned
    turned[ids == left], turned[ids == right] = right, left
    return turned
