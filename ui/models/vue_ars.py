"""What the agent looks at, as a list: a heading by domain, and under each its indicators."""

from __future__ import annotations

import html
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cpom_desktop.domain.donnees import Unite
from cpom_desktop.i18n import EMPTY, NBSP, _, format_date
from cpom_desktop.services.queries.donnees_types import Lecture
from ui.kit.pills import Pill, pill_text
from ui.models.grouped import GroupedModel
from ui.models.lines import Heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from cpom_desktop.services.queries.vue_ars_types import DomaineArs, FaitArs, LigneArs


class LigneRole(IntEnum):
    """What a row holds beside its text."""

    ROW = Qt.ItemDataRole.UserRole + 1
    SLUG = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class LineRow:
    """One indicator, in words.

    Attributes:
        values: a text a year, the oldest first; `course` the same as numbers.
        reference, mark: « 95 % » and « seuil ».
        strong: the agent will ask about it.
    """

    slug: str
    label: str
    values: tuple[str, ...]
    course: tuple[Decimal | None, ...]
    reference: str
    mark: str
    pill: Pill
    strong: bool
    motif: str
    spoken: str


Row = Heading | LineRow


def pill_of(ligne: LigneArs) -> Pill:
    """Return how a value reads, as a pill: an icon and a word."""
    if ligne.is_non_calculable:
        return Pill("neutre", _("Non connu"))
    match ligne.lecture:
        case Lecture.ATYPIQUE:
            return Pill("non-atteint", _("Atypique"))
        case Lecture.A_EXPLIQUER:
            return Pill("a-verifier", _("À expliquer"))
        case Lecture.DANS_LA_NORME:
            return Pill("atteint", _("Dans la norme"))
        case Lecture.SANS_REPERE:
            return Pill("neutre", _("Sans repère"))
        case None:
            return Pill("a-saisir")


def rows_of(domaines: Iterable[DomaineArs], faits: Iterable[FaitArs] = ()) -> list[Row]:
    """Return the rows of the recto, each under its domain, then the facts."""
    rows: list[Row] = []
    for domaine in domaines:
        rows.append(Heading(domaine.libelle))
        rows += [_row(ligne) for ligne in domaine.lignes]
    return [*rows, *map(_fact, faits)]


def _fact(fait: FaitArs) -> Heading:
    if fait.le is not None:
        return Heading(fait.libelle, format_date(fait.le))
    lacks = _("date non renseignée : elle se saisit dans la Grille, {repere}", repere=fait.repere)
    return Heading(fait.libelle, lacks)


def _row(ligne: LigneArs) -> LineRow:
    pill = pill_of(ligne)
    reference, euros = ligne.reference, ligne.indicateur.unite is Unite.EUROS
    label = ligne.intitule
    values = [f"{annee.annee} : {annee.texte}" for annee in ligne.annees if annee.texte != EMPTY]
    beside = _("repère {r}", r=reference.court) if reference else _("sans repère")
    said = (label, *values, beside, pill_text(pill), ligne.motif)
    return LineRow(
        slug=ligne.slug,
        label=_("{libelle}, en €", libelle=label) if euros else label,
        values=tuple(_short(annee.court, euros=euros) for annee in ligne.annees),
        course=ligne.valeurs,
        reference=_short(reference.texte, euros=euros) if reference else EMPTY,
        mark=reference.mot if reference else "",
        pill=pill,
        strong=ligne.is_signalee,
        motif=ligne.motif,
        spoken=", ".join(said),
    )


def _short(text: str, *, euros: bool) -> str:
    """Return a value without the sign that the name of its line says."""
    return text.removesuffix(f"{NBSP}€") if euros else text


class VueArsModel(GroupedModel[Row]):
    """The rows of the list."""

    def is_heading(self, row: Row) -> bool:
        """Tell whether a row names a domain."""
        return isinstance(row, Heading)

    def identity(self, row: Row) -> object:
        """Return the indicator of a line, the name of a heading."""
        return row.label if isinstance(row, Heading) else row.slug

    def lines(self) -> list[LineRow]:
        """Return the indicators shown, in order."""
        return [row for row in self._rows if isinstance(row, LineRow)]

    def row_data(self, row: Row, role: int) -> object:
        """Return what a row shows or says."""
        if role == LigneRole.ROW:
            return row
        told: Mapping[int, object]
        if isinstance(row, Heading):
            said = ", ".join(part for part in (row.label, row.note) if part)
            told = {Qt.ItemDataRole.DisplayRole: said, Qt.ItemDataRole.AccessibleTextRole: said}
        else:
            told = {
                Qt.ItemDataRole.DisplayRole: row.label,
                Qt.ItemDataRole.ToolTipRole: _tooltip((row.label, row.motif)),
                Qt.ItemDataRole.AccessibleTextRole: row.spoken,
                LigneRole.SLUG: row.slug,
            }
        return told.get(role)


def _tooltip(parts: Sequence[str]) -> str:
    return f"<qt>{'<br>'.join(html.escape(part) for part in parts)}</qt>"
