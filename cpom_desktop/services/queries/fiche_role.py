"""The sheet of the référent's role as it is read: who holds it, and the headings she adapts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.i18n import _, format_date

if TYPE_CHECKING:
    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.domain.controles import Rubrique
    from cpom_desktop.services.snapshot import DossierSnapshot

FICHE = "role-referent"
TABLES = ("rubriques", "acteurs", "raci_roles")


class Identite(NamedTuple):
    """Who the référent is: name, and label and value of what is known."""

    acteur_id: int | None
    nom: str
    rows: tuple[tuple[str, str], ...]


def referent_of(snapshot: DossierSnapshot) -> Acteur | None:
    """Return who is the référent: the holder of the role, else the acteur of the kit."""
    role = next((r for r in snapshot.raci_roles if r.slug == "ref"), None)
    holder = snapshot.acteurs_by_id.get(role.acteur_id or 0) if role else None
    return holder or next((a for a in snapshot.acteurs if a.slug == "referent-cpom"), None)


def identity(snapshot: DossierSnapshot) -> Identite:
    """Return who the référent is, as the stakeholders have it."""
    acteur = referent_of(snapshot)
    if acteur is None:
        return Identite(None, "", ())
    rows = (
        (_("Fonction"), acteur.fonction),
        (_("Service"), acteur.service),
        (_("Depuis"), format_date(acteur.depuis) if acteur.depuis else ""),
        (_("Téléphone"), acteur.telephone),
        (_("Courriel"), acteur.courriel),
    )
    return Identite(acteur.id, acteur.nom, rows)


def rubriques(snapshot: DossierSnapshot) -> tuple[Rubrique, ...]:
    """Return the headings of the sheet, in order."""
    return tuple(row for row in snapshot.rubriques if row.fiche == FICHE)
