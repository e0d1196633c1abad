"""Faces & styles: sliders that act on the picture itself while they are moved."""

from studio.ui.panels.faces.panel import FacesPanel
from studio.ui.panels.panel import Panel

PANEL = Panel("faces", "Faces & styles", "smiley", "paint", "right-bottom", 20, FacesPanel)
