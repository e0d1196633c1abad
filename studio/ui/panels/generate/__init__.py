"""Generate: asking models for pictures."""

from studio.ui.panels.generate.panel import GeneratePanel
from studio.ui.panels.panel import Panel

PANEL = Panel("generate", "Generate", "sparkle", "paint", "right-middle", 10, GeneratePanel)
