"""The journal of the exchanges with the authorities and others, and what was sent (kit §6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.domain.acteurs import Acteur

OBJET_LIMIT = 160
"""Characters of a subject taken from a text, so that it stays one line."""
_FIRST_SENTENCE = re.compile(r"(.*?(?:[^\W\d_]{3}|\d(?:\s*h)?|[»)])[.!?…])\s+(?=[A-ZÀ-Þ«])")


class NatureEchange(StrEnum):
    """The channel of an exchange."""

    APPEL = "appel"
    COURRIEL = "courriel"
    COURRIER = "courrier"
    VISITE = "visite"
    REUNION = "reunion"
    DOCUMENT = "document"


class SensEchange(StrEnum):
    """Who spoke first: the house (`emis`), or the other side (`recu`)."""

    EMIS = "emis"
    RECU = "recu"


@dataclass(frozen=True, slots=True, kw_only=True)
class Echange:
    """One exchange.

    Attributes:
        heure: « 14:32 », empty when not known.
        objet: in one line.
        texte: what was said.
        attend_reponse: an answer is awaited, until `clos_le`.
        suite, suite_le: what is to be done next, and by when.
        task_id: the task that the follow-up became.
        repond_a_id: the exchange that this one answers.
        reunion_id: the meeting it is about.
        bordereau: number of the sending slip; None when there is none.
        accuse_le: day the slip came back signed.
    """

    id: int
    jour: date
    heure: str = ""
    nature: NatureEchange = NatureEchange.APPEL
    sens: SensEchange = SensEchange.EMIS
    objet: str
    texte: str = ""
    attend_reponse: bool = False
    clos_le: date | None = None
    suite: str = ""
    suite_le: date | None = None
    suite_faite_le: date | None = None
    task_id: int | None = None
    repond_a_id: int | None = None
    reunion_id: int | None = None
    bordereau: int | None = None
    accuse_le: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EchangePersonne:
    """With whom: a stakeholder, and the name of the person as it was that day."""

    id: int
    echange_id: int
    acteur_id: int | None = None
    nom: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envoi:
    """A document that went with an exchange: a line of the sending slip.

    Attributes:
        version: as it was named that day.
        exemplaires: how many copies.
        empreinte: SHA-256 of the file that was sent, in hexadecimal; empty for paper.
        document: its name in the catalogue; empty for what the program did not make.
        numero: rank of this sending among those of the document.
        contenu: SHA-256 of what it told, whatever its date and its format.
        version_id: the state of the dossier kept that day; None when none was.
    """

    id: int
    echange_id: int
    ordre: int = 0
    titre: str
    version: str = ""
    exemplaires: int = 1
    empreinte: str = ""
    document: str = ""
    numero: int | None = None
    contenu: str = ""
    version_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interlocuteur:
    """Who spoke for a stakeholder before: a person changes, the structure stays (kit §1.4).

    Attributes:
        depuis, jusqu_au: from when until when, as far as known.
    """

    id: int
    acteur_id: int
    nom: str
    fonction: str = ""
    telephone: str = ""
    courriel: str = ""
    depuis: date | None = None
    jusqu_au: date | None = None
    note: str = ""


def objet_of(texte: str) -> str:
    """Return the subject of what was said: its first sentence, on one line."""
    line = next((line.strip() for line in texte.splitlines() if line.strip()), "")
    ended = _FIRST_SENTENCE.match(line)
    first = ended[1] if ended else line
    if len(first) <= OBJET_LIMIT:
        return first
    return f"{first[: OBJET_LIMIT - 1].rpartition(' ')[0] or first[: OBJET_LIMIT - 1]}…"


def next_numero(envois: Iterable[Envoi], document: str) -> int:
    """Return the rank of the next sending of a document."""
    return 1 + max((e.numero or 0 for e in envois if e.document == document), default=0)


def name_on(acteur: Acteur, former: Iterable[Interlocuteur], day: date) -> str:
    """Return who spoke for a stakeholder on a day: who was there then, else who is there now."""
    if acteur.depuis is None or day >= acteur.depuis:
        return acteur.display_name
    for person in former:
        since, until = person.depuis or date.min, person.jusqu_au or date.max
        if person.acteur_id == acteur.id and since <= day <= until:
            return person.nom
    return acteur.display_name
