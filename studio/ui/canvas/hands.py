"""Mouse, pen, fingers and keys on the canvas: which gesture each begins, and how every one of them ends cleanly."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QTabletEvent
from PySide6.QtWidgets import QApplication

from studio.core.errors import PentimentoError
from studio.core.geometry import Point, Rect
from studio.tools.tool import Held, Pointer
from studio.ui.canvas import pointer as pointers
from studio.ui.canvas.fingers import Fingers
from studio.ui.canvas.gestures import Gesture, Pan, SizeBrush, Stroke
from studio.ui.canvas.keyboard import KeyboardBrush

if TYPE_CHECKING:
    from studio.tools.tool import Tool
    from studio.ui.canvas.view import CanvasView

PICKING = ("brush", "fill")
"""Tools that paint with the colour in front: with Alt they pick it."""
PICKER = "pick"
BRUSH = "brush"


class Hands(QObject):
    """Watches the view's events. At most one gesture is under way; `cursor` is where the pointer is, on screen."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self.gesture: Gesture | None = None
        self.cursor: QPointF | None = None
        self.keyboard = KeyboardBrush(view, self)
        self._button: Qt.MouseButton | None = None
        self._space = False
        self._double = False
        self._fingers = Fingers(view, self)
        self._on: dict[QEvent.Type, Callable[[Any], bool]] = {
            QEvent.Type.MouseButtonPress: self._mouse_press,
            QEvent.Type.MouseButtonDblClick: self._mouse_press,
            QEvent.Type.MouseMove: self._mouse_move,
            QEvent.Type.MouseButtonRelease: self._mouse_release,
            QEvent.Type.TabletPress: self._pen_press,
            QEvent.Type.TabletMove: self._pen_move,
            QEvent.Type.TabletRelease: self._pen_release,
            QEvent.Type.Wheel: self._fingers.wheel,
            QEvent.Type.NativeGesture: self._fingers.native,
            QEvent.Type.Gesture: self._fingers.pinch,
            QEvent.Type.ShortcutOverride: self._override,
            QEvent.Type.KeyPress: self._key_press,
            QEvent.Type.KeyRelease: self._key_release,
            QEvent.Type.Leave: self._leave,
            QEvent.Type.FocusOut: self._focus_out,
        }
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._view:
            if event.type() is QEvent.Type.TabletLeaveProximity:
                self.drop()
            return False
        handler = self._on.get(event.type())
        return handler is not None and handler(event)

    # Gestures

    def begin(self, gesture: Gesture) -> None:
        self.gesture = gesture
        self._view.refresh_ring()

    def drop(self) -> None:
        """Ends what is under way where it is, keeping what was done: focus lost, pen gone, another document."""
        gesture, self.gesture = self.gesture, None
        self._button = None
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        if gesture is not None:
            gesture.end()
            self._after()

    def forget(self) -> None:
        """The gesture has ended itself."""
        self.gesture = None
        self._view.refresh_ring()

    def cancel(self) -> bool:
        """Takes back what is under way; False when nothing was."""
        gesture, self.gesture = self.gesture, None
        self._button = None
        if gesture is None:
            return False
        gesture.cancel()
        self._after()
        return True

    def _after(self) -> None:
        self._view.refresh_outlines()
        self._view.refresh_ring()
        self._view.outlined.emit()

    def stroke(self, pointer: Pointer, erasing: bool = False) -> bool:
        """The tool in hand is put down; with Alt a paint tool picks a colour, a turned pen erases."""
        view = self._view
        if view.document is None or not view.desk.tools:
            return False
        tool: Tool = view.desk.tool
        if erasing:
            tool = view.desk.tools.get("eraser", tool) if tool.id == "brush" else tool
            pointer = pointer._replace(held=pointer.held | Held.ALT) if tool.id == "mask_brush" else pointer
        elif pointer.held & Held.ALT and tool.id in PICKING:
            tool = view.desk.tools.get(PICKER, tool)
            pointer = pointer._replace(held=pointer.held & ~Held.ALT)
        stroke = Stroke(view, tool, view.document)
        if not stroke.begin(pointer):
            return False
        self.begin(stroke)
        view.refresh_outlines()
        return True

    def move(self, at: QPointF, pointer: Pointer) -> None:
        """Every event goes on to the tool; drawing happens once a frame."""
        self.cursor = at
        view = self._view
        if self.gesture is not None:
            self.gesture.move(at, pointer)
        elif view.document is not None and view.desk.tools:
            view.desk.tool.hover(view.document, pointer)
            self._prepare(pointer)
        view.refresh_outlines()
        view.refresh_ring()
        self.tell()

    def _prepare(self, pointer: Pointer) -> None:
        """Where a brush hovers it may come down."""
        view = self._view
        if view.sight is not None and view.desk.tool.id == BRUSH:
            reach = math.ceil(view.desk.tool.options.size / 2) + 1
            view.sight.prepare(Rect(math.floor(pointer.x), math.floor(pointer.y), 1, 1).grown(reach))

    def tell(self) -> None:
        """Says which pixel the pointer is on."""
        if self.cursor is None or self._view.document is None:
            self._view.pointed.emit(None)
            return
        spot = self._view.transform.to_canvas(self.cursor.x(), self.cursor.y())
        self._view.pointed.emit(Point(int(spot.x // 1), int(spot.y // 1)))

    def finish(self) -> bool:
        """Ends what a tool does over several gestures (polygon, transform, crop); False when there was nothing."""
        view = self._view
        if view.document is None or not view.desk.tools:
            return False
        try:
            command = view.desk.tool.finish(view.document)
            if command is not None:
                view.document.do(command)
        except PentimentoError as error:
            view.desk.tool.cancel(view.document)
            view.desk.say(error.message, error.hint, "error")
            return True
        finally:
            self._after()
        return command is not None

    # The ring and the arrow

    @property
    def by_keyboard(self) -> bool:
        return self.keyboard.on

    @property
    def ring_at(self) -> QPointF | None:
        """Where the brush's ring is drawn; None when there is none."""
        view = self._view
        if view.document is None or not view.desk.tools or self.cursor is None:
            return None
        if isinstance(self.gesture, SizeBrush):
            return self.gesture.at
        if isinstance(self.gesture, Pan) or self._space:
            return None
        return self.cursor if view.desk.tool.brush_like or self.keyboard.on else None

    def set_cursor(self) -> None:
        shape = Qt.CursorShape.CrossCursor
        if isinstance(self.gesture, Pan):
            shape = Qt.CursorShape.ClosedHandCursor
        elif self._space:
            shape = Qt.CursorShape.OpenHandCursor
        elif self._view.document is None:
            shape = Qt.CursorShape.ArrowCursor
        elif self._view.desk.tools and self._view.desk.tool.brush_like:
            shape = Qt.CursorShape.BlankCursor
        if self._view.cursor().shape() is not shape:
            self._view.setCursor(shape)

    # Mouse

    def _mouse_press(self, event: QMouseEvent) -> bool:
        if pointers.from_pen(event):
            return True
        view, at = self._view, event.position()
        self.keyboard.stop()
        view.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.gesture is not None or view.document is None:
            return True
        self.cursor = at
        self._button = event.button()
        self._double = event.type() is QEvent.Type.MouseButtonDblClick
        pointer = pointers.pointer(view.transform, at, event.modifiers(), event.timestamp())
        left, right = event.button() is Qt.MouseButton.LeftButton, event.button() is Qt.MouseButton.RightButton
        if event.button() is Qt.MouseButton.MiddleButton or (left and self._space):
            self.begin(Pan(view, at))
        elif right and pointer.held & Held.ALT and view.desk.tools and view.desk.tool.brush_like:
            self.begin(SizeBrush(view, at))
        elif left:
            self.stroke(pointer)
        return True

    def _mouse_move(self, event: QMouseEvent) -> bool:
        if pointers.from_pen(event):
            return True
        if self._button is not None and not event.buttons() & self._button:
            self.drop()  # the release went to somebody else
        if self.keyboard.on and self.gesture is not None:
            return True
        self.keyboard.stop()
        self.move(event.position(), pointers.pointer(self._view.transform, event.position(), event.modifiers(),
                                                     event.timestamp()))
        return True

    def _mouse_release(self, event: QMouseEvent) -> bool:
        if not pointers.from_pen(event) and event.button() is self._button:
            self._mouse_move_to_end(event)
            self.drop()
            if self._double and event.button() is Qt.MouseButton.LeftButton:
                self.finish()
            self._double = False
        return True

    def _mouse_move_to_end(self, event: QMouseEvent) -> None:
        if self.gesture is not None and event.position() != self.cursor:
            self.move(event.position(), pointers.pointer(self._view.transform, event.position(), event.modifiers(),
                                                         event.timestamp()))

    # Pen

    def _pen_press(self, event: QTabletEvent) -> bool:
        event.accept()
        self.keyboard.stop()
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.gesture is None and self._view.document is not None:
            self.cursor = event.position()
            if event.button() is Qt.MouseButton.MiddleButton or self._space:
                self.begin(Pan(self._view, event.position()))
            elif event.button() is Qt.MouseButton.LeftButton:
                self.stroke(self._pen(event), pointers.erasing(event))
            self._watch_pen()
        return True

    def _pen(self, event: QTabletEvent) -> Pointer:
        """Where the pen is; as firm as a mouse where the artist wants no pressure, and lifted all the same."""
        pointer = pointers.pen(self._view.transform, event)
        if not self._view.desk.settings.tablet and pointer.pressure > 0:
            pointer = pointer._replace(pressure=1.0)
        return pointer

    def _watch_pen(self) -> None:
        """That the pen has left is told only to the application."""
        application = QApplication.instance()
        if self.gesture is not None and application is not None:
            application.installEventFilter(self)

    def _pen_move(self, event: QTabletEvent) -> bool:
        event.accept()
        self.keyboard.stop()
        self.move(event.position(), self._pen(event))
        return True

    def _pen_release(self, event: QTabletEvent) -> bool:
        event.accept()
        self.drop()
        return True

    # Keys

    def _override(self, event: QKeyEvent) -> bool:
        """Keys that mean something here and now are not taken for shortcuts; while painting, none is."""
        busy = self.gesture is not None or (event.key() == Qt.Key.Key_Escape and self._view.begun)
        if busy or self.keyboard.wants(event) or event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Tab):
            event.accept()
            return True
        return False

    def _key_press(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = True
            self._view.refresh_ring()
        elif key == Qt.Key.Key_Tab and not event.modifiers() and not event.isAutoRepeat():
            self._view.show_original(True)
        elif key == Qt.Key.Key_Escape:
            return self._escape()
        elif key not in (Qt.Key.Key_Space, Qt.Key.Key_Tab):
            return self.keyboard.press(event)
        return True

    def _escape(self) -> bool:
        done = self.cancel() or self.take_back()
        self.keyboard.stop()
        return done

    def take_back(self) -> bool:
        """Forgets what a tool has begun over several gestures; False when there is nothing."""
        view = self._view
        if view.document is None or not view.begun:
            return False
        view.desk.tool.cancel(view.document)
        self._after()
        return True

    def _key_release(self, event: QKeyEvent) -> bool:
        if event.isAutoRepeat():
            return True
        if event.key() == Qt.Key.Key_Space:
            self._space = False
            self._view.refresh_ring()
        elif event.key() == Qt.Key.Key_Tab:
            self._view.show_original(False)
        return False

    # Leaving

    def _leave(self, event: QEvent) -> bool:
        if self.gesture is None and not self.keyboard.on:
            self.cursor = None
            self._view.refresh_ring()
            self.tell()
        return False

    def _focus_out(self, event: QFocusEvent) -> bool:
        self._space = False
        self._view.show_original(False)
        self.drop()
        self.keyboard.stop()
        return False
