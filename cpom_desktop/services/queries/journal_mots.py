"""The words of the journal: forms, who spoke first, follow-ups; for the screen and the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.echanges import NatureEchange, SensEchange
from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.queries.journal import (
    EtatSuite,
    Part,
    Trace,
    autorite_of,
    structure_words,
)
from cpom_desktop.services.queries.recherche.folding import fold
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.services.queries.journal import LigneEchange
    from cpom_desktop.services.snapshot import DossierSnapshot

FORME_ICONS: Mapping[NatureEchange, str] = {
    NatureEchange.APPEL: "phone",
    NatureEchange.COURRIEL: "mail",
    NatureEchange.COURRIER: "send",
    NatureEchange.VISITE: "users",
    NatureEchange.REUNION: "users-round",
    NatureEchange.DOCUMENT: "file-text",
}
"""Form of an exchange → its icon."""
TYPED_FORMES: Mapping[NatureEchange, str] = {
    NatureEchange.APPEL: "Appel",
    NatureEchange.COURRIEL: "Courriel",
    NatureEchange.COURRIER: "Courrier",
    NatureEchange.VISITE: "Visite",
    NatureEchange.DOCUMENT: "Envoi",
}
"""The forms that she may note; meetings come by themselves."""
SENS: Mapping[NatureEchange, tuple[str, str]] = {
    NatureEchange.APPEL: ("Nous appelons", "On nous appelle"),
    NatureEchange.COURRIEL: ("Nous écrivons", "On nous écrit"),
    NatureEchange.COURRIER: ("Nous écrivons", "On nous écrit"),
    NatureEchange.VISITE: ("Nous allons", "On vient"),
    NatureEchange.REUNION: ("Nous invitons", "On nous invite"),
    NatureEchange.DOCUMENT: ("Nous envoyons", "On nous envoie"),
}
"""Who spoke first, in the words of each form: the house, then the other side."""
SHORT_SENS: Mapping[SensEchange, str] = {
    SensEchange.EMIS: "émis",
    SensEchange.RECU: "reçu",
}
PART_WORDS: Mapping[Part, str] = {
    Part.TOUS: "Tous",
    Part.ARS: "ARS",
    Part.DEPARTEMENT: "Département",
    Part.SANS_REPONSE: "Sans réponse ({n})",
}
"""The chips over the list."""


def forme_words(line: LigneEchange) -> str:
    """Return the form of a line; what a meeting adds says which of its moments it is."""
    match line.trace:
        case Trace.CONVOCATION:
            return _("Convocation")
        case Trace.COMPTE_RENDU:
            return _("Compte rendu")
        case _:
            return word(line.nature)


def sens_words(nature: NatureEchange) -> tuple[str, str]:
    """Return who spoke first, in the words of a form."""
    ours, theirs = SENS[nature]
    return _(ours), _(theirs)


def suite_words(line: LigneEchange, today: date) -> str:
    """Return what is still asked for, in two or three words; nothing when nothing is."""
    day = line.suite_le
    style = "short" if day and day.year == today.year else "medium"
    match line.suite:
        case EtatSuite.SANS_REPONSE:
            return _("Sans réponse")
        case EtatSuite.EN_RETARD:
            return _("Attendu le {jour}", jour=format_date(day, style))
        case EtatSuite.A_FAIRE if day:
            return _("Pour le {jour}", jour=format_date(day, style))
        case EtatSuite.A_FAIRE:
            return _("À faire")
        case EtatSuite.CLOS:
            return _("Clos")
        case EtatSuite.AUCUNE:
            return ""


def acteur_choices(snapshot: DossierSnapshot) -> list[tuple[object, str]]:
    """Return the stakeholders to choose from: the named first, in the order of the alphabet."""
    found = [(not a.nom, fold(acteur_words(a)), a.id, acteur_words(a)) for a in snapshot.acteurs]
    return [(acteur_id, words) for _nameless, _folded, acteur_id, words in sorted(found)]


def acteur_words(acteur: Acteur) -> str:
    """Return a stakeholder as chosen in a list: « Anne Delmas, dép. »."""
    authority = autorite_of(acteur)
    structure = structure_words(acteur)
    if authority is Part.DEPARTEMENT:
        structure = _("dép.")
    name = acteur.nom or acteur.fonction
    return ", ".join(dict.fromkeys(filter(None, (name, structure))))
