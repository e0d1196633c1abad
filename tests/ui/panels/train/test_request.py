"""What was asked for comes back as it was, and becomes words that the command line understands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer

from studio.cli.commands import app
from studio.cli.training import checked, given
from studio.core.errors import Unreadable
from studio.core.fields import describe
from studio.training.kind import kind_named
from studio.ui.panels.train.begin import usable
from studio.ui.panels.train.request import Request, file_name, labelled, plain, told

ASKED = Request("dcgan", {"size": 32, "mirror": False, "spread": True, "loss": "saturating"}, data="/cats", minutes=2.5)


def test_it_is_kept_beside_the_training_and_comes_back(tmp_path: Path) -> None:
    ASKED.keep(tmp_path)
    assert Request.read(tmp_path) == ASKED


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"kind": '])
def test_what_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "training.json").write_text(text)
    with pytest.raises(Unreadable):
        Request.read(tmp_path)
    with pytest.raises(Unreadable):
        Request.read(tmp_path / "nowhere")


def test_the_words_say_all_that_was_chosen() -> None:
    words = " ".join(ASKED.words(Path("/mine"), True))
    assert words.startswith("train dcgan --follow --json")
    assert "--data /cats" in words
    assert "--minutes 2.5" in words
    assert "--no-mirror --spread --loss saturating" in words
    assert words.endswith("--resume -o /mine")
    assert "--world" not in words


@pytest.mark.parametrize("id", [kind.id for kind in usable()])
def test_the_command_line_takes_the_words_of_every_kind(id: str, tmp_path: Path) -> None:
    kind = kind_named(id)
    values = plain({one.name: one.default for one in describe(kind.settings)})
    words = Request(id, values, data=str(tmp_path)).words(tmp_path / "mine", True)
    known: Any = typer.main.get_command(app)
    heard = known.commands["train"].make_context("train", words[1:]).params
    checked(kind, heard)
    assert given(kind, heard) == kind.settings()
    assert (heard["data"], heard["out"], heard["resume"]) == (tmp_path, tmp_path / "mine", True)


def test_a_limit_that_was_reached_is_extended_by_as_much() -> None:
    asked = replace(ASKED, steps=100)
    assert asked.longer(100, asked).steps == 200
    assert asked.longer(40, asked).steps == 100
    assert ASKED.longer(500, ASKED).steps == 0


def test_it_is_told_in_the_words_of_the_form() -> None:
    assert ("Size", "32 px") in labelled(ASKED)
    assert ("Mirror", "off") in labelled(ASKED)
    assert ("Loss", "saturating") in labelled(ASKED)
    assert told(2.0, " px") == "2 px"
    assert ASKED.source == "cats"
    assert replace(ASKED, data="", world="scenes").source == "Drawn scenes"
    assert Request("a kind of tomorrow").known_kind is None
    assert labelled(Request("a kind of tomorrow")) == []


def test_any_name_becomes_one_for_a_file() -> None:
    assert file_name("  Meine Katzen / 2 ") == "meine-katzen-2"
    assert file_name("../..") == ""
