"""The dates of the findings to be done again, for the échéancier, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.diagnostic import Constat, Cotation
from cpom_desktop.i18n import _, capitalise, format_date
from cpom_desktop.services.queries.criteres import criteres
from cpom_desktop.services.queries.echeancier_dit import said_of, state_of
from cpom_desktop.services.queries.echeancier_types import Ligne, Origine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cpom_desktop.services.queries.criteres import Critere
    from cpom_desktop.services.queries.echeancier_lignes import Ground

CONSTAT = "constat:"
"""Opens the key of the line of a finding."""
REMINDERS = (7,)
"""Reminders of a finding to be done again, until she says otherwise."""


def finding_lines(ground: Ground) -> Iterator[Ligne]:
    """Yield the findings that have a date; one set aside waits for nothing."""
    dated = [c for c in ground.snapshot.constats if c.echeance is not None]
    if not dated:  # the grid is not read for nothing: this view is made at the first paint
        return
    known = criteres(ground.snapshot, ground.content).by_slug
    for constat in dated:
        critere = known.get(constat.critere)
        if critere is None or constat.echeance is None:
            continue
        if constat.cotation is not Cotation.NON_CONCERNE:
            yield _line(constat, critere, constat.echeance, ground)


def _line(constat: Constat, critere: Critere, day: date, ground: Ground) -> Ligne:
    cle = f"{CONSTAT}{critere.slug}"
    said = ground.said.get(cle)
    done = said.fait_le if said else None
    if done and constat.date_preuve and done < constat.date_preuve:
        done = None
    named = (said.acteur_id if said else None) or constat.acteur_id
    acteur = ground.snapshot.acteurs_by_id.get(named or 0)
    return Ligne(
        cle=cle,
        origine=Origine.DOSSIER,
        titre=_("Revoir : {titre}", titre=critere.titre),
        court=f"{critere.repere} {capitalise(critere.titre)}",
        resume=_words(constat, critere),
        etat=state_of(day, done, said, ground.today, information=False),
        jour=day,
        fait_le=done,
        **said_of(said, acteur, REMINDERS),
        explication=_("Date tenue avec le critère, dans la page Grille."),
        page="grille",
        champ=f"constats.{critere.slug}.echeance",
    )


def _words(constat: Constat, critere: Critere) -> str:
    """Return « critère DG-F01, preuve du 17 octobre 2024 »."""
    if constat.date_preuve is None:
        return _("critère {repere} de la grille", repere=critere.repere)
    day = format_date(constat.date_preuve)
    return _("critère {repere}, preuve du {jour}", repere=critere.repere, jour=day)
