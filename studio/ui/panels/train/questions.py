"""What is asked before a training is lost from sight: deleting one, and closing the window while one runs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from studio.ui.dialogs import Dialog


class DeleteQuestion(Dialog):
    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(f"Delete the training “{name}”?", parent)
        self.add_text("Its checkpoints, samples and log are deleted; it cannot be gone on with. "
                      "A model that the studio already uses stays.")
        self.cancel = self.add_button("Cancel")
        self.delete = self.add_button("Delete", primary=True)
        self.cancel.clicked.connect(self.reject)
        self.delete.clicked.connect(self.accept)


class LeaveQuestion(Dialog):
    """`stops` says, once it was accepted, whether the training shall stop."""

    def __init__(self, names: Sequence[str], parent: QWidget) -> None:
        what = f"the training “{names[0]}”" if len(names) == 1 else f"{len(names)} trainings"
        super().__init__(f"Stop {what}?", parent, 480)
        self.stops = True
        self.add_text("What was learned is kept, and it can go on another day. Or it goes on without the window, until "
                      "its time is over, and is here again when the studio is opened.")
        self.cancel = self.add_button("Cancel", ghost=True)
        self.keep = self.add_button("Keep training")
        self.stop = self.add_button("Stop and close", primary=True)
        self.cancel.clicked.connect(self.reject)
        self.keep.clicked.connect(self._keep)
        self.stop.clicked.connect(self.accept)
        self.stop.setFocus()

    def _keep(self) -> None:
        self.stops = False
        self.accept()
