"""Every panel says who it is and where it stands."""

from __future__ import annotations

from studio.parts import parts
from studio.ui import icons
from studio.ui.panels.panel import AREAS, Panel


def test_every_panel_has_a_name_an_icon_and_a_place() -> None:
    found: tuple[Panel, ...] = parts("studio.ui.panels")
    assert {panel.id for panel in found} >= {"layers", "generate", "jobs", "history"}
    assert len({panel.id for panel in found}) == len(found)
    for panel in found:
        assert panel.title
        assert icons.known(panel.icon)
        assert panel.area in AREAS
