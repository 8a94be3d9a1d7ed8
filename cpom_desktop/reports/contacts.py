"""Contacts as address cards (vCard 3.0), for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.acteurs import Acteur, Civilite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.services.snapshot import DossierSnapshot

LINE_OCTETS = 75
"""Longest line of a card; what follows is on lines that begin by a space (RFC 2426)."""
BEGIN = b"BEGIN:VCARD"
CIVILITES = {Civilite.MADAME: "Mme", Civilite.MONSIEUR: "M."}


def contacts_vcf(snapshot: DossierSnapshot) -> bytes:
    """Return a card for everyone who has a name or a structure (vCard 3.0)."""
    people = [a for a in snapshot.acteurs if a.nom or a.structure]
    lines = (line for acteur in people for line in _card(acteur))
    return b"".join(_folded(line) for line in lines)


def count_cards(data: bytes) -> int:
    """Return how many cards a file holds."""
    return data.count(BEGIN)


def _card(acteur: Acteur) -> Iterator[str]:
    first, _space, last = acteur.nom.rpartition(" ")
    civilite = CIVILITES[acteur.civilite] if acteur.civilite else ""
    yield BEGIN.decode()
    yield "VERSION:3.0"
    yield f"FN:{_escaped(acteur.nom or acteur.structure)}"
    yield "N:" + ";".join(map(_escaped, (last, first, "", civilite, "")))
    if acteur.structure:
        yield "ORG:" + ";".join(_escaped(t) for t in (acteur.structure, acteur.service) if t)
    values = (
        ("TITLE", acteur.fonction),
        ("TEL;TYPE=WORK,VOICE", acteur.telephone),
        ("EMAIL;TYPE=INTERNET,WORK", acteur.courriel),
    )
    for name, text in values:
        if text:
            yield f"{name}:{_escaped(text)}"
    if acteur.adresse:
        yield f"ADR;TYPE=WORK:;;{_escaped(acteur.adresse)};;;;"
    yield "END:VCARD"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Return a line cut in parts of 75 octets, never inside a letter."""
    parts, room = [b""], LINE_OCTETS
    for character in line:
        data = character.encode()
        if len(parts[-1]) + len(data) > room:
            parts.append(b"")
            room = LINE_OCTETS - 1
        parts[-1] += data
    return b"\r\n ".join(parts) + b"\r\n"
