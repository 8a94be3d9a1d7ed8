"""What was sent of the documents of the catalogue: to whom, when, what was kept of it.

Tables read: envois, echanges, echanges_personnes, acteurs, fichiers.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.fichiers import LARGEST_FILE, LARGEST_TOTAL
from cpom_desktop.domain.pieces import TRANSMIS
from cpom_desktop.i18n import EMPTY, _, format_date, ngettext
from cpom_desktop.services.documents import DocumentState, DocumentStatus
from cpom_desktop.services.snapshot import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.echanges import Echange, EchangePersonne, Envoi
    from cpom_desktop.domain.pieces import Fichier
    from cpom_desktop.services.snapshot import DossierSnapshot

REGISTRE_ENVOIS = "registre-envois"
SHORT_PRINT = 16
"""Digits of an imprint that are shown: two files alike on these differ by accident only."""
SHOWN_PEOPLE = 2
"""People named in a line; the others are counted."""


class Sending(NamedTuple):
    """One sending of a document of the catalogue.

    Attributes:
        jour, bordereau: day of its exchange, number of its slip.
        a_qui: names and structures, as they were that day.
        fichier: the file that was sent, kept in the dossier; None when it was not.
    """

    envoi: Envoi
    jour: date
    bordereau: int | None
    a_qui: tuple[str, ...]
    fichier: Fichier | None

    @property
    def numero(self) -> int:
        """Rank among the sendings of the document."""
        return self.envoi.numero or 0

    @property
    def people(self) -> str:
        """To whom, in a few words."""
        rest = len(self.a_qui) - SHOWN_PEOPLE
        more = [ngettext("et {n} autre", "et {n} autres", rest)] if rest > 0 else []
        return ", ".join((*self.a_qui[:SHOWN_PEOPLE], *more))

    @property
    def called(self) -> str:
        """« Synthèse du diagnostic, n° 2, transmis le 12 mars 2027 »."""
        jour = format_date(self.jour)
        return _(
            "{titre}, n° {n}, transmis le {jour}", titre=self.envoi.titre, n=self.numero, jour=jour
        )


def sendings(snapshot: DossierSnapshot) -> tuple[Sending, ...]:
    """Return what was sent, by title of document, the last sending of each first."""
    echanges = {echange.id: echange for echange in snapshot.echanges}
    found = [
        _sending(snapshot, envoi, echanges[envoi.echange_id])
        for envoi in snapshot.envois
        if envoi.document and envoi.echange_id in echanges
    ]
    latest = sorted(found, key=attrgetter("numero"), reverse=True)
    titles = {sending.envoi.document: sending.envoi.titre for sending in reversed(latest)}
    return tuple(sorted(latest, key=lambda each: (titles[each.envoi.document].casefold(),)))


def sendings_of(snapshot: DossierSnapshot, document: str) -> tuple[Sending, ...]:
    """Return the sendings of one document, the last first."""
    return tuple(each for each in sendings(snapshot) if each.envoi.document == document)


def needing(snapshot: DossierSnapshot, version_id: int) -> tuple[Sending, ...]:
    """Return the sendings that a version was kept for."""
    return tuple(each for each in sendings(snapshot) if each.envoi.version_id == version_id)


def envois_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the register of the sendings is: there is something to tell, or not."""
    del content, today
    if not sendings(snapshot):
        return DocumentStatus(DocumentState.VIDE, (_("rien n'a encore été transmis"),))
    return DocumentStatus(DocumentState.COMPLET)


def may_be_kept(snapshot: DossierSnapshot, size: int) -> bool:
    """Tell whether the dossier takes one more file of a size, in bytes."""
    kept = {fichier.empreinte: fichier.taille for fichier in snapshot.fichiers}
    return 0 < size <= LARGEST_FILE and sum(kept.values()) + size <= LARGEST_TOTAL


def _sending(snapshot: DossierSnapshot, envoi: Envoi, echange: Echange) -> Sending:
    kept = (
        fichier
        for fichier in snapshot.fichiers
        if fichier.echange_id == echange.id and fichier.usage == TRANSMIS
    )
    people = (p for p in snapshot.echanges_personnes if p.echange_id == echange.id)
    names = dict.fromkeys(filter(None, (_person(snapshot, person) for person in people)))
    return Sending(envoi, echange.jour, echange.bordereau, tuple(names), next(kept, None))


def _person(snapshot: DossierSnapshot, person: EchangePersonne) -> str:
    acteur = snapshot.acteurs_by_id.get(person.acteur_id or 0)
    structure = acteur.structure if acteur else ""
    if person.nom and structure and structure != person.nom:
        return _("{nom} ({structure})", nom=person.nom, structure=structure)
    return person.nom or structure


def imprint_words(empreinte: str) -> str:
    """Return the beginning of an imprint, by fours: « 3f2a 90bc 11d4 77e0 »."""
    short = empreinte[:SHORT_PRINT]
    return " ".join(short[place : place + 4] for place in range(0, len(short), 4)) or EMPTY


def without_sendings(snapshot: DossierSnapshot) -> Mapping[str, object]:
    """Return the tables of a dossier, the exchanges that tell what was sent left out."""
    sent = {envoi.echange_id for envoi in snapshot.envois if envoi.document}
    tables: dict[str, object] = {table: getattr(snapshot, table) for table in RECORDS}
    tables["echanges"] = tuple(e for e in snapshot.echanges if e.id not in sent)
    for table in ("echanges_personnes", "envois", "fichiers"):
        tables[table] = _without(getattr(snapshot, table), sent)
    return tables


def _without(
    rows: Iterable[EchangePersonne | Envoi | Fichier], sent: set[int]
) -> tuple[EchangePersonne | Envoi | Fichier, ...]:
    return tuple(row for row in rows if row.echange_id not in sent)
