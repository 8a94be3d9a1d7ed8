"""What « Corriger » offers for a finding of the matrix: a question, and what an answer writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.raci import AnomalieRaci, Sens
from cpom_desktop.i18n import _
from cpom_desktop.services.operations import CellValue, SetRaciCells
from cpom_desktop.services.queries.raci_lettres import ordered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.domain.raci import ConstatRaci
    from cpom_desktop.services.queries.raci import RaciView, RoleView

R, A, C, I = Sens  # noqa: E741 - the letters of the matrix
NOTHING: frozenset[Sens] = frozenset()
AUTHORITIES = ("ars", "cd")


class Choix(NamedTuple):
    """An answer: its words, and the one operation that it is."""

    libelle: str
    operation: SetRaciCells


class Correction(NamedTuple):
    """A question, what each answer changes in words, the answers, the button."""

    question: str
    texte: str
    choix: tuple[Choix, ...]
    bouton: str


def correction_of(view: RaciView, constat: ConstatRaci) -> Correction | None:
    """Return what would correct a finding; None when only she can tell (an overload)."""
    line = next((a for a in view.activites if a.id == constat.activite_id), None)
    if line is None:
        return None
    titre = line.titre
    match constat.kind:
        case AnomalieRaci.PLUSIEURS_RESPONSABLES:
            return _one_stays(view, constat, titre)
        case AnomalieRaci.SANS_RESPONSABLE | AnomalieRaci.LIGNE_VIDE:
            return _who_answers(view, constat, titre)
        case AnomalieRaci.SANS_REALISATEUR:
            return _who_does(view, line.id, titre)
        case AnomalieRaci.PERSONNE_INFORMEE:
            return _who_knows(view, line.id, titre)
        case AnomalieRaci.AUTORITES_ABSENTES:
            return _authorities(view, line.id, titre)
        case AnomalieRaci.SURCHARGE:
            return None


def _one_stays(view: RaciView, constat: ConstatRaci, titre: str) -> Correction:
    line = constat.activite_id or 0
    choix = tuple(
        Choix(
            name_of(shown),
            _written(
                line,
                {
                    role: (view.cells[line, role] - {R}) | {A}
                    for role in constat.roles
                    if role != shown.role.id
                },
            ),
        )
        for shown in view.roles
        if shown.role.id in constat.roles
    )
    return Correction(
        _("Qui reste responsable de « {titre} » ?", titre=titre),
        _("Une seule personne répond du résultat. Les autres restent acteurs de l'activité."),
        choix,
        _("Garder ce responsable"),
    )


def _who_answers(view: RaciView, constat: ConstatRaci, titre: str) -> Correction:
    line = constat.activite_id or 0
    empty = constat.kind is AnomalieRaci.LIGNE_VIDE
    choix = (
        Choix(
            name_of(shown),
            _written(
                line, {shown.role.id: _with(view, line, shown, R) | ({A} if empty else NOTHING)}
            ),
        )
        for shown in _doers_first(view, line)
    )
    return Correction(
        _("Qui répond de « {titre} » ?", titre=titre),
        _("Cette personne répondra du résultat, et réalisera l'activité.")
        if empty
        else _("Cette personne répondra du résultat. Ce qu'elle réalise déjà reste."),
        tuple(choix),
        _("Nommer responsable"),
    )


def _who_does(view: RaciView, line: int, titre: str) -> Correction:
    first = sorted(view.roles, key=lambda v: R not in _held(view, line, v))
    choix = (
        Choix(name_of(v), _written(line, {v.role.id: _with(view, line, v, A)})) for v in first
    )
    return Correction(
        _("Qui réalise « {titre} » ?", titre=titre),
        _("La personne responsable peut réaliser aussi : la case porte alors les deux lettres."),
        tuple(choix),
        _("Nommer acteur"),
    )


def _who_knows(view: RaciView, line: int, titre: str) -> Correction:
    free = [v for v in view.roles if not _held(view, line, v)]
    everyone = _written(line, {v.role.id: frozenset({I}) for v in free})
    choix = (Choix(name_of(v), _written(line, {v.role.id: frozenset({I})})) for v in free)
    several = (Choix(_("Tous ceux qui n'ont pas de part"), everyone),) if len(free) > 1 else ()
    return Correction(
        _("Qui informer de « {titre} » ?", titre=titre),
        _("Informé après : la personne apprend ce qui a été fait."),
        (*choix, *several),
        _("Informer"),
    )


def _authorities(view: RaciView, line: int, titre: str) -> Correction:
    there = [v for v in view.roles if v.role.slug in AUTHORITIES]
    parts = (
        (A, _("Elles y prennent part")),
        (C, _("Les consulter avant")),
        (I, _("Les informer après")),
    )
    choix = (
        Choix(words, _written(line, {v.role.id: frozenset({sens}) for v in there}))
        for sens, words in parts
        if there
    )
    return Correction(
        _("Quelle part pour les autorités dans « {titre} » ?", titre=titre),
        ", ".join(name_of(v) for v in there) + ".",
        tuple(choix),
        _("Donner cette part"),
    )


def name_of(shown: RoleView) -> str:
    """Return a role and who holds it."""
    return f"{shown.role.libelle} – {shown.titulaire}" if shown.titulaire else shown.role.libelle


def _held(view: RaciView, line: int, shown: RoleView) -> frozenset[Sens]:
    return view.cells.get((line, shown.role.id), NOTHING)


def _with(view: RaciView, line: int, shown: RoleView, sens: Sens) -> frozenset[Sens]:
    return (_held(view, line, shown) - {C, I}) | {sens}


def _doers_first(view: RaciView, line: int) -> Iterable[RoleView]:
    return sorted(view.roles, key=lambda v: A not in _held(view, line, v))


def _written(line: int, cells: Mapping[int, frozenset[Sens]]) -> SetRaciCells:
    return SetRaciCells(
        cells=[
            CellValue(activite_id=line, role_id=role, sens=ordered(meanings))
            for role, meanings in cells.items()
        ]
    )
