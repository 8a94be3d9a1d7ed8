"""What each proposal says: its title, what it changes, and its button."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.faisabilite import GenreProposition, Proposition
from cpom_desktop.i18n import _, format_date, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cpom_desktop.domain.planning import ScheduledTask

FEW = 4
"""Tasks named in a proposal; the others are counted."""


class ProposalText(NamedTuple):
    """The words of a proposal."""

    titre: str
    texte: str
    action: str


def proposal_text(
    found: Proposition, before: Mapping[int, ScheduledTask], target: date | None
) -> ProposalText:
    """Return the words of a proposal, for a plan whose dates are `before`."""
    match found.genre:
        case GenreProposition.DEPLACER:
            return _moving(found, target)
        case GenreProposition.CHEVAUCHER:
            return _overlapping(found, before)
        case GenreProposition.RACCOURCIR:
            return _shortening(found, before)


def _moving(found: Proposition, target: date | None) -> ProposalText:
    days = (found.apres.target - target).days if target else 0
    return ProposalText(
        _("Déplacer la date visée"),
        ngettext(
            "Au {jour}, {n} jour plus tard : la première date où toutes les durées tiennent.",
            "Au {jour}, {n} jours plus tard : la première date où toutes les durées tiennent.",
            days,
            jour=format_date(found.apres.target, "full"),
        ),
        _("Déplacer au {jour}", jour=format_date(found.apres.target)),
    )


def _overlapping(found: Proposition, before: Mapping[int, ScheduledTask]) -> ProposalText:
    opened = [found.dated[t] for t in dict.fromkeys(t for t, _p in found.retires)]
    closing = [found.dated[p] for p in dict.fromkeys(p for _t, p in found.retires)]
    first = opened[0]
    waited = [found.dated[p].task.titre for t, p in found.ajoutes if t == first.task.id]
    text = _(
        "« {titre} » n'attend plus « {jalon} » et peut commencer le {jour}",
        titre=first.task.titre,
        jalon=closing[0].task.titre,
        jour=format_date(first.debut_au_plus_tot),
    )
    if len(waited) == 1:
        text += _(", dès la fin de « {attendue} »", attendue=waited[0])
    weeks = (before[first.task.id].debut_au_plus_tot - first.debut_au_plus_tot).days // 7
    if weeks > 0:
        text += ngettext(", {n} semaine plus tôt", ", {n} semaines plus tôt", weeks)
    negotiation = first.task.phase == "negociation"
    title = (
        _("Négocier avant la fin du diagnostic")
        if negotiation
        else (_("Faire se chevaucher deux phases"))
    )
    return ProposalText(title, f"{text}.", _("Commencer plus tôt"))


def _shortening(found: Proposition, before: Mapping[int, ScheduledTask]) -> ProposalText:
    longest = sorted(found.durees, key=lambda i: -before[i].task.duree_jours)
    parts = [
        _(
            "« {titre} » {avant} → {apres} jours",
            titre=before[i].task.titre,
            avant=before[i].task.duree_jours,
            apres=found.durees[i],
        )
        for i in longest[:FEW]
    ]
    others = len(longest) - FEW
    text = ", ".join(parts)
    if others > 0:
        text += ngettext(" et {n} autre tâche", " et {n} autres tâches", others)
    count = len(longest)
    return ProposalText(
        ngettext("Raccourcir une tâche", "Raccourcir {n} tâches", count),
        f"{text}.",
        ngettext("Raccourcir la tâche", "Raccourcir {n} tâches", count),
    )
