"""Page « Confidentialité »: reached from a person of the page Acteurs, and by Ctrl+K."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from cpom_desktop.i18n import _
from cpom_desktop.services.queries.confidentialite import ATTESTATION, FICHE, TABLES
from ui.kit.buttons import SecondaryButton
from ui.kit.page import Page
from ui.kit.segmented import SegmentedChoice
from ui.pages.confidentialite.personne import PersonneTab
from ui.pages.confidentialite.registre import RegistreTab
from ui.pages.confidentialite.revoir import RevoirTab
from ui.session import touched

if TYPE_CHECKING:
    from cpom_desktop.services.changes import Changes
    from ui.session import Session

PERSONNE, REVOIR, REGISTRE, EFFACE = "personne", "revoir", "registre", "efface"


class ConfidentialitePage(Page):
    """What the dossier holds of people, and what is said of it."""

    slug = "confidentialite"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.personne = PersonneTab(session)
        self.revoir = RevoirTab(session)
        self.registre = RegistreTab(session)
        self._tabs: dict[str, PersonneTab | RevoirTab | RegistreTab] = {
            PERSONNE: self.personne,
            REVOIR: self.revoir,
            REGISTRE: self.registre,
        }
        self._lay_out()
        self._connect()
        self._on_tab(PERSONNE)
        self.first_stop = self.personne.name

    def _lay_out(self) -> None:
        titles = [
            (PERSONNE, _("Une personne")),
            (REVOIR, _("Contacts à revoir")),
            (REGISTRE, _("Registre")),
        ]
        self.tabs = SegmentedChoice(_("Ce que la page montre"), titles)
        self.tabs.set_value(PERSONNE)
        row = QHBoxLayout()
        row.addWidget(self.tabs)
        row.addStretch(1)
        self.body.addLayout(row)
        for tab in self._tabs.values():
            self.body.addWidget(tab, 1)
        self.print_button = SecondaryButton(_("Fiche de registre"), icon_name="printer")
        self.add_action(self.print_button)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._on_tab)
        self.print_button.clicked.connect(self._on_print)
        self.personne.opened.connect(self.navigate)
        self.personne.written.connect(self.personne_asked)
        self.personne.attested.connect(self._on_attested)
        self.personne.erasure_asked.connect(self.erasure_asked)
        self.revoir.person_asked.connect(self.show_person)
        self.revoir.announced.connect(self.announced)

    @property
    def shown(self) -> str:
        """The tab shown."""
        return str(self.tabs.value())

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show again what changed; what was found of a person is looked for when asked."""
        if touched(changes, *TABLES):
            self.revoir.reload()
            self.registre.reload(force=force)
        self.personne.reload(changes)

    def focus_field(self, key: str) -> bool:
        """Show a tab: « confidentialite.personne.12 » looks for a stakeholder.

        « confidentialite.efface.3 » says that a person was just erased.
        """
        slug, _dot, rest = key.partition(".")
        tab, _dot, number = rest.partition(".")
        if slug != self.slug:
            return False
        self._show(tab if tab in self._tabs else PERSONNE)
        if tab == EFFACE:
            self.personne.show_erased(int(number))
            return True
        acteur = (
            self._session.snapshot.acteurs_by_id.get(int(number)) if number.isdigit() else None
        )
        if acteur is not None and tab == PERSONNE:
            self.show_person(acteur.id)
        elif tab == REGISTRE and number:
            return self.registre.form.focus(key)
        else:
            self._tabs[self.shown].take_caret()
        return True

    def current_field(self) -> str:
        """Return the field that has the caret, else the tab shown."""
        return self.registre.form.current_field() or f"{self.slug}.{self.shown}"

    def flush(self) -> None:
        """Commit what is typed."""
        self.registre.form.flush()

    def leave_dossier(self) -> None:
        """Stop looking for a person."""
        self.personne.stop()

    def show_person(self, acteur_id: int) -> None:
        """Look everywhere for a stakeholder."""
        self._show(PERSONNE)
        self.personne.show_acteur(self._session.snapshot.acteurs_by_id[acteur_id])

    def _show(self, tab: str) -> None:
        self.tabs.set_value(tab)
        self._on_tab(tab)

    def _on_tab(self, tab: object) -> None:
        for name, widget in self._tabs.items():  # a stack would be as high as the highest
            widget.setVisible(name == tab)
        self.print_button.setVisible(tab != PERSONNE)
        if str(tab) == REVOIR:
            self.revoir.reload()
        self.fit_heading()

    def _on_print(self) -> None:
        self.print_requested.emit(FICHE)

    def _on_attested(self, numero: int) -> None:
        self.print_requested.emit(f"{ATTESTATION}-{numero}")

    def document_shown(self) -> str:
        """Return the document that Ctrl+P prints."""
        return FICHE
