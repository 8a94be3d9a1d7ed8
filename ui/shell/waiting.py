"""Long work on the files of a dossier, done apart: the window lives, takes nothing, and says so.

What she saw stays on screen as a picture; after 400 ms a card says what is being done. Nothing
can be typed, no shortcut answers, and closing the window waits for the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.kit.cards import Card
from ui.kit.labels import IconLabel, SafeLabel
from ui.kit.worker import PATIENCE_MS, Job
from ui.shell.former_caret import FormerCaret
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent, QPixmap

    from cpom_desktop.services.protection import Key
    from ui.shell.window import MainWindow

VEIL = 0.6
"""What she saw is set back behind the words."""


class Waiting(QObject):
    """One work at a time, over one window: `cover`, then `run` once or more, then `uncover`."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._cover: Cover | None = None
        self._caret: FormerCaret | None = None
        self._job: Job | None = None
        self._ends: tuple[Callable[..., None], Callable[..., None]] | None = None
        self._closing = False
        self._key: Key | None = None
        self.patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self.patience.timeout.connect(self._speak)

    @property
    def busy(self) -> bool:
        """Whether the window is covered."""
        return self._cover is not None

    @property
    def _stack(self) -> QStackedWidget:
        stack = self._window.centralWidget()
        assert isinstance(stack, QStackedWidget)
        return stack

    def cover(self, sentence: str) -> None:
        """Hold what is on screen, and let nothing be done.

        A protected dossier that is closed meanwhile opens again without its password.
        """
        self._let_go()
        self._caret = FormerCaret()
        if (held := QApplication.focusWidget()) is not None:  # else Qt gives it to the next field
            held.clearFocus()
        view = self._window.view
        key = view.session.workspace.key if view is not None else None
        self._key = key.hold() if key is not None else None
        cover = self._cover = Cover(self._stack.grab(), sentence)
        self._stack.addWidget(cover)
        self._stack.setCurrentWidget(cover)
        self._window.setEnabled(False)
        self._window.installEventFilter(self)
        self.patience.start()

    def say(self, sentence: str) -> None:
        """Say something else of what is being done."""
        if self._cover is not None:
            self._cover.label.setText(sentence)

    def run(
        self,
        work: Callable[[], object],
        done: Callable[..., None],
        failed: Callable[..., None],
    ) -> None:
        """Do `work` in the worker, then call `done` with its result, or `failed` with its error.

        Both are of something that lives as long as the window, and go on or uncover it.
        """

        def perform(_checkpoint: object) -> object:
            return work()

        self._ends = done, failed
        job = self._job = Job(perform, QCoreApplication.instance())
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.start()

    def uncover(self) -> None:
        """Give the window back, on what is still open in it; what follows may be shown."""
        window, stack, cover = self._window, self._stack, self._cover
        assert cover is not None
        caret, self._caret = self._caret, None
        self._cover = None
        self.patience.stop()
        window.removeEventFilter(self)
        window.setEnabled(True)
        if window.view is not None:
            stack.setCurrentWidget(window.view)
            if caret is None or not caret.come_back():
                window.view.focus_first()
        stack.removeWidget(cover)
        cover.deleteLater()
        QTimer.singleShot(0, self, self._let_go)  # once what follows is open
        if self._closing:
            self._closing = False
            QTimer.singleShot(0, window, window.close)

    def _let_go(self) -> None:
        """Let go of the key of what was closed, unless something else is being waited for."""
        if self._cover is None and self._key is not None:
            self._key.release()
            self._key = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Have the window closed once the work is over, and not before."""
        if watched is self._window and event.type() == QEvent.Type.Close:
            event.ignore()
            self._closing = True
            return True
        return super().eventFilter(watched, event)

    def _speak(self) -> None:
        if self._cover is not None:
            self._cover.speak()

    def _on_done(self, result: object) -> None:
        self._taken_ends()[0](result)

    def _on_failed(self, error: object) -> None:
        self._taken_ends()[1](error)

    def _taken_ends(self) -> tuple[Callable[..., None], Callable[..., None]]:
        """Return what follows the job that is over; another may then be run."""
        assert self._job is not None
        assert self._ends is not None
        self._job.deleteLater()
        self._job = None
        return self._ends


class Cover(QWidget):
    """A picture of what was on screen, then a card over it."""

    def __init__(self, picture: QPixmap, sentence: str) -> None:
        super().__init__()
        self._picture = picture
        self._sentence = sentence
        self.label = SafeLabel(sentence, "strong", wrap=False)
        self.card = Card()
        row = QHBoxLayout()
        row.setContentsMargins(px(20), px(16), px(20), px(16))
        row.setSpacing(px(12))
        row.addWidget(IconLabel("loader", "texte-2", 20))
        row.addWidget(self.label)
        self.card.body.addLayout(row)
        column = QVBoxLayout(self)
        column.addWidget(self.card, 0, Qt.AlignmentFlag.AlignCenter)
        self.card.hide()

    def speak(self) -> None:
        """Say what is being done."""
        self.card.show()
        self.setAccessibleName(self._sentence)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what was there."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        if self.card.isVisible():
            painter.setOpacity(VEIL)
            painter.fillRect(self.rect(), self.palette().window())
        painter.end()
