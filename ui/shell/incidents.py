"""What she is told when the program itself is at fault: one sentence, and a report to save."""

from __future__ import annotations

import platform
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from cpom_desktop import __version__
from cpom_desktop.i18n import _
from ui.kit.buttons import SecondaryButton
from ui.kit.dialogs import InformDialog

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QWidget


class Incidents:
    """Replaces `sys.excepthook` while the window is open: a fault in a slot is told, once.

    The report names places in the program and kinds of faults, never what she typed.
    """

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._telling = False

    def tell(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        """Write the fault on the standard error, then tell it; one dialog at a time."""
        traceback.print_exception(kind, fault, trace)
        if self._telling or not issubclass(kind, Exception):
            return
        self._telling = True
        dialog = IncidentDialog(report(kind, trace), self._window)
        dialog.exec()
        dialog.deleteLater()
        self._telling = False


class IncidentDialog(InformDialog):
    """Tells a fault; her work is safe, and the report may be saved for who repairs it."""

    def __init__(self, text: str, parent: QWidget) -> None:
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
        self.save = self.add_button(SecondaryButton(_("Enregistrer le rapport…")))
        self.save.clicked.connect(self._save)

    def _save(self) -> None:
        from ui.shell.files import choose_report  # noqa: PLC0415 - rarely needed

        path = choose_report(self, Path.home())
        if path is not None:
            try:
                path.write_text(self._text, encoding="utf-8")
            except OSError:
                self.text.setText(_("Le rapport n'a pas pu être écrit ici. Choisissez ailleurs."))


def report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return a fault as a text free of her content: versions, kind, places in the program."""
    places = (f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace))
    head = f"CPOM Desktop {__version__}, Python {platform.python_version()}, {platform.system()}"
    return "\n".join((head, kind.__name__, *places)) + "\n"
