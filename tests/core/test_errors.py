"""Errors speak to the artist, also from another process."""

import pickle

import pytest

from studio.core import errors

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]


@pytest.mark.parametrize("kind", KINDS)
def test_errors_survive_the_way_between_processes(kind: type[errors.PentimentoError]) -> None:
    back = pickle.loads(pickle.dumps(kind("It broke.", "Mend it.")))
    assert type(back) is kind
    assert (back.message, back.hint, str(back)) == ("It broke.", "Mend it.", "It broke. Mend it.")


@pytest.mark.parametrize("kind", KINDS)
def test_all_are_of_one_tree(kind: type[Exception]) -> None:
    assert issubclass(kind, errors.PentimentoError)


def test_without_a_hint_the_message_stands_alone() -> None:
    assert str(errors.BadRequest("No.")) == "No."
