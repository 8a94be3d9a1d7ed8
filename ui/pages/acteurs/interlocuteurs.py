"""« Interlocuteurs successifs »: who is there now and those before, each with their exchanges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.parcours import PAGES
from cpom_desktop.services.queries.acteurs import period_words
from ui.kit.buttons import IconButton, TextButton
from ui.kit.flow import FlowLayout
from ui.kit.labels import ElidedLabel, SafeLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.services.queries.acteurs import Successif
    from ui.pages.acteurs.dialogs import ChangeDialog, FormerDialog
    from ui.session import Session


class Successifs(QWidget):
    """The people of one stakeholder; a person changes, the structure stays.

    Signals:
        opened: slug of a page and key of a field.
        changed: a dialog wrote something: even the field that has the caret is to be read again.
    """

    opened = Signal(str, str)
    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._acteur: Acteur | None = None
        self._people: tuple[Successif, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        head = FlowLayout(spacing=px(8), between=0)
        title = SafeLabel(_("Interlocuteurs successifs"), "label")
        title.setMinimumHeight(px(32))
        head.addWidget(title)
        words = _("Changer d'interlocuteur…")
        self.change_button = TextButton(words, icon_name="user-check").set_dense()
        self.change_button.clicked.connect(self.ask_change)
        head.addWidget(self.change_button)
        column.addLayout(head)
        self.change_button.setVisible(not session.read_only)  # once inside: alone it is a window
        self._rows = QFrame()
        column.addWidget(self._rows)

    def show_people(self, acteur: Acteur, people: Sequence[Successif]) -> None:
        """Show who is there now, then those before."""
        if self._acteur and (acteur.id, tuple(people)) == (self._acteur.id, self._people):
            self._acteur = acteur
            return
        self._acteur, self._people = acteur, tuple(people)
        rows = QFrame()
        rows.setProperty("role", "carte")
        column = QVBoxLayout(rows)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for person in people:
            column.addWidget(self._row(person))
        if not people:
            nobody = SafeLabel(_("Personne n'est encore nommé."), "small-2", wrap=True)
            nobody.setContentsMargins(px(10), px(8), px(10), px(8))
            column.addWidget(nobody)
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(self._rows, rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = rows

    def _row(self, person: Successif) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "interlocuteur-actuel" if person.actuel else "interlocuteur")
        row = QHBoxLayout(frame)
        row.setContentsMargins(px(10), px(1), px(4), px(1))
        row.setSpacing(px(6))
        row.addWidget(ElidedLabel(person.nom, "label" if person.actuel else "small"), 3)
        row.addWidget(ElidedLabel(period_words(person), "small"), 4)
        count = self._count(person)
        count.setMinimumWidth(px(84))
        row.addWidget(count)
        if person.actuel and len(self._people) > 1 and not self._session.read_only:
            row.addSpacing(px(32 + 6))  # as wide as the pencil of those before
        if not self._session.read_only and not person.actuel:
            edit = IconButton("pencil", _("Corriger {nom}", nom=person.nom))
            edit.setProperty("person", person.id)
            edit.clicked.connect(self._on_edit)
            row.addWidget(edit)
        frame.setMinimumHeight(px(34))
        return frame

    def _count(self, person: Successif) -> QWidget:
        if not person.echanges:
            told = _("aucun échange") if person.actuel else _("non repris")
            return _right(SafeLabel(told, "small-2"))
        words = ngettext("{n} échange", "{n} échanges", person.echanges)
        if "journal" not in PAGES:
            return _right(SafeLabel(words, "label"))
        button = TextButton(words).set_dense()
        button.setAccessibleName(_("{echanges} avec {nom}", echanges=words, nom=person.nom))
        button.setProperty("person", person.nom)
        button.clicked.connect(self._on_exchanges)
        return button

    # --- what is asked

    def ask_change(self) -> None:
        """Ask who comes, and from when on."""
        if self._acteur is None or self._session.read_only:
            return
        from ui.pages.acteurs.dialogs import ChangeDialog  # noqa: PLC0415 - when asked

        self._run(ChangeDialog(self._session, self._acteur, self))

    def ask_former(self, former_id: int = 0) -> None:
        """Ask who was there before, or correct it."""
        if self._acteur is None or self._session.read_only:
            return
        from ui.pages.acteurs.dialogs import FormerDialog  # noqa: PLC0415 - when asked

        former = next(
            (i for i in self._session.snapshot.interlocuteurs if i.id == former_id), None
        )
        self._run(FormerDialog(self._session, self._acteur, former, self))

    def _run(self, dialog: ChangeDialog | FormerDialog) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self.changed)
        dialog.open()

    def _on_edit(self) -> None:
        button = self.sender()
        if button is not None:
            self.ask_former(int(button.property("person")))

    def _on_exchanges(self) -> None:
        button = self.sender()
        if button is not None:
            self.opened.emit("journal", f"personnes.{button.property('person')}")


def _right(words: SafeLabel) -> SafeLabel:
    words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return words
