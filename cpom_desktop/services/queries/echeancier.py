"""The échéancier as it is read: everything that has a date, grouped by how soon it comes.

Periods overlap in the counts (30 days include 7); a late line is shown in every period.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.dossier import Piste
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.queries.agenda import AgendaEvent
from cpom_desktop.services.queries.echeancier_lignes import TABLES, ground_of, lines_of
from cpom_desktop.services.queries.echeancier_mots import event_text, kind_of
from cpom_desktop.services.queries.echeancier_types import EtatEcheance, Ligne, Origine
from cpom_desktop.services.queries.once import once

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.snapshot import DossierSnapshot

__all__ = [
    "TABLES",
    "Echeancier",
    "Groupe",
    "Periode",
    "Rang",
    "echeancier",
    "ics_events",
    "lacks_contract_life",
]

REMINDED_FOR = timedelta(days=7)
"""How long a reminder is shown once its day has come."""


class Periode(IntEnum):
    """How far ahead is looked at, in days; `TOUT` has no end."""

    SEPT = 7
    TRENTE = 30
    QUATRE_VINGT_DIX = 90
    TOUT = 0


class Rang(StrEnum):
    """The groups of the list, in order."""

    EN_RETARD = "en_retard"
    SEPT = "7"
    TRENTE = "30"
    QUATRE_VINGT_DIX = "90"
    PLUS_TARD = "plus_tard"
    SANS_DATE = "sans_date"
    CLOSES = "closes"


NEAR = (
    (Rang.SEPT, Periode.SEPT),
    (Rang.TRENTE, Periode.TRENTE),
    (Rang.QUATRE_VINGT_DIX, Periode.QUATRE_VINGT_DIX),
)


class Groupe(NamedTuple):
    """The lines that stand under one heading; `note` follows its title."""

    rang: Rang
    titre: str
    note: str
    lignes: tuple[Ligne, ...]


class Echeancier(NamedTuple):
    """Every date on one day.

    Attributes:
        lignes: all of them, by date, the undated ones last.
        plan_error: why the plan gives no date, in French; empty when it does.
    """

    today: date
    lignes: tuple[Ligne, ...]
    plan_error: str

    def chosen(
        self, periode: Periode, *, legales: bool = True, dossier: bool = True
    ) -> tuple[Groupe, ...]:
        """Return the groups of a period, those of a filter only; empty groups left out."""
        wanted = _ranks_of(periode)
        found: dict[Rang, list[Ligne]] = {rang: [] for rang in Rang}
        for line in self.lignes:
            if legales if line.legale else dossier:
                found[self.rank(line)].append(line)
        return tuple(
            Groupe(rang, *_heading(rang, lines, self.today), tuple(lines))
            for rang, lines in found.items()
            if lines and rang in wanted
        )

    def count(self, periode: Periode, *, legales: bool = True, dossier: bool = True) -> int:
        """Return how many open lines fall within a period; late ones count in « Tout » only."""
        left_out = {Rang.CLOSES} if periode is Periode.TOUT else {Rang.CLOSES, Rang.EN_RETARD}
        wanted = _ranks_of(periode) - left_out
        shown = (line for line in self.lignes if (legales if line.legale else dossier))
        return sum(self.rank(line) in wanted for line in shown)

    def rank(self, line: Ligne) -> Rang:
        """Return the group of a line."""
        if not line.open:
            return Rang.CLOSES
        if line.jour is None:
            return Rang.SANS_DATE
        if line.etat is EtatEcheance.EN_RETARD:
            return Rang.EN_RETARD
        ahead = (line.jour - self.today).days
        return next((rang for rang, days in NEAR if ahead <= days), Rang.PLUS_TARD)

    def line(self, cle: str) -> Ligne | None:
        """Return a line by its key."""
        return next((line for line in self.lignes if line.cle == cle), None)

    @property
    def late(self) -> tuple[Ligne, ...]:
        """Return what is late, the oldest first."""
        return tuple(li for li in self.lignes if self.rank(li) is Rang.EN_RETARD)

    @property
    def soon(self) -> tuple[Ligne, ...]:
        """Return what falls within seven days, the nearest first."""
        return tuple(li for li in self.lignes if self.rank(li) is Rang.SEPT)

    @property
    def reminded(self) -> tuple[Ligne, ...]:
        """Return what is not late but is recalled today: soon, or its reminder has just come."""
        return tuple(li for li in self.lignes if is_reminded(li, self.today))


@once
def echeancier(snapshot: DossierSnapshot, content: Content, today: date) -> Echeancier:
    """Return every date of a dossier as it is read on `today`."""
    ground = ground_of(snapshot, content, today)
    error = sentence(ground.plan_error) if ground.plan_error else ""
    return Echeancier(today, tuple(sorted(lines_of(ground), key=_order)), error)


def lacks_contract_life(snapshot: DossierSnapshot, content: Content) -> bool:
    """Tell whether the plan has tasks for after the signature that the dossier lacks."""
    known = {task.slug for task in snapshot.tasks}
    plan = content.plan_for(snapshot.dossier.piste or Piste.NOUVEAU_CPOM)
    return bool(known) and any(model.slug not in known for model in plan.vie_du_contrat)


def is_reminded(line: Ligne, today: date) -> bool:
    """Tell whether a line to come is recalled today."""
    if not line.open or line.jour is None or line.jour < today or line.information:
        return False
    if line.jour - today <= REMINDED_FOR:
        return True
    days = (line.jour - timedelta(days=before) for before in line.rappels)
    return any(day <= today < day + REMINDED_FOR for day in days)


def _order(line: Ligne) -> tuple[bool, date, bool, str]:
    return line.jour is None, line.jour or date.max, not line.jalon, line.titre


def _ranks_of(periode: Periode) -> frozenset[Rang]:
    if periode is Periode.TOUT:
        return frozenset(Rang)
    near = (rang for rang, days in NEAR if days <= periode)
    return frozenset({Rang.EN_RETARD, *near})


def _heading(rang: Rang, lines: list[Ligne], today: date) -> tuple[str, str]:
    """Return the title of a group and what follows it."""
    count = ngettext("{n} échéance", "{n} échéances", len(lines))
    match rang:
        case Rang.EN_RETARD:
            return _("En retard"), count
        case Rang.PLUS_TARD:
            last = max((li.jour for li in lines if li.jour), default=today)
            return _("Plus tard"), _("{n} jusqu'en {an}", n=count, an=last.year)
        case Rang.SANS_DATE:
            return _("Sans date"), _("{n} à dater quand vous la connaissez", n=count)
        case Rang.CLOSES:
            return _("Faites ou sans objet"), count
        case _:
            days = int(rang)
            end = format_date(today + timedelta(days=days), "day")
            return (
                ngettext("{n} jour", "{n} jours", days),
                _("jusqu'au {jour}", jour=end),
            )


def ics_events(
    snapshot: DossierSnapshot, content: Content, today: date, *, plan: bool = True
) -> tuple[AgendaEvent, ...]:
    """Return what goes into her calendar: open lines that have a date; same keys as the plan's.

    Args:
        snapshot: the dossier.
        content: its packs.
        today: the dossier's day.
        plan: milestones and meetings of the plan too; without them, rules and her reminders.
    """
    lines: Iterable[Ligne] = echeancier(snapshot, content, today).lignes
    if not plan:
        lines = (li for li in lines if li.origine in {Origine.REGLE, Origine.RAPPEL})
    return tuple(
        _event(line, line.jour, snapshot, content, today)
        for line in lines
        if line.open and line.jour is not None
        if line.origine is not Origine.TACHE or line.jalon
    )


def _event(
    line: Ligne, day: date, snapshot: DossierSnapshot, content: Content, today: date
) -> AgendaEvent:
    return AgendaEvent(
        key=line.cle,
        day=day,
        title=line.titre,
        kind=kind_of(line),
        text=event_text(line, snapshot, content),
        rappels=tuple(before for before in line.rappels if before <= (day - today).days),
    )
