"""What each person answers for in the plan d'actions: fiches led, steps to carry out, by date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cpom_desktop.domain.fiches_action import StatutFiche
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.documents import DocumentState, DocumentStatus, Subject
from cpom_desktop.services.queries.personnes import persons
from cpom_desktop.services.queries.plan_actions import plan_actions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.domain.fiches_action import Etape
    from cpom_desktop.services.queries.plan_actions import LignePlan
    from cpom_desktop.services.snapshot import DossierSnapshot

NOTHING = "personne n'est encore nommé dans les fiches actions"


@dataclass(frozen=True, slots=True)
class EtapeAMener:
    """A step that somebody carries out, in its fiche."""

    ligne: LignePlan
    etape: Etape


@dataclass(frozen=True, slots=True)
class Feuille:
    """The part of one person.

    Attributes:
        menees: fiches that the person leads, in the order of the plan.
        etapes: steps that the person carries out, by end; a step without anybody goes to who
            leads the fiche.
    """

    acteur: Acteur
    menees: tuple[LignePlan, ...]
    etapes: tuple[EtapeAMener, ...]


def feuilles(snapshot: DossierSnapshot, today: date) -> tuple[Feuille, ...]:
    """Return the part of everybody who has one, by name."""
    same = persons(snapshot)
    led: dict[int, list[LignePlan]] = {}
    steps: dict[int, list[EtapeAMener]] = {}
    for ligne in plan_actions(snapshot, today).lignes:
        if ligne.view.fiche.statut is StatutFiche.ABANDONNEE:
            continue
        leader = ligne.view.fiche.responsable_id or 0
        if leader:
            led.setdefault(same[leader], []).append(ligne)
        for etape in ligne.view.parts.etapes:
            who = etape.responsable_id or leader
            if who:
                steps.setdefault(same[who], []).append(EtapeAMener(ligne, etape))
    return tuple(
        Feuille(acteur, tuple(led.get(acteur.id, ())), _by_date(steps.get(acteur.id, [])))
        for acteur in sorted(_people(snapshot, {*led, *steps}), key=_name)
    )


def feuille_de(snapshot: DossierSnapshot, today: date, acteur_id: int) -> Feuille | None:
    """Return the part of one person, None when there is none."""
    return next((f for f in feuilles(snapshot, today) if f.acteur.id == acteur_id), None)


def feuilles_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the sheets of everybody are."""
    del content
    found = feuilles(snapshot, today)
    if not found:
        return DocumentStatus(DocumentState.VIDE, (_(NOTHING),))
    undated = sum(line.etape.fin is None for sheet in found for line in sheet.etapes)
    return _told(undated)


def feuille_status(
    snapshot: DossierSnapshot, content: Content, today: date, acteur_id: int
) -> DocumentStatus:
    """Return how ready the sheet of one person is."""
    del content
    found = feuille_de(snapshot, today, acteur_id)
    if found is None:
        return DocumentStatus(DocumentState.VIDE, (_("cette personne n'a plus d'action"),))
    return _told(sum(line.etape.fin is None for line in found.etapes))


def personnes(snapshot: DossierSnapshot, content: Content, today: date) -> tuple[Subject, ...]:
    """Return who has a part in the plan."""
    del content
    return tuple(
        _subject(sheet.acteur, usual=rank == 0)
        for rank, sheet in enumerate(feuilles(snapshot, today))
    )


def _subject(acteur: Acteur, *, usual: bool) -> Subject:
    name = acteur.display_name
    told = f"{name}, {acteur.fonction}" if acteur.fonction not in {"", name} else name
    return Subject(str(acteur.id), acteur.id, name, told, usual)


def _told(undated: int) -> DocumentStatus:
    if not undated:
        return DocumentStatus(DocumentState.COMPLET)
    words = ngettext("{n} étape sans date de fin", "{n} étapes sans date de fin", undated)
    return DocumentStatus(DocumentState.INCOMPLET, (words,))


def _people(snapshot: DossierSnapshot, ids: set[int]) -> list[Acteur]:
    known: Mapping[int, Acteur] = snapshot.acteurs_by_id
    return [known[acteur_id] for acteur_id in ids if acteur_id in known]


def _name(acteur: Acteur) -> tuple[str, int]:
    return acteur.display_name.casefold(), acteur.id


def _by_date(steps: list[EtapeAMener]) -> tuple[EtapeAMener, ...]:
    return tuple(sorted(steps, key=_when))


def _when(line: EtapeAMener) -> tuple[bool, date, int]:
    end = line.etape.fin or line.etape.debut
    return end is None, end or date.min, line.etape.id
