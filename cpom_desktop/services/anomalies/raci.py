"""Rules about the RACI matrix: one a kind of finding, under the name the matrix keeps them by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.raci import AnomalieRaci
from cpom_desktop.i18n import _
from cpom_desktop.services.anomalies.regles import Gravite, Registre, Releve
from cpom_desktop.services.queries.raci import TABLES, raci_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.services.anomalies.regles import Ground
    from cpom_desktop.services.queries.raci import RaciFinding

REGISTRE = Registre()
PAGE = "raci"


class _Kind(NamedTuple):
    """How a kind of finding is told in the contrôle."""

    gravite: Gravite
    titre: str
    pourquoi: str
    que_faire: str


KINDS = {
    AnomalieRaci.LIGNE_VIDE: _Kind(
        Gravite.A_VERIFIER,
        "Chaque activité de la matrice RACI a quelqu'un",
        "Une activité sans personne ne se fait pas.",
        "Donnez un responsable et un acteur à cette activité, ou retirez-la.",
    ),
    AnomalieRaci.SANS_RESPONSABLE: _Kind(
        Gravite.BLOQUANT,
        "Chaque activité de la matrice RACI a un responsable",
        "Un responsable, et un seul, répond du résultat de chaque activité.",
        "Nommez le responsable de cette activité.",
    ),
    AnomalieRaci.PLUSIEURS_RESPONSABLES: _Kind(
        Gravite.BLOQUANT,
        "Un seul responsable par activité de la matrice RACI",
        "Un seul responsable par tâche (kit ANAP).",
        "Gardez un seul responsable sur cette ligne.",
    ),
    AnomalieRaci.SANS_REALISATEUR: _Kind(
        Gravite.A_VERIFIER,
        "Chaque activité de la matrice RACI est réalisée par quelqu'un",
        "Le responsable répond du résultat : il faut aussi qui fait.",
        "Ajoutez l'acteur qui réalise l'activité.",
    ),
    AnomalieRaci.PERSONNE_INFORMEE: _Kind(
        Gravite.CONSEIL,
        "Chaque activité de la matrice RACI a quelqu'un de consulté ou d'informé",
        "Une activité dont personne n'est informé surprend au COPIL.",
        "Dites qui est consulté, ou informé.",
    ),
    AnomalieRaci.AUTORITES_ABSENTES: _Kind(
        Gravite.A_VERIFIER,
        "Les autorités ont leur rôle là où elles sont attendues",
        "L'ARS et le département prennent part à ces activités.",
        "Donnez un rôle à l'ARS ou au département.",
    ),
    AnomalieRaci.SURCHARGE: _Kind(
        Gravite.CONSEIL,
        "Personne ne répond d'un trop grand nombre d'activités",
        "Une personne qui répond de presque tout retarde tout.",
        "Confiez une partie de ces activités.",
    ),
}
"""Kind → its words; severities proposed (kit §1.5)."""


def _register(kind: AnomalieRaci, told: _Kind) -> None:
    @REGISTRE.regle(
        kind.value,
        told.gravite,
        stage=1,
        titre=told.titre,
        pourquoi=told.pourquoi,
        tables=(*TABLES, "packs_integres"),
    )
    def found(ground: Ground) -> Iterator[Releve]:
        """Find what the matrix says of this kind, what is kept there too."""
        view = raci_view(ground.snapshot, ground.content)
        for finding in (*view.findings, *view.assumed):
            if finding.constat.kind is kind:
                yield _releve(ground, finding, told)


def _releve(ground: Ground, finding: RaciFinding, told: _Kind) -> Releve:
    line, role = finding.constat.activite_id, finding.constat.role_id
    rows = [row.id for row in ground.snapshot.raci_activites]
    place = _("Matrice RACI, ligne {n}", n=rows.index(line) + 1) if line else _("Matrice RACI")
    key = f"raci_activites.{line}" if line else f"raci_roles.{role}"
    several = finding.constat.roles if line else ()
    return Releve(
        objet=key,
        phrase=finding.court,
        que_faire=_(told.que_faire),
        page=PAGE,
        champ=f"raci_cases.{line}.{several[-1]}" if several else key,
        ou=place,
        cle=finding.constat.cle,
    )


for _kind, _told in KINDS.items():
    _register(_kind, _told)
