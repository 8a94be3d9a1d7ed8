"""The people with whom nothing happens any more, to be reviewed each year.

No rule gives a length of time for a steering file: reliability §3.3, proposed.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.confidentialite import MOIS, Rubrique
from cpom_desktop.domain.dossier import add_months
from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.i18n import _, format_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.services.snapshot import DossierSnapshot


def mois(snapshot: DossierSnapshot, cle: Rubrique) -> int:
    """Return a length of time in months: hers, else ours."""
    row = next((row for row in snapshot.confidentialite if row.cle is cle), None)
    return row.nombre if row and row.nombre is not None else MOIS[cle]


class Contact(NamedTuple):
    """A person to review: when something last happened with them; None when nothing did."""

    acteur: Acteur
    derniere: date | None

    @property
    def told(self) -> str:
        """« Dernière activité le 12 mars 2025 », or that none is noted."""
        if self.derniere is None:
            return _("Aucun échange ni réunion noté")
        return _("Dernière activité le {jour}", jour=format_date(self.derniere))


def contacts_inactifs(snapshot: DossierSnapshot, today: date) -> tuple[Contact, ...]:
    """Return the named people with whom nothing happens any more, the longest ago first.

    Who sits somewhere, has a role or a task left to do is active, whatever the dates.
    """
    limit = add_months(today, -mois(snapshot, Rubrique.SANS_ACTIVITE))
    busy, last = _occupes(snapshot), _dernieres(snapshot, today)
    found = [
        Contact(acteur, last.get(acteur.id))
        for acteur in snapshot.acteurs
        if acteur.nom and acteur.id not in busy and last.get(acteur.id, date.min) < limit
    ]
    return tuple(sorted(found, key=lambda each: (each.derniere or date.min, each.acteur.nom)))


def _occupes(snapshot: DossierSnapshot) -> frozenset[int]:
    ids = {row.acteur_id for row in snapshot.instances_membres}
    ids |= {row.acteur_id for row in snapshot.raci_roles if row.acteur_id}
    done = {EtatTache.FAIT, EtatTache.SANS_OBJET}
    ids |= {task.acteur_id for task in snapshot.tasks if task.acteur_id and task.etat not in done}
    return frozenset(ids)


def _dernieres(snapshot: DossierSnapshot, today: date) -> Mapping[int, date]:
    """Return the last day something happened with each stakeholder."""
    days = {echange.id: echange.jour for echange in snapshot.echanges}
    met = {reunion.id: reunion.jour for reunion in snapshot.reunions}
    found: dict[int, date] = {}
    spoke = ((row.acteur_id, days.get(row.echange_id)) for row in snapshot.echanges_personnes)
    came = ((row.acteur_id, met.get(row.reunion_id)) for row in snapshot.reunions_presences)
    since = ((acteur.id, acteur.depuis) for acteur in snapshot.acteurs)
    for acteur_id, day in (*spoke, *came, *since):
        if acteur_id is not None and day is not None and day <= today:
            found[acteur_id] = max(day, found.get(acteur_id, date.min))
    return found
