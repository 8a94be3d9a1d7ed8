"""The RACI matrix as it is read: columns, lines by phase, letters, load, findings in words."""

from __future__ import annotations

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
)
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.raci import RaciActivite, RaciRole
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = ("dossier", "acteurs", "raci_roles", "raci_activites", "raci_cases")

SENTENCES: Mapping[AnomalieRaci, str] = {
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
        AnomalieRaci.SANS_RESPONSABLE,
        AnomalieRaci.PLUSIEURS_RESPONSABLES,
        AnomalieRaci.SANS_REALISATEUR,
    }
)
"""Findings that the page marks on the line itself."""


class RoleView(NamedTuple):
    """A column: label, short label, holder (or empty), load in lines (answers for, does)."""

    role: RaciRole
    titulaire: str
    load: tuple[int, int]


class RaciFinding(NamedTuple):
    """A finding in words, the line or column it is about, and whether the line is marked."""

    constat: ConstatRaci
    texte: str
    severe: bool


class RaciView(NamedTuple):
    """The matrix: columns, lines grouped by phase label, cells in letters, findings."""

    lecture: LectureRaci
    roles: tuple[RoleView, ...]
    phases: tuple[tuple[str, tuple[RaciActivite, ...]], ...]
    cells: Mapping[tuple[int, int], frozenset[Sens]]
    findings: tuple[RaciFinding, ...]

    def letters(self, activite_id: int, role_id: int) -> str:
        """Return the letters of a cell in the reading of the dossier."""
        return letters(self.cells.get((activite_id, role_id), ()), self.lecture)

    @property
    def activites(self) -> tuple[RaciActivite, ...]:
        """Every line, in order."""
        return tuple(line for _phase, lines in self.phases for line in lines)


def raci_view(snapshot: DossierSnapshot, content: Content) -> RaciView:
    """Return the matrix of a dossier."""
    activites, roles = snapshot.raci_activites, snapshot.raci_roles
    return RaciView(
        lecture=snapshot.dossier.lecture_raci,
        roles=tuple(
            RoleView(role, _holder(snapshot, role), load(role, activites, snapshot.cells))
            for role in roles
        ),
        phases=_by_phase(snapshot, content),
        cells=snapshot.cells,
        findings=tuple(
            _worded(constat, snapshot) for constat in check_raci(activites, roles, snapshot.cells)
        ),
    )


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
    roles = {r.id: r.libelle for r in snapshot.raci_roles}
    texte = _(
        SENTENCES[constat.kind],
        titre=titles.get(constat.activite_id or 0, ""),
        role=roles.get(constat.role_id or 0, ""),
        roles=", ".join(roles[r] for r in constat.roles),
        nombre=constat.count,
        total=len(titles),
    )
    return RaciFinding(constat, texte, constat.kind in SEVERE)
