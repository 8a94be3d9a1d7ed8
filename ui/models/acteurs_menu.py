"""The menu « Ajouter un acteur »: families, and in each who the kit proposes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from cpom_desktop.i18n import _
from cpom_desktop.services.operations import AddActeur
from ui.theme.icons import icon

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from cpom_desktop.content.schema import ActeurModele, FamilleModele
    from ui.session import Session


class AddActeurMenu(QMenu):
    """Offers someone to name, then the stakeholders of the kit that the dossier has not.

    Signals:
        chosen: the `AddActeur` to run.
    """

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._offers: list[AddActeur] = []
        self.aboutToShow.connect(self.fill)
        self.triggered.connect(self._on_triggered)

    def fill(self) -> None:
        """List the offers again: what the dossier has changes."""
        self.clear()
        self._offers.clear()
        for family in self._session.content.acteurs.familles:
            menu = self.addMenu(icon(family.icone), family.libelle)
            self._offer(menu, _("Personne ou structure à nommer"), AddActeur(famille=family.slug))
            proposed = self._missing_of(family)
            if proposed:
                menu.addSeparator()
            for model in proposed:
                self._offer(menu, model.fonction or model.structure, _addition(model))

    def _offer(self, menu: QMenu, words: str, operation: AddActeur) -> None:
        action = menu.addAction(words.replace("&", "&&"))
        action.setData(len(self._offers))
        self._offers.append(operation)

    def _missing_of(self, family: FamilleModele) -> list[ActeurModele]:
        acteurs = self._session.snapshot.acteurs
        slugs = {a.slug for a in acteurs}
        names = {(a.structure, a.fonction) for a in acteurs}
        return [
            model
            for model in self._session.content.acteurs.acteurs
            if model.famille is family.slug
            and model.slug not in slugs
            and (model.structure, model.fonction) not in names
        ]

    def _on_triggered(self, action: QAction) -> None:
        rank = action.data()
        if isinstance(rank, int):
            self.chosen.emit(self._offers[rank])


def _addition(model: ActeurModele) -> AddActeur:
    return AddActeur(
        famille=model.famille,
        structure=model.structure,
        fonction=model.fonction,
        statut_contrat=model.statut_contrat,
        relation=model.relation,
    )
