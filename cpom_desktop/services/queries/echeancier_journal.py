"""The dates that the journal puts in the échéancier: follow-ups, and demands to remind of."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.queries.echeancier_dit import reminders_said, state_of
from cpom_desktop.services.queries.echeancier_types import Ligne, Origine
from cpom_desktop.services.queries.journal import structure_words
from cpom_desktop.services.queries.plan_calendrier import plan_calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.domain.echanges import Echange
    from cpom_desktop.services.queries.echeancier_lignes import Ground

ECHANGE = "echange:"
"""Opens the key of a line of the journal: « echange:12:suite », « echange:12:reponse »."""
SUITE, REPONSE = "suite", "reponse"
PATIENCE = 10
"""Days worked after which an unanswered demand is recalled: proposed, no text founds it."""
KEPT = timedelta(days=90)
"""How long what was done of it is still shown."""
REMINDERS = (3,)


def journal_lines(ground: Ground) -> Iterator[Ligne]:
    """Yield the follow-ups that have a date, and the demands that nothing else recalls.

    A follow-up that became a task is told by the plan.
    """
    for echange in ground.snapshot.echanges:
        followed = bool(echange.suite and echange.suite_le and echange.task_id is None)
        if followed and not _is_old(echange.suite_faite_le, ground):
            yield _follow_up(echange, ground)
        waits = echange.attend_reponse and not (followed and echange.suite_faite_le is None)
        if waits and not _is_old(echange.clos_le, ground):
            yield _reminder(echange, ground)


def _is_old(done: date | None, ground: Ground) -> bool:
    return done is not None and done < ground.today - KEPT


def echange_of(cle: str) -> tuple[int, str]:
    """Return the exchange of a line and which of its dates it tells; 0 for any other line."""
    kind, _colon, rest = cle.partition(":")
    ident, _colon, suffix = rest.partition(":")
    is_ours = f"{kind}:" == ECHANGE and suffix in {SUITE, REPONSE} and ident.isdecimal()
    return (int(ident), suffix) if is_ours else (0, "")


def _follow_up(echange: Echange, ground: Ground) -> Ligne:
    day = format_date(echange.jour)
    return _line(
        echange,
        ground,
        SUITE,
        (echange.suite, _("suite de l'échange du {jour}", jour=day)),
        (echange.suite_le or echange.jour, echange.suite_faite_le),
        _("Date notée avec l'échange, dans la page Journal des échanges."),
    )


def _reminder(echange: Echange, ground: Ground) -> Ligne:
    """Return the day from which a demand without an answer is to be recalled."""
    calendar = plan_calendar(ground.snapshot, ground.content)
    start = echange.jour.toordinal() + 1
    due = date.fromordinal(calendar.finish_of(start, PATIENCE) - 1)
    told = ngettext(
        "sans réponse depuis le {jour} ; délai proposé : {n} jour ouvré",
        "sans réponse depuis le {jour} ; délai proposé : {n} jours ouvrés",
        PATIENCE,
        jour=format_date(echange.jour),
    )
    return _line(
        echange,
        ground,
        REPONSE,
        (_("Relancer : {objet}", objet=echange.objet.rstrip(".")), told),
        (due, echange.clos_le),
        ngettext(
            "Demande du {jour}, plus {n} jour ouvré : un délai proposé par CPOM Desktop, "
            "qu'aucun texte n'impose.",
            "Demande du {jour}, plus {n} jours ouvrés : un délai proposé par CPOM Desktop, "
            "qu'aucun texte n'impose.",
            PATIENCE,
            jour=format_date(echange.jour),
        ),
    )


def _line(
    echange: Echange,
    ground: Ground,
    suffix: str,
    words: tuple[str, str],
    days: tuple[date, date | None],
    explication: str,
) -> Ligne:
    cle = f"{ECHANGE}{echange.id}:{suffix}"
    said = ground.said.get(cle)
    day, done = days
    acteur = ground.snapshot.acteurs_by_id.get(said.acteur_id or 0) if said else None
    titre, resume = words
    return Ligne(
        cle=cle,
        origine=Origine.DOSSIER,
        titre=titre,
        court=titre,
        resume=", ".join(filter(None, (resume, _with_whom(echange, ground)))),
        etat=state_of(day, done, said, ground.today),
        jour=day,
        note=said.note if said else "",
        acteur_id=acteur.id if acteur else None,
        qui=acteur.display_name if acteur else "–",
        rappels=reminders_said(said, REMINDERS),
        rappels_proposes=REMINDERS,
        fait_le=done,
        echeance_id=said.id if said else 0,
        explication=explication,
        page="journal",
        champ=f"echanges.{echange.id}.{'suite_le' if suffix == SUITE else 'attend_reponse'}",
    )


def _with_whom(echange: Echange, ground: Ground) -> str:
    """Return with whom it was, by their structures, else by name."""
    by_id = ground.snapshot.acteurs_by_id
    rows = [p for p in ground.snapshot.echanges_personnes if p.echange_id == echange.id]
    acteurs = [(by_id.get(row.acteur_id or 0), row.nom) for row in rows]
    return ", ".join(dict.fromkeys(structure_words(a) if a else nom for a, nom in acteurs))
