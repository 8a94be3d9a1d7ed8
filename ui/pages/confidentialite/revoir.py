"""« Contacts à revoir »: until when contacts are kept, and those with whom nothing happens."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cpom_desktop.domain.confidentialite import Rubrique
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.operations import SetEcheance
from cpom_desktop.services.queries.confidentialite import (
    ARCHIVES,
    DURATIONS,
    conserver_jusqu_au,
    is_public,
)
from cpom_desktop.services.queries.contacts_inactifs import contacts_inactifs, mois
from cpom_desktop.services.queries.echeancier_contacts import (
    LAST_DAY,
    key_of,
    last_review,
    last_words,
    next_review,
)
from ui.kit.buttons import SecondaryButton
from ui.kit.cards import Card
from ui.kit.labels import SafeLabel
from ui.kit.states import EmptyState, Strip
from ui.models.lines import Line, LinesModel
from ui.models.lines_view import LinesView
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.session import Session


class RevoirTab(QWidget):
    """The people to review; nothing is deleted by itself.

    Signals:
        person_asked: id of a stakeholder to be looked for everywhere.
        announced: what was written, in a sentence.
    """

    person_asked = Signal(int)
    announced = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = LinesModel(self)
        self.view = LinesView(self.model, _("Contacts sans activité"), lead=0)
        self.view.acted.connect(self._on_acted)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(10))
        self.until = SafeLabel("", "small", wrap=True)
        self.archives = Strip("conseil")
        self.archives.set_text(_(ARCHIVES))
        self.count = SafeLabel("", "label", wrap=True)
        for widget in (self.until, self.archives, self.count):
            outer.addWidget(widget)
        card = Card(flush=True)
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(px(200))
        self.nothing = EmptyState(
            "user-check",
            _("Aucun contact à revoir"),
            _("Chacun a eu une activité, siège dans une instance ou a une tâche à faire."),
        )
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.nothing)
        card.add(self._stack, 1)
        outer.addWidget(card, 1)
        outer.addWidget(self._build_review())
        outer.addWidget(SafeLabel(_(DURATIONS), "caption-2", wrap=True))
        self.reload()

    def _build_review(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        self.review = SafeLabel("", "small", wrap=True)
        self.done_button = SecondaryButton(_("J'ai revu ces contacts"), icon_name="check")
        self.done_button.clicked.connect(self._on_done)
        row.addWidget(self.review, 1)
        row.addWidget(self.done_button)
        self.done_button.setVisible(not self._session.read_only)
        return box

    def take_caret(self) -> None:
        """Put the caret in the list."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Show who is to be reviewed."""
        snapshot = self._session.snapshot
        self.review.setText(review_words(snapshot, self._session.workspace.today))
        found = contacts_inactifs(snapshot, self._session.workspace.today)
        self.until.setText(until_words(snapshot))
        self.archives.setVisible(is_public(snapshot))
        months = mois(snapshot, Rubrique.SANS_ACTIVITE)
        self.count.setText(
            ngettext(
                "{n} contact sans activité depuis {duree}. Entrée montre tout ce que le dossier "
                "contient sur lui.",
                "{n} contacts sans activité depuis {duree}. Entrée montre tout ce que le dossier "
                "contient sur chacun.",
                len(found),
                duree=ngettext("{n} mois", "{n} mois", months),
            )
            if found
            else ""
        )
        self.count.setVisible(bool(found))
        self.model.show_rows(
            [
                Line(
                    id=each.acteur.id,
                    first=", ".join(filter(None, (each.acteur.nom, each.acteur.structure))),
                    second=each.told,
                    action="search",
                )
                for each in found
            ]
        )
        self._stack.setCurrentWidget(self.view if found else self.nothing)

    def _on_done(self) -> None:
        """Note that the review of the year is done: the échéancier asks for the next one."""
        today = self._session.workspace.today
        year = next_review(self._session.snapshot, today)
        if self._session.attempt(SetEcheance(cle=key_of(year), fait_le=today)) is not None:
            self.announced.emit(_("Revue de {an} notée comme faite.", an=year))

    def _on_acted(self, key: object) -> None:
        if isinstance(key, int):
            self.person_asked.emit(key)


def review_words(snapshot: DossierSnapshot, today: date) -> str:
    """Return by when the contacts are to be reviewed, and when they last were."""
    day = date(next_review(snapshot, today), *LAST_DAY)
    told = _("Prochaine revue : au plus tard le {jour} (échéancier).", jour=format_date(day))
    last = last_review(snapshot)
    return f"{told} {last_words(last)}" if last else told


def until_words(snapshot: DossierSnapshot) -> str:
    """Return until when contacts are kept, and that it is ours to propose."""
    until, months = conserver_jusqu_au(snapshot), mois(snapshot, Rubrique.APRES_CONTRAT)
    after = ngettext("{n} mois", "{n} mois", months)
    if until is None:
        return _("Contacts à conserver : la durée du contrat, puis {duree}.", duree=after)
    return _(
        "Contacts à conserver jusqu'au {jour} : fin du contrat, puis {duree}. Le logiciel ne "
        "supprime rien de lui-même.",
        jour=format_date(until),
        duree=after,
    )
