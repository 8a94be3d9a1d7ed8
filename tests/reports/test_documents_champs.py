"""What a document prints of a dossier, field by field, and what it must never print."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache

import pytest

from cpom_desktop.domain.acteurs import Position
from cpom_desktop.domain.reunions import Presence
from cpom_desktop.reports.catalogue import CATALOGUE, COMPLETE, WHOLE, build
from cpom_desktop.reports.unprintable import UNPRINTED
from cpom_desktop.services.labels import FIELDS
from cpom_desktop.services.snapshot import SINGLE
from tests.outils.editions import demonstration, filled, rendered, texts_of, with_snapshot
from tests.outils.pages import opened, words_of
from tests.outils.reunions import both_copils

MARK = "zqxmarques"
LANCEMENT = {"etablissement", "acteurs", "retroplanning", "raci"}
"""Where no other word may be taken for an opinion: the grid has its own « position », a council
gives an opinion « réservé »."""
DOCUMENTS = (
    COMPLETE,
    "echeancier",
    "retroplanning-detaille",
    "comitologie",
    "fiches-mission",
    "convocation",
    "negociation-diagnostic",
    "arbre-objectifs",
    "fiches-indicateurs",
)
INTERNAL = "acteurs-strategie"
"""The only one that is about her opinion: it never leaves the house."""
MEETINGS = ("convocation", "ordre-du-jour", "compte-rendu", "suivi-decisions")
OF_MEETINGS = ("reunions", "reunions_points", "reunions_presences", "decisions")
"""Between them, all that is ever printed."""
ELSEWHERE = frozenset({"pieces", "fichiers", "controles", "rubriques", "echanges", "envois"})
"""Tables whose documents print a field or not after what a row says: tested with each."""
HOUR = ("reunions", "heure")
"""It has no other signs than those of an hour, and a document prints it in its own words."""


@cache
def whole():
    """Return a whole dossier with its meetings; nobody carries a decision but in words."""
    held = both_copils().snapshot
    tables = {table: getattr(held, table) for table in OF_MEETINGS}
    tables["decisions"] = tuple(replace(d, responsable_id=None) for d in held.decisions)
    tables["reunions_presences"] = tuple(
        replace(p, presence=Presence.REPRESENTE) for p in held.reunions_presences
    )
    return with_snapshot(filled(), acteurs=held.acteurs, **tables)


def marked(table, field):
    """Return a whole dossier with a mark in one field of one record; of every one, for some."""
    rows = getattr(whole().snapshot, table)
    if table in SINGLE:
        return with_snapshot(whole(), **{table: replace(rows, **{field: MARK})})
    every = table in {"echeances", "objectifs"} or table in OF_MEETINGS  # of each kind
    count = len(rows) if every else 1
    first = tuple(replace(row, **{field: MARK}) for row in rows[:count])
    others = {"moyens": ()} if field == "justification_cout" else {}
    return with_snapshot(whole(), **{table: (*first, *rows[count:]), **others})


def documents_of(table):
    """Return the documents that may print a table."""
    return MEETINGS if table in OF_MEETINGS else DOCUMENTS


def text_fields():
    """Return the fields of text that she fills, as (table, field), where there are rows."""
    snapshot = whole().snapshot
    for table, known in FIELDS.items():
        rows = getattr(snapshot, table)
        if not rows or table in ELSEWHERE:
            continue
        row = rows if table in SINGLE else rows[0]
        for field in fields(row):
            if field.name in known and type(getattr(row, field.name)) is str:
                yield table, field.name


def test_every_text_is_printed_but_those_declared_not_to_be():
    hidden = {
        (table, field)
        for table, field in text_fields()
        if not any(
            MARK in text.lower()
            for slug in documents_of(table)
            for text in texts_of(build(slug, marked(table, field)))
        )
    }

    present = {table for table, _field in text_fields()}
    unprinted = {(table, field) for table, field in UNPRINTED if table in present}
    assert hidden == unprinted | {HOUR}


def test_a_role_without_a_short_name_is_headed_by_its_long_one():
    roles = demonstration().snapshot.raci_roles
    named = replace(roles[0], abrege="", libelle=MARK)
    edition = with_snapshot(demonstration(), raci_roles=(named, *roles[1:]))

    assert MARK in texts_of(build("raci", edition))


@cache
def opinionated():
    """Return the demonstration with an opinion of everyone."""
    acteurs = tuple(
        replace(
            acteur,
            position=Position.RESERVEE,
            influence=4,
            interet=1,
            attentes=f"{MARK} attentes de {acteur.id}",
        )
        for acteur in demonstration().snapshot.acteurs
    )
    return with_snapshot(demonstration(), acteurs=acteurs)


@cache
def silent():
    """Return the demonstration without an opinion of anybody."""
    acteurs = tuple(
        replace(acteur, position=None, influence=None, interet=None, attentes="")
        for acteur in demonstration().snapshot.acteurs
    )
    return with_snapshot(demonstration(), acteurs=acteurs)


@pytest.mark.parametrize("slug", [slug for slug in CATALOGUE if slug != INTERNAL])
def test_her_opinion_of_people_is_in_no_document_that_leaves(slug):
    without = build(slug, silent())
    told = build(slug, opinionated())
    words = " ".join(texts_of(told)).lower()

    assert told == without
    assert MARK not in words
    if slug not in LANCEMENT:
        return
    for secret in ("réservé", "associer étroitement", "satisfaire", "influence", "position"):
        assert secret not in words


def test_her_opinion_of_people_is_nowhere_in_the_file():
    import pikepdf

    file = rendered(opinionated(), WHOLE)
    with opened(file) as pdf:
        streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        inside = b" ".join(stream.read_raw_bytes() + stream.read_bytes() for stream in streams)

    assert MARK not in words_of(file)
    assert MARK.encode() not in inside
    assert MARK.encode() not in file.data
