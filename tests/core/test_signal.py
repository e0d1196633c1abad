"""Listeners hear what is emitted, until they do not want to any more."""

from studio.core.signal import Signal


def test_listeners_are_called_in_the_order_they_came() -> None:
    heard: list[tuple[str, int]] = []
    signal: Signal[[int]] = Signal()
    signal.connect(lambda value: heard.append(("first", value)))
    signal.connect(lambda value: heard.append(("second", value)))
    signal.emit(3)
    assert heard == [("first", 3), ("second", 3)]


def test_disconnecting_twice_does_no_harm() -> None:
    heard: list[int] = []
    signal: Signal[[int]] = Signal()
    stop = signal.connect(heard.append)
    stop()
    stop()
    signal.emit(1)
    assert heard == []


def test_a_listener_may_disconnect_itself_while_it_is_called() -> None:
    heard: list[str] = []
    signal: Signal[[]] = Signal()

    def once() -> None:
        heard.append("once")
        stop()

    stop = signal.connect(once)
    signal.connect(lambda: heard.append("always"))
    signal.emit()
    signal.emit()
    assert heard == ["once", "always", "always"]
