"""French turns of phrase around a name: « du COPIL n° 2 », « à l'équipe projet », « Présente »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.acteurs import Civilite
from cpom_desktop.domain.reunions import Presence
from cpom_desktop.i18n import _
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.domain.acteurs import Acteur

TITLES = ("Dr ", "Dre ", "Docteur ", "Pr ", "Pre ", "Professeur ", "Me ")
"""What takes the place of « Madame » before a name."""
FEMININE = frozenset(
    {
        "assemblée",
        "cellule",
        "commission",
        "concertation",
        "délégation",
        "équipe",
        "gouvernance",
        "instance",
        "négociation",
        "rencontre",
        "réunion",
        "revue",
        "séance",
        "signature",
        "visite",
    }
)
MASCULINE = frozenset(
    {
        "atelier",
        "bilan",
        "bureau",
        "comité",
        "conseil",
        "dialogue",
        "entretien",
        "groupe",
        "point",
        "séminaire",
    }
)
"""First words of the names of meetings; any other that is not an acronym keeps no article."""
PLURAL = frozenset({"ateliers", "groupes", "représentants", "réunions"})
VOWELS = "aàâeéèêiîoôuy"
_FEMININES: Mapping[Presence, str] = {
    Presence.ATTENDU: "Attendue",
    Presence.PRESENT: "Présente",
    Presence.EXCUSE: "Excusée",
    Presence.REPRESENTE: "Représentée",
    Presence.ABSENT: "Absente",
}


def of_name(name: str) -> str:
    """Return « du COPIL n° 2 », « de l'équipe projet », « – Accord » when no article is sure."""
    return _article(
        name, {"m": "du {nom}", "f": "de la {nom}", "v": "de l'{nom}", "p": "des {nom}"}
    )


def to_name(name: str) -> str:
    """Return « au COPIL n° 2 », « à l'équipe projet », « – Accord » when no article is sure."""
    return _article(name, {"m": "au {nom}", "f": "à la {nom}", "v": "à l'{nom}", "p": "aux {nom}"})


def _article(name: str, forms: Mapping[str, str]) -> str:
    first = name.replace("’", " ").split(" ")[0] if name else ""
    kind = _kind(first)
    if not kind:
        return f"– {name}"
    return _(forms[kind], nom=lowered(name))


def lowered(text: str) -> str:
    """Return a text inside a sentence: its first letter small, unless it opens an acronym."""
    first = text.replace("’", " ").split(" ")[0]
    if len(first) > 1 and first.isupper():
        return text
    return f"{text[:1].lower()}{text[1:]}"


def _kind(first: str) -> str:
    """Return « m », « f », « p », « v » for an elided article, nothing when none is sure."""
    word_ = first.lower()
    if len(first) > 1 and first.isupper():
        return "v" if word_[0] in VOWELS else "m"
    if word_ in PLURAL:
        return "p"
    if word_ not in FEMININE | MASCULINE:
        return ""
    if word_[0] in VOWELS:
        return "v"
    return "f" if word_ in FEMININE else "m"


def presence_words(presence: Presence, acteur: Acteur | None) -> str:
    """Return « Présente », « Excusé », according to the civility where it is known."""
    if acteur is not None and acteur.civilite is Civilite.MADAME:
        return _(_FEMININES[presence])
    return word(presence)


def full_name(acteur: Acteur, name: str = "") -> str:
    """Return « Madame Anne Delmas », « Dr Paul Garnier »; the function while nobody is named."""
    shown = name or acteur.nom
    if not shown:
        return acteur.display_name
    if acteur.civilite is None or shown.startswith(TITLES):
        return shown
    return f"{word(acteur.civilite)} {shown}"


def salutation(acteur: Acteur | None) -> str:
    """Return « Madame », « Monsieur », « Madame, Monsieur » while the civility is not known."""
    if acteur is None or acteur.civilite is None:
        return _("Madame, Monsieur")
    return word(acteur.civilite)


def title_of(acteur: Acteur) -> str:
    """Return in what quality they sign: « La directrice », « Le président de l'association »."""
    role = acteur.fonction
    if not role:
        return acteur.structure
    if acteur.civilite is None:
        return role
    if lowered(role)[:1] in VOWELS:
        return _("L'{role}", role=lowered(role))
    if acteur.civilite is Civilite.MADAME:
        return _("La {role}", role=lowered(role))
    return _("Le {role}", role=lowered(role))
