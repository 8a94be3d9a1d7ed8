"""The dossier with its people told by their functions: nobody's name is left in a field of names.

Only what holds a name is changed: a stakeholder, those before, who came, who exchanged, who
carries a decision. What she wrote in her own words stays as it is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.services.snapshot import DossierSnapshot


def without_names(snapshot: DossierSnapshot) -> DossierSnapshot:
    """Return the dossier, each person told by their function, else by their structure.

    The function stands where the name was: nothing reads as a name that misses.
    """
    roles = roles_of(snapshot)
    told = {a.nom: roles[a.id] for a in reversed(snapshot.acteurs) if a.nom}
    return replace(
        snapshot,
        acteurs=tuple(_acteur(acteur, roles[acteur.id]) for acteur in snapshot.acteurs),
        interlocuteurs=tuple(
            replace(
                i,
                nom=i.fonction or _("Personne précédente"),
                fonction="",
                telephone="",
                courriel="",
            )
            for i in snapshot.interlocuteurs
        ),
        echanges_personnes=tuple(
            replace(row, nom=_role(row.acteur_id, row.nom, roles, told))
            for row in snapshot.echanges_personnes
        ),
        reunions_presences=tuple(
            replace(
                row,
                nom=_role(row.acteur_id, row.nom, roles, told),
                represente_par=_told(row.represente_par, told),
            )
            for row in snapshot.reunions_presences
        ),
        decisions=tuple(
            replace(row, porteur=told.get(row.porteur, row.porteur)) for row in snapshot.decisions
        ),
        fiches_action=tuple(
            replace(row, validee_par=told.get(row.validee_par, row.validee_par))
            for row in snapshot.fiches_action
        ),
        fiches_versions=tuple(
            replace(row, par=told.get(row.par, row.par)) for row in snapshot.fiches_versions
        ),
    )


def roles_of(snapshot: DossierSnapshot) -> Mapping[int, str]:
    """Return what each stakeholder is called without a name; two alike take their structures."""
    plain = {a.id: _plain(a) for a in snapshot.acteurs}
    people = {(plain[a.id], a.structure) for a in snapshot.acteurs if a.nom}
    alike = Counter(role for role, _structure in people)
    return {
        a.id: _("{role} ({structure})", role=plain[a.id], structure=a.structure)
        if alike[plain[a.id]] > 1 and a.structure not in {"", plain[a.id]}
        else plain[a.id]
        for a in snapshot.acteurs
    }


def _plain(acteur: Acteur) -> str:
    return acteur.fonction or acteur.structure or _("Personne sans fonction indiquée")


def _acteur(acteur: Acteur, role: str) -> Acteur:
    """Return a stakeholder whose function stands in place of the name, once."""
    if not acteur.nom:
        return acteur
    return replace(acteur, nom=role, fonction="", civilite=None, telephone="", courriel="")


def _role(
    acteur_id: int | None, nom: str, roles: Mapping[int, str], told: Mapping[str, str]
) -> str:
    """Return what stands for a name kept as it was that day."""
    if not nom:
        return ""
    return roles.get(acteur_id or 0) or _told(nom, told)


def _told(nom: str, told: Mapping[str, str]) -> str:
    """Return what stands for a name that no stakeholder may bear."""
    return told.get(nom) or (_("Une personne") if nom else "")
