"""What models run on is found out where torch is, and told to the window without any."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from pentimento_test_cards import PAINTER

from studio.engine.device import FILE, Device, leave_word, present, processor, word_of
from studio.engine.runners import InChild, InThread


def test_a_card_is_named_with_what_is_taken_of_it() -> None:
    assert Device("cuda", "NVIDIA H200", 3_200_000_000, 140_000_000_000).says == "NVIDIA H200 · 3.2 of 140 GB"
    assert re.fullmatch(r"CPU · \d+ threads", processor().says)


def test_the_word_of_another_process_arrives_whole(tmp_path: Path) -> None:
    assert word_of(tmp_path) == processor()
    card = Device("cuda", "NVIDIA H200", 1, 2)
    leave_word(tmp_path, card)
    assert word_of(tmp_path) == card
    assert [file.name for file in tmp_path.iterdir()] == [FILE]
    (tmp_path / FILE).write_text("half of")
    assert word_of(tmp_path) == processor()


def test_asking_loads_no_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    assert present() == processor()
    assert "torch" not in sys.modules


class Torch:
    """What is asked of torch, on a computer with one card."""

    class cuda:  # noqa: N801
        @staticmethod
        def is_available() -> bool:
            return True

        @staticmethod
        def mem_get_info(card: str) -> tuple[int, int]:
            return 100, 140

        @staticmethod
        def get_device_name(card: str) -> str:
            return f"Card {card}"

    @staticmethod
    def device(name: str) -> str:
        return name


def test_a_card_is_found_where_there_is_one_and_not_when_the_processor_was_asked_for(
    monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", Torch)
    assert present() == Device("cuda", "Card cuda", 40, 140)
    assert present("cuda:1").name == "Card cuda:1"
    assert present("cpu") == processor()


def test_the_worker_tells_after_its_start() -> None:
    runner = InChild([PAINTER], "cpu")
    try:
        assert runner.device == processor()
        runner.warm(())
        assert runner._child is not None
        told = runner._child.folder / FILE
        while not told.exists():
            assert runner._child.alive
        assert runner.device == InThread([PAINTER], "cpu").device == processor()
    finally:
        runner.close()
