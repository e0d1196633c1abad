"""The engine's own cost is measured on its real runner."""

from __future__ import annotations

from studio.bench import engine


def test_every_figure_has_its_reference_and_bar() -> None:
    figures = engine.run()
    assert len(figures) == 3
    for figure in figures:
        assert figure.value > 0
        assert figure.reference
        assert figure.bar
        assert figure.met is not None
