"""What the window asks of whatever shows an open dossier: the assistant, or its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cpom_desktop.errors import ErreurStockage
from cpom_desktop.services.queries.etablissement import dossier_name
from ui.shell.notices import Notices

if TYPE_CHECKING:
    from ui.session import Session
    from ui.shell.anomalies import AnomalyWalk
    from ui.shell.places import Places


class OpenView(QWidget):
    """A view of one open dossier; a shortcut that it has no use for does nothing.

    Signals:
        elsewhere_asked: she wants a copy elsewhere, to go on in it.
        writing_asked: she wants to write in a dossier that is only read.
        erasure_asked: an `ErasePersonne` to do, and a `Purge`.
    """

    elsewhere_asked = Signal()
    writing_asked = Signal()
    erasure_asked = Signal(object, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.notices = Notices(session, self)
        self.notices.elsewhere_asked.connect(self.elsewhere_asked)
        self.notices.writing_asked.connect(self.writing_asked)
        self.anomalies: AnomalyWalk | None = None
        """The points of the contrôle, for a view that has pages."""
        self.places: Places | None = None
        """Where she is on each page, for a view that can be built again at another size."""

    @property
    def name(self) -> str:
        """What the dossier is called."""
        return dossier_name(self.session.snapshot)

    def tell(self, sentence: str) -> None:
        """Say something calm over what is shown, until she puts it away."""
        self.notices.tell(sentence)

    def flush(self) -> None:
        """Commit what is typed and not committed yet."""

    def finish(self) -> None:
        """Commit what is typed and wait for what is being written, before the view goes."""
        self.flush()

    def focus_first(self) -> None:
        """Put the caret where she works, once the view is on screen."""

    def undo(self) -> None:
        """Undo the last step, what is being typed included."""
        self.flush()
        self.session.undo()

    def redo(self) -> None:
        """Redo the last undone step."""
        self.flush()
        self.session.redo()

    def print_page(self) -> None:
        """Go to the document of what she is on."""

    def show_page(self, slug: str, field: str = "") -> None:
        """Go to a page, and to a field of it."""

    def search(self, text: str = "") -> None:
        """Look for something everywhere in the dossier."""

    def show_history(self) -> None:
        """Go to the history of the field or of the cell that has the caret."""

    def toggle_guide(self) -> None:
        """Open or close the Guide."""

    def cycle_focus(self) -> None:
        """Go to the next region of the window."""

    def go_back(self) -> None:
        """Go to the previous part."""

    def go_on(self) -> None:
        """Go to the next part."""

    def leave_dossier(self) -> None:
        """Commit what is typed, and use the file no more; it stays open."""
        self.flush()
        self.session.stop()


def mark_of(view: OpenView) -> str:
    """Return the mark of what she wrote; nothing when the file does not answer any more."""
    try:
        return view.session.workspace.content_mark()
    except ErreurStockage:
        return ""
