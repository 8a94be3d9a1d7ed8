"""Why strict reading refuses a value, in French; msgspec's own words go to the log."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from msgspec import ValidationError

TYPES = {
    "str": "un texte",
    "int": "un nombre entier",
    "float": "un nombre",
    "bool": "true ou false",
    "date": "une date",
    "datetime": "une date avec une heure",
    "array": "une liste",
    "object": "un tableau",
    "null": "rien",
}


def refusal(error: ValidationError) -> str:
    """Return why a value is refused, its place first (« cells[0].sens[0] : … »)."""
    message, _at, place = str(error).partition(" - at `$")
    where = place.rstrip("`").lstrip(".").replace("[...]", "")
    if found := re.match(r"Object contains unknown field `(.+)`", message):
        return _("champ inconnu : {champ}", champ=_joined(where, found[1]))
    if found := re.match(r"Object missing required field `(.+)`", message):
        return _("champ manquant : {champ}", champ=_joined(where, found[1]))
    if not where:
        return reason(message)
    return _("{champ} : {raison}", champ=where, raison=reason(message))


def reason(message: str, allowed: Iterable[str] = ()) -> str:
    """Return in French why msgspec refuses a value.

    Args:
        message: what msgspec says, its place left out.
        allowed: the slugs that would be taken, when they are known.
    """
    if found := re.match(r"Expected `([^`]+)`(?:, got `([^`]+)`)?$", message):
        return _mismatch(_type_name(found[1]), _type_name(found[2] or ""))
    if found := re.match(r"Invalid (?:enum )?value (.+?)(?: - at .*)?$", message):
        return _not_allowed(found[1].strip("'"), ", ".join(allowed))
    if "RFC3339" in message:
        return _("cette date n'existe pas, ou n'est pas écrite AAAA-MM-JJ")
    if "matching regex" in message:
        return _("l'identifiant n'a pas la forme attendue (minuscules, chiffres, tirets)")
    if "of length >= 1" in message:
        return _("le texte est vide")
    if found := re.search(r"`int` >= (\d+)", message):
        return _("un nombre d'au moins {least} est attendu", least=found[1])
    return _("cette valeur n'est pas admise")


def _mismatch(wanted: str, got: str) -> str:
    texte = (
        _("{wanted} est attendue", wanted=wanted)
        if wanted.startswith("une ")
        else _("{wanted} est attendu", wanted=wanted)
    )
    if not got:
        return texte
    if got == TYPES["null"]:
        return _("{attendu}, rien n'est écrit", attendu=texte)
    return _("{attendu}, {got} est écrit", attendu=texte, got=got)


def _not_allowed(value: str, allowed: str) -> str:
    if not allowed:
        return _("« {value} » n'est pas admis", value=value)
    return _("« {value} » n'est pas admis ({allowed})", value=value, allowed=allowed)


def _type_name(words: str) -> str:
    known = [TYPES.get(word.strip(), word.strip()) for word in words.split("|")]
    return " ou ".join(name for name in known if name != TYPES["null"]) or known[0]


def _joined(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
