"""The few controls that every panel is made of, drawn to the look target."""

from studio.ui.widgets.badge import Badge
from studio.ui.widgets.buttons import Button, IconButton, PrimaryButton
from studio.ui.widgets.check import Check
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.dock_head import DockHead
from studio.ui.widgets.hairline import Hairline
from studio.ui.widgets.notice import Notice
from studio.ui.widgets.number_field import NumberField
from studio.ui.widgets.progress_line import ProgressLine
from studio.ui.widgets.prompt_field import PromptField
from studio.ui.widgets.seed_field import SeedField
from studio.ui.widgets.segmented import Segmented
from studio.ui.widgets.slider import Slider
from studio.ui.widgets.slider_row import SliderRow
from studio.ui.widgets.swatches import Swatches
from studio.ui.widgets.tabs import Tabs

__all__ = ["Badge", "Button", "Check", "Combo", "DockHead", "Hairline", "IconButton", "Notice", "NumberField",
           "PrimaryButton", "ProgressLine", "PromptField", "SeedField", "Segmented", "Slider", "SliderRow", "Swatches",
           "Tabs"]
