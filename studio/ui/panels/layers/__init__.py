"""Layers: what the picture is made of."""

from studio.ui.panels.layers.panel import LayersPanel
from studio.ui.panels.panel import Panel

PANEL = Panel("layers", "Layers", "stack", "paint", "right-top", 10, LayersPanel)
