"""Persons planted in a dossier, everywhere it keeps texts; and their names looked for in bytes."""

from __future__ import annotations

import base64
import unicodedata
import zlib

from cpom_desktop.services.personne.textes import TABLES, is_long, texts_of
from cpom_desktop.services.queries.designations import values_of
from cpom_desktop.services.snapshot import RECORDS, SINGLE
from tests.outils.dossiers import raw

PRENOM, FAMILLE = "Zoé-Anaïs", "Quévrault"
NOM = f"{PRENOM} {FAMILLE}"
COURRIEL = "zoe.quevrault@maison.example"
TELEPHONE = "06 99 00 81 27"
SURE = (
    NOM,
    NOM.upper(),
    NOM.lower(),
    f"{FAMILLE} {PRENOM}",
    f"{FAMILLE.upper()}, {PRENOM}",
    f"Mme {NOM}",
    "Zoe Anais Quevrault",
    f"Zoé-Anaïs\u00a0{FAMILLE}",
    COURRIEL,
    COURRIEL.upper(),
    "0699008127",
    "+33 6 99 00 81 27",
    "06.99.00.81.27",
)
"""What can be nobody else; one a text."""
ALONE = (f"Mme {FAMILLE}", FAMILLE.upper(), f"Z. {FAMILLE}", "madame Quevrault")
"""The family name alone."""


def places(snapshot):
    """Return every text of a dossier: table, id, field and what it holds."""
    for table in TABLES:
        found = getattr(snapshot, table)
        for row in (found,) if table in SINGLE else found:
            for field, text in texts_of(table, values_of(row)):
                yield table, row.id, field, text


def plant(workspace, rng, count, words=SURE):
    """Write a way to name the person in `count` texts of a dossier; return their places."""
    chosen = rng.sample(list(places(workspace.snapshot)), count)
    planted = {}
    with workspace._storage.step(title="planter", operation="plant") as step:
        for table, row_id, field, text in chosen:
            said = rng.choice(words)
            long = is_long(table, field)
            told = f"{text[:90]} {said} {text[90:]}" if long else f"{text[:60]} {said}"
            step.records.update(RECORDS[table], row_id, {field: told})
            planted[f"{table}.{row_id}.{field}"] = said
    workspace._drop(step.changes)
    return planted


def needles(nom=NOM):
    """Return the bytes of a name as files may hold it."""
    plain = unicodedata.normalize("NFKD", nom).encode("ascii", "ignore").decode()
    forms = {unicodedata.normalize(form, nom) for form in ("NFC", "NFD", "NFKD")} | {plain}
    cased = {case(text) for text in forms for case in (str, str.upper, str.lower, str.title)}
    return {text.encode(code) for text in cased for code in ("utf-8", "utf-16-le", "utf-16-be")}


def found_in(data, sought):
    """Return which of the bytes sought are in some data."""
    return {needle for needle in sought if needle in data}


def all_bytes(path):
    """Return what a file of a dossier holds, what it keeps packed being unpacked beside."""
    packed = raw(path, "SELECT contenu FROM versions")
    unpacked = b"".join(zlib.decompress(base64.b85decode(text)) for (text,) in packed)
    return path.read_bytes() + unpacked
