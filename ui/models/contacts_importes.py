"""The lines of a file of contacts, with what is to be done of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.services.queries.contacts_importes import CHOIX_WORDS, Choix, ContactLu, Sort
from ui.kit.cells import PILL_ROLE
from ui.kit.pills import Pill
from ui.models.base import Column
from ui.models.deciding import DecidingModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from cpom_desktop.services.operations import LigneActeur
    from ui.kit.pills import PillKind
    from ui.session import Session

PILLS: dict[Choix, tuple[PillKind, str]] = {
    Choix.AJOUTER: ("fait", "plus"),
    Choix.COMPLETER: ("conseil", "pencil"),
    Choix.LAISSER: ("neutre", "minus"),
}


class ContactsModel(DecidingModel[ContactLu, Choix]):
    """One row a line: added, completed or left."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        self._families = {f.slug: f.libelle for f in session.content.acteurs.familles}
        self._chosen = {}
        super().__init__(session, self._built(), _number, parent=parent)

    def choices(self, line: ContactLu) -> Sequence[Choix]:
        """Return what may be done of a line, the proposed one first."""
        return line.choices

    def taken(self) -> list[LigneActeur]:
        """Return what is to be written, in the order of the file."""
        rows = (self.row_at(self.index(place, 0)) for place in range(self.rowCount()))
        found = (line.taken(self.choice_of(line)) for line in rows)
        return [line for line in found if line is not None]

    def _built(self) -> list[Column[ContactLu]]:
        return [
            Column(key="choix", header=_("Décision"), value=self._decision, width=108,
                   roles={PILL_ROLE: self._pill}),
            Column(key="ligne", header=_("Ligne"), value=_number, width=54, align_right=True),
            Column(key="nom", header=_("Nom"), value=_name, width=124),
            Column(key="structure", header=_("Structure"), value=_structure, width=142),
            Column(key="raison", header=_("Remarque"), value=_reason, width=220),
            Column(key="fonction", header=_("Fonction"), value=_function, width=90),
            Column(key="contact", header=_("Téléphone, courriel"), value=_contact, width=140),
            Column(key="famille", header=_("Famille"), value=self._family, width=94),
        ]  # fmt: skip

    def _decision(self, line: ContactLu) -> object:
        return _("Refusée") if line.sort is Sort.REFUSE else _(CHOIX_WORDS[self.choice_of(line)])

    def _pill(self, line: ContactLu) -> object:
        if line.sort is Sort.REFUSE:
            return Pill("en-retard", _("Refusée"), "x")
        kind, icon = PILLS[self.choice_of(line)]
        return Pill(kind, _(CHOIX_WORDS[self.choice_of(line)]), icon)

    def _family(self, line: ContactLu) -> object:
        if line.ligne is None or line.sort is Sort.CONNU:
            return ""
        return self._families.get(line.ligne.famille, "")


def _number(line: ContactLu) -> object:
    return line.number


def _name(line: ContactLu) -> object:
    return line.ligne.nom if line.ligne else ""


def _structure(line: ContactLu) -> object:
    if line.ligne is None:
        return ""
    return ", ".join(part for part in (line.ligne.structure, line.ligne.service) if part)


def _function(line: ContactLu) -> object:
    return line.ligne.fonction if line.ligne else ""


def _contact(line: ContactLu) -> object:
    if line.ligne is None:
        return ""
    return ", ".join(part for part in (line.ligne.telephone, line.ligne.courriel) if part)


def _reason(line: ContactLu) -> object:
    brings = _("Apporte : {quoi}.", quoi=", ".join(line.apporte)) if line.apporte else ""
    return " ".join(part for part in (line.reason, brings) if part)
