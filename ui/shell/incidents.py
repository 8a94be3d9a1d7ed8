"""What she is told when the program itself is at fault: one sentence, and a report to save."""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from cpom_desktop import __version__
from cpom_desktop.i18n import _
from ui.kit.buttons import SecondaryButton
from ui.kit.dialogs import InformDialog
from ui.kit.read_only_text import ReadOnlyText

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget


class Incidents(QObject):
    """Replaces Python's hooks while the window is open: a fault is told, and nothing ends.

    A fault may come from a slot, a timer, a paint or a close event, a thread: the dialog
    opens once that is over. One fault of one place is told once. The report names places in
    the program, never what she typed; so does the standard error, which a desktop may keep in
    a file, unless a terminal reads it.
    """

    _met = Signal(str)

    def __init__(self, window: QWidget | None = None) -> None:
        super().__init__()
        self.window = window
        self._telling = False
        self._told: set[str] = set()
        self._met.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Hear the faults of every thread from now on."""
        sys.excepthook = self.tell
        threading.excepthook = self._tell_of_thread
        sys.unraisablehook = _write_unraisable

    def tell(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        """Write a fault on the standard error, and have it told if it was not yet."""
        text = report(fault)
        _write(fault.with_traceback(trace), text)
        if issubclass(kind, Exception) and text not in self._told:
            self._told.add(text)
            self._met.emit(text)

    def _tell_of_thread(self, fault: threading.ExceptHookArgs) -> None:
        if fault.exc_value is not None:
            self.tell(fault.exc_type, fault.exc_value, fault.exc_traceback)

    def _show(self, text: str) -> None:
        if self._telling:
            return
        self._telling = True
        try:
            dialog = IncidentDialog(text, self.window)
            dialog.exec()
            dialog.deleteLater()
        finally:
            self._telling = False


class IncidentDialog(InformDialog):
    """Tells a fault; her work is safe, and the report may be saved for who repairs it."""

    def __init__(self, text: str, parent: QWidget | None) -> None:
        super().__init__(
            _("Le logiciel a rencontré une erreur"),
            _(
                "Ce que vous avez enregistré est intact. Vous pouvez continuer ; si l'erreur "
                "revient, fermez puis rouvrez le dossier, et transmettez-nous le rapport : il "
                "ne contient rien de votre dossier."
            ),
            trouble=True,
            parent=parent,
        )
        self._text = text
        self.report = ReadOnlyText(_("Rapport à transmettre"), lines=4)
        self.report.setPlainText(text)
        self.body.addWidget(self.report)
        self.copy = self.add_button(SecondaryButton(_("Copier le rapport"), icon_name="copy"))
        self.copy.clicked.connect(self._copy)
        self.save = self.add_button(SecondaryButton(_("Enregistrer le rapport…")))
        self.save.clicked.connect(self._save)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height of the words: Qt stops at two thirds of the screen."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._text)
        self.copy.setText(_("Rapport copié"))

    def _save(self) -> None:
        from ui.shell.files import choose_report  # noqa: PLC0415 - rarely needed

        path = choose_report(self, Path.home())
        if path is not None:
            try:
                path.write_text(self._text, encoding="utf-8")
            except OSError:
                self.text.setText(_("Le rapport n'a pas pu être écrit ici. Choisissez ailleurs."))


def _write(fault: BaseException, text: str) -> None:
    """Write a fault on the standard error: whole for who watches it in a terminal."""
    if sys.stderr is None:  # a window without a console, on Windows
        return
    if sys.stderr.isatty():
        traceback.print_exception(fault)
    else:
        sys.stderr.write(text)


def _write_unraisable(left: sys.UnraisableHookArgs) -> None:
    """Write what Python could raise nowhere, without the object that it names."""
    if left.exc_value is not None:
        _write(left.exc_value, report(left.exc_value))


def report(fault: BaseException) -> str:
    """Return a fault as a text free of her content: versions, kinds, places in the program."""
    head = f"CPOM Desktop {__version__}, Python {platform.python_version()}, {platform.system()}"
    return "\n".join((head, *_lines(fault))) + "\n"


def _lines(fault: BaseException) -> Iterator[str]:
    """Yield the kind of a fault and its places, then those of what led to it."""
    met: list[BaseException] = []
    link: BaseException | None = fault
    while link is not None and link not in met:
        met.append(link)
        yield type(link).__name__
        for frame in traceback.extract_tb(link.__traceback__):
            yield f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
        link = link.__cause__ or link.__context__
