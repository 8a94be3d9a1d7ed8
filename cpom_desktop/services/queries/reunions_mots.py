"""What is told of a meeting, in sentences: its slot, who came, what to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.acteurs import Civilite
from cpom_desktop.domain.reunions import EtatReunion, Presence
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.queries.reunion import clock_words, minutes_of, minutes_words
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.domain.reunions import Decision, ReunionPresence
    from cpom_desktop.services.queries.reunions import ReunionView
    from cpom_desktop.services.snapshot import DossierSnapshot

FEMININE = {
    Presence.ATTENDU: "Attendue",
    Presence.PRESENT: "Présente",
    Presence.EXCUSE: "Excusée",
    Presence.REPRESENTE: "Représentée",
    Presence.ABSENT: "Absente",
}
SIGNATORIES = {
    "L'ARS n'est pas représentée.": ("ars", "dgars"),
    "Le département n'est pas représenté.": ("departement", "president-departement"),
}
"""What is told when nobody came of who signs with the house, by the slugs of its people."""


def hour_words(heure: str) -> str:
    """Return « 14 h 00 » for « 14:00 »."""
    return clock_words(minutes_of(heure)) or heure


def span_words(view: ReunionView) -> str:
    """Return « 14 h 00 – 16 h 30 », the beginning alone without a slot."""
    start, slot = minutes_of(view.reunion.heure), view.reunion.duree_minutes
    if start is None or not slot:
        return hour_words(view.reunion.heure)
    return f"{clock_words(start)} – {clock_words(start + slot)}"


def situation(view: ReunionView) -> str:
    """Return the line under the title: day, hours, place, and where the meeting stands."""
    day = format_date(view.jour, "full") if view.jour else _("Date à fixer")
    parts = [part for part in (day, span_words(view), view.reunion.lieu) if part]
    return f"{', '.join(parts)}. {standing(view)}".strip()


def standing(view: ReunionView) -> str:
    """Return in one sentence where the meeting stands."""
    reunion = view.reunion
    if view.to_convene_again:
        return _("La réunion a changé : une nouvelle convocation est à envoyer.")
    match reunion.etat:
        case EtatReunion.BROUILLON if view.follows_plan:
            return _("Elle suit le rétroplanning jusqu'à la convocation.")
        case EtatReunion.BROUILLON:
            return _("La date change librement jusqu'à la convocation.")
        case EtatReunion.CONVOQUEE:
            return _("Convocation envoyée le {jour}.", jour=format_date(reunion.convoquee_le))
        case EtatReunion.TENUE if reunion.motif_reouverture:
            return _(
                "Rouverte le {jour} : {motif}",
                jour=format_date(reunion.rouverte_le),
                motif=reunion.motif_reouverture,
            )
        case EtatReunion.TENUE:
            return _("Réunion tenue, compte rendu à clore.")
        case EtatReunion.CLOSE:
            return _("Compte rendu clos le {jour}.", jour=format_date(reunion.redigee_le))


def slot_words(view: ReunionView) -> str:
    """Return what the points come to against the slot; nothing without any point."""
    total, slot = view.minutes, view.reunion.duree_minutes
    if not view.points:
        return ""
    if not slot:
        return _("{total} en tout", total=minutes_words(total) or _("Aucune durée"))
    told = _(
        "{total} pour {creneau}",
        total=minutes_words(total) or "0\u00a0min",
        creneau=minutes_words(slot),
    )
    if view.minutes_over:
        over = ngettext("{n} minute de trop", "{n} minutes de trop", view.minutes_over)
        return _("{somme} : {trop}", somme=told, trop=over)
    left = slot - total
    return f"{told}, {_('il reste {reste}', reste=minutes_words(left))}" if left else told


def attendance_words(view: ReunionView) -> str:
    """Return « 6 présents sur 7. », the quorum when there is one."""
    told = view.attendance
    if not told.convened:
        return ""
    if told.unsaid == told.convened:
        words = ngettext("{n} personne convoquée.", "{n} personnes convoquées.", told.convened)
    else:
        words = ngettext(
            "{n} présent sur {sur}.", "{n} présents sur {sur}.", told.came, sur=told.convened
        )
    return " ".join(part for part in (words, quorum_words(view)) if part)


def quorum_words(view: ReunionView) -> str:
    """Return whether the quorum is reached; nothing when no rule asks for any."""
    reached, quorum = view.quorum_reached, view.instance.quorum if view.instance else None
    if reached is None:
        return ""
    votes, voters = view.attendance.votes, view.attendance.voters
    if view.attendance.unsaid == view.attendance.convened:
        return ngettext(
            "Quorum : {quorum} sur {n} votant.", "Quorum : {quorum} sur {n} votants.", voters,
            quorum=quorum,
        )  # fmt: skip
    told = _("atteint") if reached else _("non atteint")
    return _("Quorum de {quorum} {dit} ({votes} votants).", quorum=quorum, dit=told, votes=votes)


def absences(view: ReunionView, snapshot: DossierSnapshot) -> tuple[str, ...]:
    """Return which signatory nobody represents, once something is said of who came."""
    told = view.attendance
    if not told.convened or told.unsaid == told.convened:
        return ()
    return tuple(_unrepresented(view, snapshot))


def _unrepresented(view: ReunionView, snapshot: DossierSnapshot) -> Iterator[str]:
    for sentence, slugs in SIGNATORIES.items():
        people = [p for p in view.presences if _of(p, snapshot).startswith(slugs)]
        if people and all(p.presence in {Presence.EXCUSE, Presence.ABSENT} for p in people):
            yield _(sentence)


def _of(presence: ReunionPresence, snapshot: DossierSnapshot) -> str:
    acteur = snapshot.acteurs_by_id.get(presence.acteur_id or 0)
    return acteur.slug if acteur else ""


def missing_words(view: ReunionView, snapshot: DossierSnapshot) -> str:
    """Return to whom the minutes are to be sent for advice; nothing when everybody came."""
    away = [p for p in view.presences if p.presence in {Presence.EXCUSE, Presence.ABSENT}]
    if not away:
        return ""
    if len(away) == 1:
        state = presence_word(away[0], snapshot).casefold()
        return _(
            "{nom} : {etat}. Envoyez-lui le compte rendu pour avis.", nom=away[0].nom, etat=state
        )
    names = _(" et ").join([", ".join(p.nom for p in away[:-1]), away[-1].nom])
    return _("Envoyez le compte rendu pour avis à {noms}.", noms=names)


def presence_word(presence: ReunionPresence, snapshot: DossierSnapshot) -> str:
    """Return « Présente » or « Présent », as the person is addressed."""
    acteur: Acteur | None = snapshot.acteurs_by_id.get(presence.acteur_id or 0)
    if acteur is not None and acteur.civilite is Civilite.MADAME:
        return _(FEMININE[presence.presence])
    return word(presence.presence)


def holder_words(decision: Decision, snapshot: DossierSnapshot) -> str:
    """Return who carries a decision, by name or in her words; nothing when nobody does."""
    acteur = snapshot.acteurs_by_id.get(decision.responsable_id or 0)
    return acteur.display_name if acteur else decision.porteur


def origin_words(decision: Decision, court: str) -> str:
    """Return « Issue de la décision n° 2 du COPIL n° 2 »."""
    if court.startswith("COPIL"):
        return _("Issue de la décision n° {n} du {reunion}", n=decision.numero, reunion=court)
    return _("Issue de la décision n° {n}, {reunion}", n=decision.numero, reunion=court)
