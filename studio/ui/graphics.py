"""Offers the part that computes on NVIDIA cards, fetches it while one paints on, and takes it away again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from studio.core.errors import PentimentoError
from studio.engine import gpu
from studio.engine.job import Cancelled
from studio.ui.background import in_background
from studio.ui.dialogs import Dialog
from studio.ui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from studio.ui.desk import Desk

SAYS = {
    "none": "Models run on the processor. With a part for the card they run many times as fast.",
    "ready": "{name} is installed. It is used from the next start of Pentimento on.",
    "other": "A part is installed but does not fit this version. {reason}",
    "failed": "The part is installed but could not be loaded, so the processor computes. {reason}",
}
LOOK = 200
"""Milliseconds between two looks at how far it is."""


class GraphicsPart(Dialog):
    """Get, Cancel, Take away and Close. Closing it cancels what is under way; what was fetched by then is kept, and the
    next try goes on from there."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, card: str | None = None) -> None:
        super().__init__("Graphics card", parent, 440)
        self._desk = desk
        self._heard: tuple[float, str] = (0.0, "")
        self._cancelled = False
        self._busy = False
        found = gpu.card() if card is None else card
        self.card = self.add_text(f"{found}." if found else "No NVIDIA card was found in this computer.")
        self._found = bool(found)
        self.state = self.add_text("")
        self.line = ProgressLine()
        self.body.addWidget(self.line)
        self.note = self.add_text("")
        self.drop = self.add_button("Take away", ghost=True)
        self.close_button = self.add_button("Close")
        self.get = self.add_button("Get it", primary=True)
        self.get.setToolTip("Downloads the part for this card and tries it")
        self.drop.setToolTip("Removes the part; the processor goes on")
        self.close_button.setToolTip("Closes; a download under way is stopped and can go on later")
        self.get.clicked.connect(self.begin)
        self.drop.clicked.connect(self._drop)
        self.close_button.clicked.connect(self.reject)
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK)
        self._clock.timeout.connect(self._look)
        self.refresh()

    def refresh(self) -> None:
        told, offer = gpu.status(), gpu.offer()
        said = SAYS[told["state"]].format_map(told)
        if self._found and offer is None and told["state"] != "ready":
            said += " This build lists none that fits."
        elif offer is not None and told["state"] != "ready":
            said += f" {offer.name}: {offer.nbytes / 1e9:.1f} GB to download, licence {offer.licence}."
        self.state.setText(said)
        self.line.setVisible(self._busy)
        self.note.setVisible(self._busy)
        self.get.setVisible(self._found and offer is not None and told["state"] != "ready")
        self.get.setEnabled(not self._busy)
        self.drop.setVisible(told["state"] != "none" and not self._busy)
        self.close_button.setText("Cancel" if self._busy else "Close")

    def begin(self) -> None:
        offline = self._desk.settings.offline

        def work() -> dict[str, Any] | None:
            try:
                return gpu.get(offline, self._report)
            except Cancelled:
                return None

        self._busy, self._cancelled = True, False
        self._clock.start()
        self.refresh()
        in_background(work, self._done, self._failed, owner=self)

    def reject(self) -> None:
        self._cancelled = True
        super().reject()

    def _report(self, fraction: float, preview: object = None, note: str = "") -> None:
        """On the other thread: only leaves a word."""
        if self._cancelled:
            raise Cancelled
        self._heard = fraction, note

    def _look(self) -> None:
        fraction, note = self._heard
        self.line.set_fraction(fraction)
        self.note.setText(f"{note} · {fraction:.0%}" if note else "")

    def _done(self, told: dict[str, Any] | None) -> None:
        self._rest()
        if told is not None:
            self._desk.say(f"{told['name']} works on {told['card']}.", "Start Pentimento again to use it.")

    def _failed(self, error: PentimentoError) -> None:
        self._rest()
        self._desk.say(error.message, error.hint, "error")

    def _rest(self) -> None:
        self._busy = False
        self._clock.stop()
        self.refresh()

    def _drop(self) -> None:
        in_background(gpu.drop, lambda _: self.refresh(), self._failed, owner=self)
