"""The RACI matrix as it is read: columns, lines by phase, letters, load, findings in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.dossier import LectureRaci
from cpom_desktop.domain.raci import (
    LETTERS,
    ORDER,
    AnomalieRaci,
    ConstatRaci,
    Sens,
    check_raci,
    letters,
    load,
    roles_by_holder,
)
from cpom_desktop.i18n import _
from cpom_desktop.services.queries.once import once
from cpom_desktop.services.queries.personnes import persons

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.raci import RaciActivite, RaciRole
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = (
    "dossier",
    "acteurs",
    "raci_roles",
    "raci_activites",
    "raci_cases",
    "anomalies_assumees",
    "raci_taches",
    "tasks",
)

SENTENCES: Mapping[AnomalieRaci, str] = {
    AnomalieRaci.LIGNE_VIDE: "Personne n'est chargé de « {titre} ».",
    AnomalieRaci.SANS_RESPONSABLE: "« {titre} » n'a pas de responsable. Nommez-en un.",
    AnomalieRaci.PLUSIEURS_RESPONSABLES: (
        "« {titre} » a {nombre} responsables ({roles}). Gardez-en un."
    ),
    AnomalieRaci.SANS_REALISATEUR: "Personne ne réalise « {titre} ». Ajoutez un acteur.",
    AnomalieRaci.PERSONNE_INFORMEE: "Personne n'est consulté ni informé sur « {titre} ».",
    AnomalieRaci.AUTORITES_ABSENTES: "Ni l'ARS ni le département n'ont de rôle dans « {titre} ».",
    AnomalieRaci.SURCHARGE: "{role} répond de {nombre} activités sur {total} : pensez à déléguer.",
}
SEVERE = frozenset(
    {
        AnomalieRaci.LIGNE_VIDE,
        AnomalieRaci.SANS_RESPONSABLE,
        AnomalieRaci.PLUSIEURS_RESPONSABLES,
        AnomalieRaci.SANS_REALISATEUR,
    }
)
"""Findings that the page marks on the line itself."""


class RoleView(NamedTuple):
    """A column.

    Attributes:
        titulaire: who holds it; empty when nobody is named.
        load: lines that the role answers for, and does.
        cumul: the same for its holder, all the roles they hold together.
        cumulated: the labels of these roles; empty when there is only this one.
    """

    role: RaciRole
    titulaire: str
    load: tuple[int, int]
    cumul: tuple[int, int] = (0, 0)
    cumulated: tuple[str, ...] = ()


class RaciFinding(NamedTuple):
    """A finding in words, the line or column it is about, and whether the line is marked.

    `motif` is her reason when she assumed it; `court` says the finding alone, for a narrow place.
    """

    constat: ConstatRaci
    texte: str
    severe: bool
    motif: str = ""
    court: str = ""


class RaciView(NamedTuple):
    """The matrix: columns, lines grouped by phase label, cells in letters, findings.

    `findings` are those to look at, `assumed` those that she keeps, with her reason; `taches` the
    titles of the tasks of the plan linked to an activity.
    """

    lecture: LectureRaci
    roles: tuple[RoleView, ...]
    phases: tuple[tuple[str, tuple[RaciActivite, ...]], ...]
    cells: Mapping[tuple[int, int], frozenset[Sens]]
    findings: tuple[RaciFinding, ...]
    assumed: tuple[RaciFinding, ...] = ()
    taches: Mapping[int, tuple[str, ...]] = {}

    def letters(self, activite_id: int, role_id: int) -> str:
        """Return the letters of a cell in the reading of the dossier."""
        return letters(self.cells.get((activite_id, role_id), ()), self.lecture)

    @property
    def activites(self) -> tuple[RaciActivite, ...]:
        """Every line, in order."""
        return tuple(line for _phase, lines in self.phases for line in lines)


@once
def raci_view(snapshot: DossierSnapshot, content: Content) -> RaciView:
    """Return the matrix of a dossier."""
    found = [_worded(constat, snapshot) for constat in _found(snapshot)]
    return RaciView(
        lecture=snapshot.dossier.lecture_raci,
        roles=_roles(snapshot),
        phases=_by_phase(snapshot, content),
        cells=snapshot.cells,
        findings=tuple(f for f in found if not f.motif),
        assumed=tuple(f for f in found if f.motif),
        taches=_linked(snapshot),
    )


def _linked(snapshot: DossierSnapshot) -> Mapping[int, tuple[str, ...]]:
    titles = {task.id: task.titre for task in snapshot.tasks}
    found: dict[int, tuple[str, ...]] = {}
    for link in snapshot.raci_taches:
        found[link.activite_id] = (*found.get(link.activite_id, ()), titles[link.task_id])
    return found


def lines_to_correct(snapshot: DossierSnapshot) -> frozenset[int]:
    """Return the activities that a finding marks, those that she assumes left out."""
    kept = {anomalie.cle for anomalie in snapshot.anomalies_assumees}
    return frozenset(
        constat.activite_id
        for constat in _found(snapshot)
        if constat.kind in SEVERE and constat.activite_id and constat.cle not in kept
    )


@once
def _found(snapshot: DossierSnapshot) -> tuple[ConstatRaci, ...]:
    return check_raci(snapshot.raci_activites, roles_of_persons(snapshot), snapshot.cells)


def roles_of_persons(snapshot: DossierSnapshot) -> tuple[RaciRole, ...]:
    """Return the roles, those of a person entered twice given to one and the same acteur."""
    same = persons(snapshot)
    return tuple(
        replace(role, acteur_id=same.get(role.acteur_id or 0)) for role in snapshot.raci_roles
    )


def _roles(snapshot: DossierSnapshot) -> tuple[RoleView, ...]:
    activites, cells = snapshot.raci_activites, snapshot.cells
    groups = roles_by_holder(roles_of_persons(snapshot))
    holders = {role.id: held for held in groups for role in held}
    views = []
    for role in snapshot.raci_roles:
        held = holders[role.id]
        own = load((role,), activites, cells)
        whole = load(held, activites, cells) if len(held) > 1 else own
        names = tuple(each.libelle for each in held) if len(held) > 1 else ()
        views.append(RoleView(role, _holder(snapshot, role), own, whole, names))
    return tuple(views)


def raci_phases(content: Content) -> Mapping[str, str]:
    """Return the phases of the matrix, slug → label, in order."""
    return {phase.slug: phase.libelle for phase in content.raci.phases}


def legend(lecture: LectureRaci) -> tuple[tuple[str, str], ...]:
    """Return each letter with what it means in this reading; printed on every matrix."""
    meaning = {
        Sens.RESPONSABLE: _("responsable, répond du résultat (un seul par ligne)"),
        Sens.REALISATEUR: _("acteur, réalise"),
        Sens.CONSULTE: _("consulté avant"),
        Sens.INFORME: _("informé après"),
    }
    return tuple((LETTERS[lecture][sens], meaning[sens]) for sens in ORDER)


def reading_note(lecture: LectureRaci) -> str:
    """Return the sentence that warns of the other reading."""
    if lecture is LectureRaci.KIT:
        return _(
            "Lecture d'après le kit ANAP : R responsable, A acteur. D'autres guides lisent "
            "R « réalise » et A « approuve » : seule la légende ci-dessus vaut ici."
        )
    return _(
        "Lecture anglaise : A approuve et répond du résultat, R réalise. Le kit ANAP lit "
        "R « responsable » et A « acteur » : seule la légende ci-dessus vaut ici."
    )


def _holder(snapshot: DossierSnapshot, role: RaciRole) -> str:
    acteur = snapshot.acteurs_by_id.get(role.acteur_id or 0)
    return acteur.nom if acteur else ""


def _by_phase(
    snapshot: DossierSnapshot, content: Content
) -> tuple[tuple[str, tuple[RaciActivite, ...]], ...]:
    labels = raci_phases(content)
    groups: dict[str, list[RaciActivite]] = {}
    for activite in snapshot.raci_activites:
        groups.setdefault(activite.phase, []).append(activite)
    return tuple((labels.get(slug, slug), tuple(lines)) for slug, lines in groups.items())


def _worded(constat: ConstatRaci, snapshot: DossierSnapshot) -> RaciFinding:
    titles = {a.id: a.titre for a in snapshot.raci_activites}
    roles = {r.id: r for r in snapshot.raci_roles}
    motifs = {a.cle: a.motif for a in snapshot.anomalies_assumees}
    words = {
        "titre": titles.get(constat.activite_id or 0, ""),
        "role": _bearer(constat, snapshot),
        "roles": ", ".join(roles[r].libelle for r in constat.roles),
        "nombre": constat.count,
        "total": len(titles),
    }
    sentence = SENTENCES[constat.kind]
    court = sentence.replace(" ({roles})", "").partition(". ")[0].removesuffix(".") + "."
    severe = constat.kind in SEVERE
    motif = motifs.get(constat.cle, "")
    return RaciFinding(constat, _(sentence, **words), severe, motif, _(court, **words))


def _bearer(constat: ConstatRaci, snapshot: DossierSnapshot) -> str:
    """Return who is overloaded: a role, or the person who holds several."""
    role = next((r for r in snapshot.raci_roles if r.id == constat.role_id), None)
    if role is None:
        return ""
    return (_holder(snapshot, role) or role.libelle) if constat.roles else role.libelle
