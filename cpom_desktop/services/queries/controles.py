"""The check-lists as they are read: what she says of a point, and what the dossier answers.

What she says holds; without it, what the dossier answers; without an answer, it is to do.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from cpom_desktop.domain.controles import EtatControle, ListeControle
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import EMPTY, _, format_date, ngettext
from cpom_desktop.services.queries.controles_cadrage import CADRAGE
from cpom_desktop.services.queries.controles_contrat import CONTRAT
from cpom_desktop.services.queries.controles_diagnostic import DIAGNOSTIC
from cpom_desktop.services.queries.controles_types import Coche, PointLu, Terrain, Trouve
from cpom_desktop.services.queries.echeancier_lignes import TABLES as DATED
from cpom_desktop.services.queries.fiches_action import TABLES as ACTIONS
from cpom_desktop.services.queries.once import once
from cpom_desktop.services.queries.planning import dated_tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.controles import Controle
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = tuple(
    dict.fromkeys(
        (
            "controles",
            *DATED,
            *ACTIONS,
            "capacites",
            "constats",
            "raci_roles",
            "raci_activites",
            "raci_cases",
            "instances",
            "instances_membres",
            "reunions",
            "pieces",
        )
    )
)
"""What the two lists and their answers read."""

ANSWERS: Mapping[str, Callable[[Terrain], Trouve | None]] = {
    **CADRAGE,
    **DIAGNOSTIC,
    **CONTRAT,
}
"""Slug of a point → what finds its answer in the dossier; None when there is nothing to go by."""

AROUND = timedelta(days=45)
"""« Récents et à venir »: due or done within these days."""


class Filtre(StrEnum):
    """The chips over the list."""

    TOUT = "tout"
    PROCHES = "proches"
    A_FAIRE = "a_faire"
    SEULS = "seuls"


@dataclass(frozen=True, slots=True)
class GroupePoints:
    """The points under one heading, those of a filter only, and how many are done of all."""

    titre: str
    note: str
    points: tuple[PointLu, ...]


@dataclass(frozen=True, slots=True)
class CheckList:
    """A check-list on one day, in its order."""

    liste: ListeControle
    today: date
    points: tuple[PointLu, ...]

    def chosen(self, filtre: Filtre) -> tuple[GroupePoints, ...]:
        """Return the groups that a filter shows; empty ones left out."""
        found = []
        for titre, grouped in groupby(self.points, key=attrgetter("etape")):
            whole = tuple(grouped)
            kept = tuple(point for point in whole if self.passes(point, filtre))
            if kept:
                found.append(GroupePoints(titre, _progress(whole, self.liste), kept))
        return tuple(found)

    def count(self, filtre: Filtre) -> int:
        """Return how many points a filter shows."""
        return sum(self.passes(point, filtre) for point in self.points)

    def passes(self, point: PointLu, filtre: Filtre) -> bool:
        """Tell whether a filter shows a point."""
        match filtre:
            case Filtre.TOUT:
                return True
            case Filtre.A_FAIRE:
                return point.open
            case Filtre.SEULS:
                return point.coche is Coche.DOSSIER
            case Filtre.PROCHES:
                return self._is_near(point)

    def _is_near(self, point: PointLu) -> bool:
        if point.etat is EtatControle.SANS_OBJET:
            return False
        if point.open:
            return point.echeance is not None and point.echeance <= self.today + AROUND
        day = point.row.fait_le or point.echeance
        return day is not None and abs(day - self.today) <= AROUND

    def point(self, point_id: int) -> PointLu | None:
        """Return a point by its id."""
        return next((point for point in self.points if point.id == point_id), None)

    @property
    def concerned(self) -> int:
        """How many points concern the dossier."""
        return sum(point.etat is not EtatControle.SANS_OBJET for point in self.points)

    @property
    def done(self) -> int:
        """How many are done, by her or by the dossier."""
        return sum(point.etat is EtatControle.FAIT for point in self.points)

    @property
    def by_dossier(self) -> int:
        """How many the dossier ticks by itself."""
        return sum(point.coche is Coche.DOSSIER for point in self.points)

    @property
    def headline(self) -> str:
        """Return « 14 points sur 41 »."""
        total = self.concerned
        return ngettext("{n} point sur {total}", "{n} points sur {total}", self.done, total=total)

    @property
    def details(self) -> str:
        """Return « dont 9 cochés par le dossier, 1 sans objet »."""
        aside = len(self.points) - self.concerned
        parts = []
        if self.by_dossier:
            words = ngettext("coché par le dossier", "cochés par le dossier", self.by_dossier)
            parts.append(_("dont {n} {mots}", n=self.by_dossier, mots=words))
        if aside:
            parts.append(_("{n} sans objet", n=aside))
        return ", ".join(parts)


@once
def check_list(
    snapshot: DossierSnapshot, liste: ListeControle, content: Content, today: date
) -> CheckList:
    """Return a check-list as it is read on `today`: by group, in the order of the list."""
    ground = ground_of(snapshot, content, today)
    rows = [row for row in snapshot.controles if row.liste is liste]
    points = [_read(row, ground) for row in rows]
    order = {titre: rank for rank, titre in enumerate(dict.fromkeys(p.etape for p in points))}
    return CheckList(liste, today, tuple(sorted(points, key=lambda p: order[p.etape])))


def ground_of(snapshot: DossierSnapshot, content: Content, today: date) -> Terrain:
    """Return what answers read; a plan that cannot be dated gives no date."""
    tasks = {task.slug: task for task in snapshot.tasks if task.slug}
    try:
        dated = dated_tasks(snapshot, content, today)
    except RegleInvalide:
        dated = {}
    return Terrain(snapshot, content, today, tasks, dated)


def etapes_of(content: Content, liste: ListeControle) -> tuple[str, ...]:
    """Return the groups of a check-list, in words, in order."""
    return tuple(e.libelle for e in content.controles.etapes if e.liste is liste)


def _read(row: Controle, ground: Terrain) -> PointLu:
    model = ground.content.controles.point(row.slug)
    answer = ANSWERS.get(row.slug)
    found = answer(ground) if answer else None
    task = ground.tasks.get(model.tache or "") if model else None
    dated = ground.dated.get(task.id) if task else None
    acteur_id = row.acteur_id or (task.acteur_id if task else None)
    acteur = ground.snapshot.acteurs_by_id.get(acteur_id or 0)
    return PointLu(
        row=row,
        etape=row.etape or _("Vos points"),
        etat=row.etat or (found.etat if found else EtatControle.A_FAIRE),
        repere=model.repere if model else "",
        aide=model.aide if model else "",
        phrase=_why(row, found),
        trouve=found,
        acteur_id=acteur_id,
        qui=acteur.display_name if acteur else EMPTY,
        echeance=row.echeance or (dated.fin if dated else None),
        par_le_plan=row.echeance is None and dated is not None,
    )


def _why(row: Controle, found: Trouve | None) -> str:
    """Return the second line of a point: hers first, then what the dossier found."""
    if row.liste is ListeControle.LANCEMENT:
        return " ; ".join(part for part in _launch_words(row) if part)
    if row.etat is None:
        told = (found.phrase if found else row.note, row.document)
        return " ; ".join(part for part in told if part)
    return " ; ".join(part for part in _hand_words(row, found) if part)


def _launch_words(row: Controle) -> Iterator[str]:
    yield row.decision
    if row.etat is EtatControle.FAIT and not row.decision:
        yield _("abordé le {jour}, sans décision", jour=format_date(row.fait_le))
    yield row.motif or ("" if row.decision else row.note)


def _hand_words(row: Controle, found: Trouve | None) -> Iterator[str]:
    match row.etat:
        case EtatControle.FAIT:
            yield _("coché à la main le {jour}", jour=format_date(row.fait_le))
        case EtatControle.SANS_OBJET:
            yield _("sans objet")
        case EtatControle.EN_COURS:
            yield _("en cours, dit par vous")
        case _:
            yield _("à faire, dit par vous")
    yield row.motif
    if found is not None and found.etat is not row.etat:
        yield _("le dossier dit : {phrase}", phrase=found.phrase)
    yield row.document


def _progress(points: tuple[PointLu, ...], liste: ListeControle) -> str:
    """Return « 2 points faits sur 4 », « abordés » for the launch meeting."""
    states = Counter(point.etat for point in points)
    total = len(points) - states[EtatControle.SANS_OBJET]
    if not total:
        return _("sans objet")
    done = states[EtatControle.FAIT]
    if liste is ListeControle.LANCEMENT:
        words = "{n} point abordé sur {total}", "{n} points abordés sur {total}"
    else:
        words = "{n} point fait sur {total}", "{n} points faits sur {total}"
    return ngettext(*words, done, total=total)
