"""The yearly review of the contacts with whom nothing happens any more, in the échéancier.

One line a year, open until she says that it is done: nothing is kept but what she says of it.
Source: reliability §3.3, a yearly list of the contacts without activity; the day is proposed.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from cpom_desktop.content.schema import Confiance
from cpom_desktop.domain.confidentialite import Rubrique
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.queries.contacts_inactifs import contacts_inactifs, mois
from cpom_desktop.services.queries.echeancier_dit import said_of, state_of
from cpom_desktop.services.queries.echeancier_types import Ligne, Origine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cpom_desktop.domain.echeances import Echeance
    from cpom_desktop.services.queries.echeancier_lignes import Ground
    from cpom_desktop.services.snapshot import DossierSnapshot

CONTACTS = "contacts:"
"""Opens the key of a review: « contacts:2027 »."""
PAGE, TAB = "confidentialite", "confidentialite.revoir"
LAST_DAY = (12, 31)
REMINDERS = (30, 7)
KEPT = timedelta(days=90)
"""How long a review that is done is still shown."""


def review_lines(ground: Ground) -> Iterator[Ligne]:
    """Yield the review to do next, and the one just done; none in a dossier that names nobody."""
    if not any(acteur.nom for acteur in ground.snapshot.acteurs):
        return
    for year, said in sorted(_told(ground.said).items()):
        recent = said.fait_le is not None and said.fait_le >= ground.today - KEPT
        if recent or (said.sans_objet and year >= ground.today.year):
            yield _line(year, ground)
    yield _line(next_review(ground.snapshot, ground.today), ground)


def next_review(snapshot: DossierSnapshot, today: date) -> int:
    """Return the year whose review is to be done: each is, until one of a later year was.

    The first is that of the year in which the work began; of this year while nothing tells it.
    """
    begun = [reunion.jour for reunion in snapshot.reunions if reunion.jour]
    first = snapshot.dossier.debut_demarche or min(begun, default=today)
    years = [first.year]
    said = {row.cle: row for row in snapshot.echeances if row.cle}
    for year, row in _told(said).items():
        if row.fait_le:
            years.append(max(year + 1, row.fait_le.year))
        elif row.sans_objet:
            years.append(year + 1)
    return max(years)


def key_of(year: int) -> str:
    """Return the key under which what she says of the review of a year is kept."""
    return f"{CONTACTS}{year}"


def last_review(snapshot: DossierSnapshot) -> date | None:
    """Return the day of the last review; None before the first."""
    return max(
        (e.fait_le for e in snapshot.echeances if e.cle.startswith(CONTACTS) and e.fait_le),
        default=None,
    )


def _told(said: Mapping[str, Echeance]) -> Mapping[int, Echeance]:
    """Return what she said of reviews, by their year."""
    found = {cle.removeprefix(CONTACTS): e for cle, e in said.items() if cle.startswith(CONTACTS)}
    return {int(year): e for year, e in found.items() if year.isdecimal() and len(year) == 4}


def _line(year: int, ground: Ground) -> Ligne:
    cle = key_of(year)
    said = ground.said.get(cle)
    day = date(year, *LAST_DAY)
    done = said.fait_le if said else None
    acteur = ground.snapshot.acteurs_by_id.get(said.acteur_id or 0) if said else None
    return Ligne(
        cle=cle,
        origine=Origine.DOSSIER,
        titre=_("Revoir les contacts qui ne servent plus ({an})", an=year),
        court=_("Contacts à revoir"),
        resume=_found(ground),
        etat=state_of(day, done, said, ground.today),
        jour=day,
        confiance=Confiance.PROPOSE,
        fait_le=done,
        **said_of(said, acteur, REMINDERS),
        explication=_explained(ground),
        page=PAGE,
        champ=TAB,
    )


def _found(ground: Ground) -> str:
    """Return « 3 contacts sans activité depuis 24 mois »."""
    count = len(contacts_inactifs(ground.snapshot, ground.today))
    span = ngettext("{n} mois", "{n} mois", mois(ground.snapshot, Rubrique.SANS_ACTIVITE))
    if not count:
        return _("aucun contact sans activité depuis {duree} à ce jour", duree=span)
    return ngettext(
        "{n} contact sans activité depuis {duree}",
        "{n} contacts sans activité depuis {duree}",
        count,
        duree=span,
    )


def _explained(ground: Ground) -> str:
    last = last_review(ground.snapshot)
    told = _("Chaque année, au plus tard le 31 décembre.")
    return f"{told} {last_words(last)}" if last else told


def last_words(last: date) -> str:
    """Return when the contacts were last reviewed."""
    return _("Dernière revue le {jour}.", jour=format_date(last))
