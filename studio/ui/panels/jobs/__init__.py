"""Jobs: what models are doing, have done and will do."""

from studio.ui.panels.jobs.panel import JobsPanel
from studio.ui.panels.panel import Panel

PANEL = Panel("jobs", "Jobs", "queue", "paint", "right-bottom", 10, JobsPanel)
