"""What a document prints of a dossier, field by field, and what it must never print."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from cpom_desktop.domain.acteurs import Position
from cpom_desktop.reports.catalogue import CATALOGUE, COMPLETE, WHOLE, build
from cpom_desktop.reports.unprintable import UNPRINTED
from cpom_desktop.services.labels import FIELDS
from cpom_desktop.services.snapshot import SINGLE
from tests.outils.editions import demonstration, filled, rendered, texts_of, with_snapshot
from tests.outils.pages import opened, words_of

MARK = "zqxmarques"
LANCEMENT = {"etablissement", "acteurs", "retroplanning", "raci"}
"""Where no other word may be taken for an opinion: the grid has its own « position », a council
gives an opinion « réservé »."""
DOCUMENTS = (COMPLETE, "echeancier", "retroplanning-detaille")
"""Between them, all that is ever printed."""
SHOWN_ONLY_WITHOUT_SHORT_NAME = ("raci_roles", "libelle")


def marked(table, field):
    """Return a whole dossier with a mark in one field of one record; of every deadline."""
    rows = getattr(filled().snapshot, table)
    if table in SINGLE:
        return with_snapshot(filled(), **{table: replace(rows, **{field: MARK})})
    count = len(rows) if table == "echeances" else 1  # hers, and what she says of another
    first = tuple(replace(row, **{field: MARK}) for row in rows[:count])
    return with_snapshot(filled(), **{table: (*first, *rows[count:])})


def text_fields():
    """Return the fields of text that she fills, as (table, field)."""
    snapshot = filled().snapshot
    for table, known in FIELDS.items():
        rows = getattr(snapshot, table)
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
            for slug in DOCUMENTS
            for text in texts_of(build(slug, marked(table, field)))
        )
    }

    assert hidden == UNPRINTED | {SHOWN_ONLY_WITHOUT_SHORT_NAME}


def test_a_role_without_a_short_name_is_headed_by_its_long_one():
    roles = demonstration().snapshot.raci_roles
    named = replace(roles[0], abrege="", libelle=MARK)
    edition = with_snapshot(demonstration(), raci_roles=(named, *roles[1:]))

    assert MARK in texts_of(build("raci", edition))


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


@pytest.mark.parametrize("slug", CATALOGUE)
def test_her_opinion_of_people_is_in_no_document(slug):
    silent = tuple(
        replace(acteur, position=None, influence=None, interet=None, attentes="")
        for acteur in demonstration().snapshot.acteurs
    )
    without = build(slug, with_snapshot(demonstration(), acteurs=silent))
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
