"""What the dossier answers of the preliminaries: frame, perimeter, people, tools, launch."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.domain.dossier import TypeCapacite, add_months
from cpom_desktop.domain.raci import check_raci
from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.queries.controles_appui import (
    HELD,
    Condition,
    all_of,
    by_task,
    done,
    meeting_of,
    task_answer,
    task_field,
    to_do,
    under_way,
)
from cpom_desktop.services.queries.echeancier import echeancier
from cpom_desktop.services.queries.fiche_role import referent_of
from cpom_desktop.services.queries.raci import SEVERE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.services.queries.controles_types import Terrain, Trouve

SHORT = {
    TypeCapacite.HEBERGEMENT_PERMANENT: "HP",
    TypeCapacite.HEBERGEMENT_TEMPORAIRE: "HT",
    TypeCapacite.ACCUEIL_DE_JOUR: "AJ",
    TypeCapacite.PASA: "PASA",
    TypeCapacite.UHR: "UHR",
}
YEAR, HALF = 12, 6
"""Months before the end of a contract at which it should be recalled (kit §1.2)."""
_PLACES = f"capacites.{TypeCapacite.HEBERGEMENT_PERMANENT}.autorisees"
LEAST_TEAM = 3
"""Persons named, the référent among them, from whom there is a team."""
ARS, DEPARTEMENT = "ars-delegation-departementale", "departement-etablissements-pa"


def perimetre(ground: Terrain) -> Trouve:
    """Answer by the places typed: « 84 HP, 2 HT, 6 AJ, 12 PASA »."""
    typed = [c for c in ground.snapshot.capacites if c.autorisees]
    if not typed:
        return to_do(_("aucune place autorisée n'est saisie"), "etablissement", _PLACES)
    told = ", ".join(f"{c.autorisees} {SHORT[c.type]}" for c in typed)
    return done(_("places autorisées saisies : {places}", places=told), "etablissement", _PLACES)


def echeance(ground: Terrain) -> Trouve:
    """Answer by the end of the present contract, and what the échéancier recalls of it."""
    dossier = ground.snapshot.dossier
    end = dossier.prolonge_jusqu_au or dossier.fin_contrat_actuel
    if end is None:
        lacks = _("la fin du contrat en cours n'est pas saisie")
        return to_do(lacks, "etablissement", "dossier.fin_contrat_actuel")
    told = _("fin au {jour} saisie", jour=format_date(end))
    lacking = [months for months in (YEAR, HALF) if not _is_recalled(ground, end, months)]
    if not lacking:
        return done(_("{fin} ; l'échéancier la rappelle", fin=told), "echeancier", _END)
    months = " et ".join(str(months) for months in lacking)
    phrase = _("{fin} ; sans rappel à {mois} mois de la fin", fin=told, mois=months)
    return under_way(phrase, "echeancier", _END)


_END = "echeances.fin-contrat:fin_contrat_actuel.rappels"


def _is_recalled(ground: Terrain, end: date, months: int) -> bool:
    """Tell whether the échéancier has a date that many months before the end, or it is past."""
    day = add_months(end, -months)
    if day < ground.today:
        return True
    lines = echeancier(ground.snapshot, ground.content, ground.today)
    if months == HALF:
        line = lines.line("prorogation:fin_contrat_actuel")
        return line is not None and line.jour is not None
    line = lines.line("fin-contrat:fin_contrat_actuel")
    return line is not None and any((end - day).days <= before for before in line.rappels)


def coupes(ground: Terrain) -> Trouve | None:
    """Answer by the date of the AGGIR and PATHOS task, against 30 June before the contract."""
    task = ground.tasks.get("coupes-gmp-pmp")
    if task is None or task.etat is EtatTache.SANS_OBJET:
        return None
    if task.etat is EtatTache.FAIT:
        return task_answer(ground, "coupes-gmp-pmp")
    place = "retroplanning", task_field(task)
    dated, effet = ground.dated.get(task.id), ground.snapshot.dossier.date_effet
    if dated is None or effet is None:
        return to_do(_("aucune coupe datée dans le rétroplanning"), *place)
    limit = date(effet.year - 1, 6, 30)
    words = {"jour": format_date(dated.fin), "limite": format_date(limit)}
    if dated.fin > limit:
        return to_do(_("prévues pour le {jour}, après le {limite}", **words), *place)
    return done(_("prévues pour le {jour}, avant le {limite}", **words), *place)


def referent(ground: Terrain) -> Trouve:
    """Answer by who holds the role of référent, and how many of the team are named."""
    person = referent_of(ground.snapshot)
    team = {
        holder.nom
        for role in ground.snapshot.raci_roles
        if (holder := ground.snapshot.acteurs_by_id.get(role.acteur_id or 0)) and holder.nom
        if holder.famille is Famille.INTERNES
    }
    field = f"acteurs.{person.id}.nom" if person else ""
    named = bool(person and person.nom)
    others = len(team - {person.nom if person else ""})
    conditions = (
        Condition(named, _("le référent CPOM n'est pas nommé"), "acteurs", field),
        Condition(others + named >= LEAST_TEAM, _("l'équipe projet est à nommer"), "acteurs"),
    )
    name = person.nom if person else ""
    team_words = ngettext("{n} autre personne", "{n} autres personnes", others)
    return all_of(conditions, _("{nom}, et {equipe} avec un rôle", nom=name, equipe=team_words))


def interlocuteurs(ground: Terrain) -> Trouve:
    """Answer by the persons named at the ARS and in the département, and the frame received."""
    trame = next((p for p in ground.snapshot.pieces if p.slug == "recommandations"), None)
    in_hand = trame is not None and trame.etat == "disponible"
    field = f"pieces.{trame.id}.etat" if trame else ""
    ars, departement = _acteur(ground, ARS), _acteur(ground, DEPARTEMENT)
    conditions = (
        _named(ars, _("personne n'est nommé à l'ARS")),
        _named(departement, _("personne n'est nommé au département")),
        Condition(in_hand, _("la trame régionale n'est pas parmi les pièces"), "pieces", field),
    )
    names = ", ".join(a.nom for a in (ars, departement) if a and a.nom)
    return all_of(conditions, _("{noms} ; trame régionale reçue", noms=names))


def _acteur(ground: Terrain, slug: str) -> Acteur | None:
    return next((a for a in ground.snapshot.acteurs if a.slug == slug), None)


def _named(acteur: Acteur | None, manque: str) -> Condition:
    field = f"acteurs.{acteur.id}.nom" if acteur else ""
    return Condition(bool(acteur and acteur.nom), manque, "acteurs", field)


def outils(ground: Terrain) -> Trouve:
    """Answer by the four tools of the launch, each filled and without a faulty line."""
    conditions = (_acteurs(ground), _raci(ground), _instances(ground), _plan(ground))
    return all_of(conditions, _("les quatre sont remplis, sans ligne à corriger"))


def _acteurs(ground: Terrain) -> Condition:
    snapshot = ground.snapshot
    unnamed = [a for a in snapshot.acteurs if not a.nom and a.famille in _EXPECTED]
    field = f"acteurs.{unnamed[0].id}.nom" if unnamed else ""
    lacks = ngettext(
        "un acteur interne ou une autorité est sans nom",
        "{n} acteurs internes ou autorités sont sans nom",
        len(unnamed),
    )
    told = lacks if snapshot.acteurs else _("aucun acteur n'est saisi")
    return Condition(bool(snapshot.acteurs) and not unnamed, told, "acteurs", field)


_EXPECTED = frozenset({Famille.AUTORITES, Famille.INTERNES})


def _raci(ground: Terrain) -> Condition:
    snapshot = ground.snapshot
    lines = snapshot.raci_activites
    found = check_raci(lines, snapshot.raci_roles, snapshot.cells)
    wrong = sorted({c.activite_id for c in found if c.kind in SEVERE and c.activite_id})
    field = f"raci_activites.{wrong[0]}" if wrong else ""
    lacks = ngettext(
        "la RACI a une ligne à corriger", "la RACI a {n} lignes à corriger", len(wrong)
    )
    told = lacks if lines else _("la RACI est vide")
    return Condition(bool(lines) and not wrong, told, "raci", field)


def _instances(ground: Terrain) -> Condition:
    copil = next((i for i in ground.snapshot.instances if i.slug == "copil"), None)
    seats = [m for m in ground.snapshot.instances_membres if copil and m.instance_id == copil.id]
    told = _("le COPIL n'a pas de membre") if copil else _("la comitologie est vide")
    return Condition(bool(seats), told, "comitologie", f"instances.{copil.id}" if copil else "")


def _plan(ground: Terrain) -> Condition:
    tasks = [t for t in ground.snapshot.tasks if t.etat is not EtatTache.SANS_OBJET]
    alone = [t for t in tasks if t.acteur_id is None]
    if not tasks or ground.snapshot.dossier.date_signature is None:
        return Condition(False, _("le rétroplanning n'a pas de date visée"), "retroplanning")
    lacks = ngettext(
        "une tâche du rétroplanning est sans responsable",
        "{n} tâches du rétroplanning sont sans responsable",
        len(alone),
    )
    return Condition(not alone, lacks, "retroplanning", task_field(alone[0]) if alone else "")


def lancement(ground: Terrain) -> Trouve | None:
    """Answer by the launch meeting: held, and its minutes sent."""
    meeting = meeting_of(ground, "reunion-lancement")
    if meeting is None:
        found = task_answer(ground, "reunion-lancement")
        if found is None or found.etat != "fait":
            return found
        return under_way(_("réunion tenue ; compte rendu absent du dossier"), *found[2:])
    place = "reunions", f"reunions.{meeting.id}"
    if meeting.etat not in HELD:
        day = _(", prévue le {jour}", jour=format_date(meeting.jour)) if meeting.jour else ""
        return to_do(_("réunion préparée{jour}", jour=day), *place)
    held = _("tenue le {jour}", jour=format_date(meeting.jour))
    if meeting.diffusee_le is None:
        return under_way(_("1 sur 2 : {tenue} ; compte rendu à diffuser", tenue=held), *place)
    sent = format_date(meeting.diffusee_le)
    return done(_("{tenue}, compte rendu diffusé le {jour}", tenue=held, jour=sent), *place)


CADRAGE: Mapping[str, Callable[[Terrain], Trouve | None]] = {
    "cadre-confirme": by_task("cadre-applicable"),
    "perimetre-defini": perimetre,
    "echeance-connue": echeance,
    "coupes-programmees": coupes,
    "referent-designe": referent,
    "interlocuteurs-identifies": interlocuteurs,
    "outils-valides": outils,
    "mandat-donne": by_task("mandat-gouvernance"),
    "plan-communication": by_task("communiquer-lancement"),
    "lancement-tenu": lancement,
}
"""Points of the preliminaries that the dossier answers."""
