"""The plan d'actions as a table: headings, fiches, and their steps where they are unfolded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from cpom_desktop.i18n import EMPTY, NBSP, _, format_date
from cpom_desktop.services.queries.fiches_action import format_euros
from cpom_desktop.services.queries.plan_actions_lignes import ETATS, Rang, origines_words
from ui.kit.cells import PILL_ROLE
from ui.kit.pills import Pill
from ui.models.base import COPY_ROLE, Column, TableModel
from ui.models.synthese_cells import SECOND_ROLE
from ui.theme.fonts import body_font
from ui.theme.icons import icon
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.domain.fiches_action import Etape
    from cpom_desktop.services.queries.plan_actions import EtatAction
    from ui.kit.pills import PillKind
    from ui.session import Session

TITLE, RESPONSABLE, ORIGINE, ETAT, COST = range(5)
"""Columns, from left to right."""

_PILLS: Mapping[str, PillKind] = {
    "a_venir": "a-faire",
    "en_cours": "en-cours",
    "en_retard": "en-retard",
    "faite": "fait",
    "abandonnee": "neutre",
    "sans_date": "a-verifier",
}


class PlanActionsModel(TableModel[Rang]):
    """The lines of the plan; fiches and steps are opened elsewhere, and moved by keys here."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, _columns(), _key, parent=parent)
        self.unfolded: frozenset[int] = frozenset()

    def cell(self, row: Rang, column: Column[Rang], role: int) -> object:
        """Ground a heading, write the titles of fiches semibold, and show what folds."""
        match role:
            case Qt.ItemDataRole.BackgroundRole if row.ligne is None:
                return current_theme().colour("surface-2")
            case Qt.ItemDataRole.FontRole if row.etape is None and column.key == "fiche":
                return body_font(px(14), semibold=True)
            case Qt.ItemDataRole.DecorationRole if column.key == "fiche":
                return self._fold_icon(row)
            case Qt.ItemDataRole.AccessibleTextRole if column.key == "fiche":
                return self._spoken(row)
        return super().cell(row, column, role)

    def _fold_icon(self, row: Rang) -> object:
        if row.ligne is None or row.etape is not None or not row.ligne.view.parts.etapes:
            return None
        opened = row.ligne.view.fiche.id in self.unfolded
        return icon("chevron-down" if opened else "chevron-right", "texte-2", 16)

    def _spoken(self, row: Rang) -> str:
        if row.ligne is None or row.etape is not None:
            return _title(row)
        opened = row.ligne.view.fiche.id in self.unfolded
        folded = _("étapes affichées") if opened else _("étapes repliées")
        return ", ".join((_title(row), _(ETATS[row.ligne.etat]), folded))


def _columns() -> list[Column[Rang]]:
    """Return the columns, in the order of TITLE to COST."""
    return [
        Column(key="fiche", header=_("Fiche action"), value=_title, show=_plain, tooltip=_told,
               width=226, roles={SECOND_ROLE: _livrable}),
        Column(key="responsable", header=_("Pilote"), value=_responsable, show=_plain, width=96),
        Column(key="origine", header=_("Origine"), value=_origine, show=_plain, width=112),
        Column(key="etat", header=_("État"), value=_etat, show=_plain, width=112,
               roles={PILL_ROLE: _pill}),
        Column(key="cout", header=_("Coût, 5 ans"), value=_cost, show=_shown_cost,
               align_right=True, width=96, roles={COPY_ROLE: _copied_cost}),
    ]  # fmt: skip


def dates_words(etape: Etape) -> str:
    """Return the dates of a step as short as a cell needs: « 01/28 → 03/28 »."""
    first, last = etape.debut, etape.fin
    if first is None or last is None or first == last:
        return format_date(first or last, "medium") if first or last else _("Sans date")
    return f"{first:%m/%y} → {last:%m/%y}"


def _key(row: Rang) -> object:
    return row.key


def _plain(value: object) -> str:
    return "" if value is None else str(value)


def _title(row: Rang) -> str:
    if row.etape is not None:
        return f"{row.rang}. {row.etape.libelle}"
    if row.ligne is None:
        return row.titre
    fiche = row.ligne.view.fiche
    return f"{fiche.repere} {fiche.titre}"


def _livrable(row: Rang) -> object:
    if row.etape is None:
        return None
    return row.etape.livrable or _("Livrable à compléter")


def _told(row: Rang) -> str:
    """Return the whole of what a line may have cut."""
    if row.etape is not None:
        day = (format_date(row.etape.debut), format_date(row.etape.fin))
        return "\n".join((
            _title(row),
            _("Du {debut} au {fin}", debut=day[0], fin=day[1]),
            _("Livrable : {livrable}", livrable=row.etape.livrable or EMPTY),
            _("Avancement : {n} %", n=row.etape.avancement),
        ))  # fmt: skip
    if row.ligne is None:
        return row.titre
    place = row.ligne.view.place.operationnel or row.ligne.view.place.strategique
    words = (
        _title(row),
        f"{row.ligne.view.numero_objectif} {place.libelle}" if place else "",
        _("État : {etat}, avancement {n} %", etat=_(ETATS[row.ligne.etat]).lower(),
          n=row.ligne.avancement),
    )  # fmt: skip
    return "\n".join(word for word in words if word)


def _responsable(row: Rang) -> object:
    if row.ligne is None:
        return None
    return (row.responsable if row.etape is not None else row.ligne.responsable) or EMPTY


def _origine(row: Rang) -> object:
    if row.ligne is None:
        return None
    return dates_words(row.etape) if row.etape is not None else origines_words(row.ligne)


def _etat(row: Rang) -> object:
    if row.ligne is None:
        return None
    if row.etape is not None:
        return _progress(row.etape)
    return _(ETATS[row.ligne.etat])


def _pill(row: Rang) -> object:
    return etat_pill(row.ligne.etat) if row.ligne and row.etape is None else None


def etat_pill(etat: EtatAction) -> Pill:
    """Return where an action stands, as a pill."""
    return Pill(_PILLS[etat.value], _(ETATS[etat]))


def _cost(row: Rang) -> object:
    if row.ligne is None:
        return None
    return _progress(row.etape) if row.etape is not None else row.ligne.view.cout_centimes


def _progress(etape: Etape) -> str:
    return f"{etape.avancement}{NBSP}%"


def _shown_cost(value: object) -> str:
    return format_euros(value) if isinstance(value, int) else _plain(value)


def _copied_cost(row: Rang) -> object:
    """Return an amount as a spreadsheet takes it: no thousands apart, no sign."""
    value = _cost(row)
    return _shown_cost(value).replace(NBSP, "").replace("€", "")
