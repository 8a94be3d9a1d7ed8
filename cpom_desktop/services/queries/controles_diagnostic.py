"""What the dossier answers of the diagnosis: documents, partners, grid, committee."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.domain.diagnostic import NatureConstat
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.queries.controles_appui import (
    HELD,
    Condition,
    all_of,
    by_pieces,
    by_task,
    done,
    meeting_of,
    task_answer,
    task_condition,
    to_do,
    under_way,
)
from cpom_desktop.services.queries.diagnostic import themes, total_score

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cpom_desktop.services.queries.controles_types import Terrain, Trouve

PARTNERS = frozenset({Famille.SANITAIRE, Famille.MEDICO_SOCIAL, Famille.SOCIAL})


def partenariats(ground: Terrain) -> Trouve:
    """Answer by the agreements of the stakeholders: signed on a day, assessed on a day."""
    found = [a for a in ground.snapshot.acteurs if a.convention and a.famille in PARTNERS]
    if not found:
        return to_do(_("aucune convention n'est notée parmi les acteurs"), "acteurs")
    unsigned = [a for a in found if a.convention_signee_le is None]
    unread = [a for a in found if a.convention_evaluee_le is None]
    lacking = unsigned or unread
    held = len(found) - len({a.id for a in (*unsigned, *unread)})
    if not lacking:
        told = ngettext(
            "{n} convention datée et évaluée", "{n} conventions datées et évaluées", held
        )
        return done(told, "acteurs", f"acteurs.{found[0].id}")
    name = lacking[0].structure or lacking[0].display_name
    what = _("sa date de signature") if unsigned else _("la date de sa dernière évaluation")
    phrase = _(
        "{n} sur {total} : pour « {nom} », il manque {quoi}",
        n=held,
        total=len(found),
        nom=name,
        quoi=what,
    )
    return under_way(phrase, "acteurs", f"acteurs.{lacking[0].id}")


def attentes(ground: Terrain) -> Trouve | None:
    """Answer by the task that gathers what residents, families and staff expect."""
    return task_answer(ground, "recueillir-attentes")


def tableau_de_bord(ground: Terrain) -> Trouve:
    """Answer by the document in hand and the task that compares."""
    piece = by_pieces(("tableau-bord-performance", _("tableau de bord")))(ground)
    conditions = (
        Condition(piece.etat == "fait", piece.phrase, piece.page, piece.champ),
        task_condition(ground, "tableau-bord-performance", _("comparaisons à extraire")),
    )
    return all_of(conditions, _("tableau de bord disponible, comparaisons faites"))


def grille(ground: Terrain) -> Trouve:
    """Answer by the criteria rated, and by the strengths and weaknesses kept."""
    total = total_score(themes(ground.snapshot, ground.content))
    left = total.criteres - total.answered
    given = [constat.nature for constat in ground.snapshot.constats]
    kept = {nature: given.count(nature) for nature in _KEPT}
    if not total.answered:
        return to_do(_("aucun critère n'est coté"), "grille")
    unrated = ngettext("{n} critère à coter", "{n} critères à coter", left)
    conditions = (
        Condition(not left, unrated, "grille"),
        Condition(all(kept.values()), _("forces et faiblesses à retenir"), "grille"),
    )
    told = _(
        "{n} critères cotés, {forces} forces et {faiblesses} faiblesses retenues",
        n=total.answered,
        forces=kept[NatureConstat.FORCE],
        faiblesses=kept[NatureConstat.FAIBLESSE],
    )
    return all_of(conditions, told)


_KEPT = (NatureConstat.FORCE, NatureConstat.FAIBLESSE)


def valide(ground: Terrain) -> Trouve | None:
    """Answer by the second committee: held, and its minutes agreed."""
    meeting = meeting_of(ground, "reunion-concertation")
    if meeting is None:
        found = task_answer(ground, "reunion-concertation")
        if found is None or found.etat != "fait":
            return found
        return under_way(_("COPIL tenu ; compte rendu absent du dossier"), *found[2:])
    place = "reunions", f"reunions.{meeting.id}"
    if meeting.etat not in HELD:
        return to_do(_("le COPIL n'est pas encore tenu"), *place)
    held = _("tenu le {jour}", jour=format_date(meeting.jour))
    if meeting.validee_le is None:
        return under_way(_("1 sur 2 : {tenu} ; compte rendu à valider", tenu=held), *place)
    agreed = format_date(meeting.validee_le)
    return done(_("{tenu}, compte rendu validé le {jour}", tenu=held, jour=agreed), *place)


DIAGNOSTIC: Mapping[str, Callable[[Terrain], Trouve | None]] = {
    "donnees-territoire": by_pieces(
        ("prs", "PRS"),
        ("schema-departemental", "schéma départemental"),
        ("population-offre", "données de population"),
    ),
    "partenariats-recenses": partenariats,
    "pieces-projet": by_pieces(
        ("projet-etablissement", "projet d'établissement"),
        ("rapport-activite", "rapport d'activité"),
        ("rapport-evaluation-has", "rapport d'évaluation HAS"),
        ("paq", "PAQ"),
    ),
    "tableau-bord-a-jour": tableau_de_bord,
    "pieces-finances": by_pieces(
        ("budgets", "EPRD, ERRD, PGFP et PPI"), ("annexes-tarifs", "annexes activité et tarifs")
    ),
    "pieces-rh": by_pieces(
        ("bilan-social", "bilan social"),
        ("plan-formation", "plan de formation"),
        ("plans-risques", "DUERP"),
    ),
    "bilan-precedent": by_task("bilan-contrat-precedent"),
    "attentes-recueillies": attentes,
    "grille-cotee": grille,
    "dossier-envoye": by_task("envoyer-diagnostic"),
    "diagnostic-valide": valide,
}
"""Points of the diagnosis that the dossier answers."""
