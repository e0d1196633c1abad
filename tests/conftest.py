"""What every test runs under: Qt without a screen, a home of its own, no network, and nothing left behind."""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from weakref import WeakSet

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ["HF_HUB_OFFLINE"] = "1"

import psutil
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThread
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken

POOLS = ("background",)
"""Threads that a part of the studio keeps for as long as the process lives."""

LOUD = ("diffusers", "transformers")
"""Libraries whose loggers tell the root nothing."""

_started: WeakSet[QThread] = WeakSet()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The window's tests come first: in the studio no torch has been loaded beside Qt either."""
    items.sort(key=lambda item: "ui" not in item.path.parts)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of the person who runs the tests is read or written."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("PENTIMENTO_HOME", str(home))
    return home


@pytest.fixture(scope="session", autouse=True)
def _threads_are_counted() -> Iterator[None]:
    """Qt tells nobody which of its threads run."""
    start = QThread.start

    def counted(thread: QThread, *how: QThread.Priority) -> None:
        _started.add(thread)
        start(thread, *how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QThread, "start", counted)
        yield


class Alive(NamedTuple):
    """What lives on when a test is over, by name: each would slow down, disturb or crash the tests after it.

    Names are counted, not things: a worker that several tests share may be replaced in one of them.
    """

    threads: Counter[str]
    processes: Counter[str]
    windows: Counter[str]

    @classmethod
    def now(cls) -> Alive:
        threads = [thread.name for thread in threading.enumerate() if not thread.name.startswith(POOLS)]
        threads += [thread.objectName() for thread in _started if Shiboken.isValid(thread) and thread.isRunning()]
        # One whose end a test has waited for itself stands in Python's list for ever.
        processes = [child.name for child in multiprocessing.active_children() if psutil.pid_exists(child.pid or 0)]
        return cls(Counter(threads), Counter(processes), Counter(_windows()))

    def beyond(self, before: Alive) -> str:
        """What was not there before, in words; nothing when all is gone."""
        new = {kind: there - then for kind, there, then in zip(self._fields, self, before, strict=True)}
        return "; ".join(f"{kind}: {', '.join(names.elements())}" for kind, names in new.items() if names)


def _windows() -> list[str]:
    """Widgets that lie in no other, seen or unseen. Those that are to be deleted later are deleted now."""
    application = QCoreApplication.instance()
    if not isinstance(application, QApplication):
        return []
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return [type(widget).__name__ for widget in application.topLevelWidgets() if widget.parent() is None]


@pytest.fixture(autouse=True)
def nothing_left_behind(own_home: Path) -> Iterator[None]:
    """A test that leaves a thread, a process or a window behind fails."""
    before = Alive.now()
    yield
    if left := Alive.now().beyond(before):
        pytest.fail(f"It left behind {left}", pytrace=False)


class Overheard(logging.Handler):
    """Keeps what was logged at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def nothing_logged(request: pytest.FixtureRequest) -> Iterator[None]:
    """What is wrong is said in a sentence, not to a log that nobody reads: a test that leaves a warning there fails.

    One that expects a log asks for `caplog`. What Qt logs fails by `qt_log_level_fail` in pyproject.toml.
    """
    heard = Overheard()
    loggers = [logging.getLogger(name) for name in (None, *LOUD)]
    for logger in loggers:
        logger.addHandler(heard)
    yield
    for logger in loggers:
        logger.removeHandler(heard)
    if heard.said and "caplog" not in request.fixturenames:
        pytest.fail("It logged " + "; ".join(heard.said), pytrace=False)
