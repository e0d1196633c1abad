"""The dock beside the map: model, sliders, arithmetic, pins and the path between them, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from studio.core.errors import PentimentoError
from studio.core.fields import Range
from studio.ui.explore import deeds
from studio.ui.explore.arithmetic import Arithmetic
from studio.ui.explore.path_section import PathSection
from studio.ui.explore.pin_shelf import PinShelf
from studio.ui.explore.section import MARGIN, Section
from studio.ui.explore.slider_list import SliderList
from studio.ui.widgets.buttons import IconButton
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.prompt_field import PromptField
from studio.ui.widgets.slider_row import SliderRow

if TYPE_CHECKING:
    from studio.ui.desk import Desk

VARIETY = Range(0, 2, 0.05, "", 2)


class AttributesPanel(QWidget):
    """All of it scrolls together; the model stays on top."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        explorer, board = desk.explorer, desk.pins
        self._explorer = explorer
        self.model = Combo()
        self.model.setAccessibleName("Model")
        self.model.setToolTip("Whose latent space is explored")
        said = "Of points by chance: below 1 the usual, above 1 the unusual"
        self.variety = SliderRow("Variety", VARIETY, 1.0, said, 64)
        self.dice = IconButton("dice-five", "Another point by chance", 28)
        self.prompt = PromptField("Describe what the pictures show", 2)
        self.prompt.setAccessibleName("Prompt")
        self.shuffle = IconButton("shuffle", "Every slider somewhere by chance; locked ones stay", 24)
        self.reset = IconButton("arrow-counter-clockwise", "All sliders back; locked ones stay", 24)
        self.sliders = SliderList(explorer)
        self.none = QLabel("This model has no sliders. Move on the map, or make sliders of your own under Directions.")
        self.none.setProperty("tone", "3")
        self.none.setWordWrap(True)
        self.arithmetic = Arithmetic(explorer, board)
        self.shelf = PinShelf(explorer, board)
        self.path = PathSection(explorer, board, lambda walk: deeds.lay_walk(desk, walk))
        self._lay_out()
        self.model.changed.connect(self._choose)
        self.variety.changed.connect(self._vary)
        self.dice.clicked.connect(lambda: self._do_restart())
        self.prompt.changed.connect(lambda *_: explorer.lead(prompt=self.prompt.value()))
        self.shuffle.clicked.connect(explorer.shuffle)
        self.reset.clicked.connect(explorer.reset)
        for signal in (explorer.switched, explorer.mapped, explorer.listed):
            signal.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(MARGIN, 12, MARGIN, 8)
        top.setSpacing(4)
        top.addWidget(self.model)
        chance = QHBoxLayout()
        chance.setSpacing(4)
        chance.addWidget(self.variety, 1)
        chance.addWidget(self.dice)
        top.addWidget(self.prompt)
        top.addLayout(chance)
        sliders = Section("Sliders", [self.shuffle, self.reset], line=False)
        sliders.body.addWidget(self.none)
        sliders.body.addWidget(self.sliders)
        reckoning = Section("Arithmetic")
        reckoning.body.addWidget(self.arithmetic)
        pins = Section("Pins", self.shelf.trailing)
        pins.body.addWidget(self.shelf)
        path = Section("Path")
        path.body.addWidget(self.path)
        self.path.titled = path.title.setText
        self.path.refresh()
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (sliders, reckoning, pins, path):
            column.addWidget(part)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidget(whole)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(top)
        outer.addWidget(self.area, 1)

    def refresh(self) -> None:
        explorer = self._explorer
        known = [(one.id, one.name) for one in explorer.models]
        count = range(self.model.count())
        if [(self.model.itemData(number), self.model.itemText(number)) for number in count] != known:
            self.model.set_items(known, explorer.entry.id if explorer.entry else None)
        elif explorer.entry is not None:
            self.model.set_value(explorer.entry.id)
        self.model.setEnabled(bool(known))
        some = explorer.stand is not None
        for part in (self.variety, self.dice, self.shuffle, self.reset):
            part.setEnabled(some)
        self.prompt.setVisible(explorer.led_by_text)
        self.none.setVisible(some and not self.sliders.controls)

    def _choose(self, model: object) -> None:
        try:
            self._explorer.choose(str(model))
        except PentimentoError as error:
            self._explorer.failed.emit(error)

    def _vary(self, value: float) -> None:
        """The same point of chance, more or less usual."""
        self._explorer.variety = value
        self._explorer.restart(self._explorer.seed)

    def _do_restart(self) -> None:
        self._explorer.restart()
