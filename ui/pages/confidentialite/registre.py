"""« Registre »: the headings of the register of processing, filled in, hers to change."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpom_desktop.domain.confidentialite import MOIS, Rubrique
from cpom_desktop.i18n import _
from cpom_desktop.services.operations.confidentialite import SetConfidentialite
from cpom_desktop.services.queries.confidentialite import (
    PROPOSAL,
    TITRES,
    fiche_registre,
)
from cpom_desktop.services.queries.contacts_inactifs import mois
from ui.kit.cards import Card
from ui.kit.flow import FlowLayout
from ui.kit.form import FieldSpec, Form
from ui.kit.specs import read_number
from ui.kit.states import Strip
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.session import Session

MONTHS = {
    Rubrique.APRES_CONTRAT: "Conservation après la fin du contrat",
    Rubrique.SANS_ACTIVITE: "Contacts revus après, sans activité",
}
ONE_LINE = frozenset({Rubrique.RESPONSABLE, Rubrique.DPO})


class RegistreTab(QWidget):
    """One field a heading; what she empties goes back to what we propose."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.form = Form(session, parent=self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(10))
        strip = Strip("alerte")
        strip.set_text(_(PROPOSAL))
        outer.addWidget(strip)
        card = Card(_("Durées"))
        row = FlowLayout(spacing=px(16), between=px(8))
        for cle, title in MONTHS.items():
            row.addWidget(self.form.add(_months(cle, title)))
        card.add(row)
        outer.addWidget(card)
        card = Card(_("Rubriques de la fiche"))
        for cle in TITRES:
            card.add(self.form.add(_heading(session, cle)))
        outer.addWidget(card)
        outer.addStretch(1)

    def take_caret(self) -> None:
        """Put the caret in what only she knows."""
        self.form.focus(key(Rubrique.DPO))

    def reload(self, *, force: bool) -> None:
        """Show the values again."""
        self.form.reload(self._session.snapshot, force=force)


def key(cle: Rubrique) -> str:
    """Return the key of a field."""
    return f"confidentialite.registre.{cle.value}"


def _heading(session: Session, cle: Rubrique) -> FieldSpec:
    del session
    ours = cle is not Rubrique.DPO
    return FieldSpec(
        key=key(cle),
        label=_(TITRES[cle]),
        kind="line" if cle in ONE_LINE else "text",
        read=partial(_read, cle),
        write=partial(_write, cle),
        lines=2,
        help=_("Vide, il reprend la proposition.") if ours else _("Nom et coordonnées."),
    )


def _read(cle: Rubrique, snapshot: DossierSnapshot) -> str:
    return next(line.texte for line in fiche_registre(snapshot) if line.cle is cle)


def _write(cle: Rubrique, value: object) -> SetConfidentialite:
    return SetConfidentialite(cle=cle, texte=str(value or ""))


def _months(cle: Rubrique, title: str) -> FieldSpec:
    return FieldSpec(
        key=key(cle),
        label=_(title),
        kind="integer",
        unit=_("mois"),
        parse=read_number,
        read=partial(_read_months, cle),
        write=partial(_write_months, cle),
        help=_("Proposé : {n} mois.", n=MOIS[cle]),
        width=180,
    )


def _read_months(cle: Rubrique, snapshot: DossierSnapshot) -> int:
    return mois(snapshot, cle)


def _write_months(cle: Rubrique, value: object) -> SetConfidentialite:
    return SetConfidentialite(cle=cle, nombre=value if isinstance(value, int) else None)
