"""The handover: its first page, what follows, and what it never tells."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from cpom_desktop.reports.blocks import BulletList, Callout, Heading, Pages, Paragraph, Table
from cpom_desktop.reports.catalogue import build
from cpom_desktop.reports.maker import Documents
from cpom_desktop.reports.pdf import render_pdf
from cpom_desktop.services.ports import VersionInfo
from tests.outils.dossiers import copy_demonstration, frozen_clock, opened
from tests.outils.editions import blocks_of, empty, hostile, rows_of, texts_of, with_snapshot
from tests.outils.pages import pages_of


@cache
def edition():
    """Return the edition of the whole demonstration, on its own day."""
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(copy_demonstration(Path(folder))) as workspace,
    ):
        return Documents().prepare(workspace, "passation").edition


def document(of=None):
    return build("passation", of or edition())


@cache
def printed():
    return render_pdf(document(), now=frozen_clock())


def first_page():
    return " ".join(pages_of(printed())[0].split())


def table(number):
    return rows_of(blocks_of(document(), Table)[number])


def test_the_first_page_alone_says_where_it_stands():
    (callout,) = blocks_of(document(), Callout)
    told = callout.text.replace("\u00a0", " ").replace("\u202f", " ")

    assert "prolongé par avenant jusqu’au 31 décembre 2027" in told
    assert "coté à 91 % (106 critères sur 116)" in told
    assert "La date visée est le 15 décembre 2027" in told
    assert told.count(". ") == 2


def test_the_whole_of_it_stands_on_one_page():
    page = first_page()

    for heading in ("Les trente prochains jours", "À qui parler", "Ce qui a été promis",
                    "Points de vigilance", "Suite du dossier"):  # fmt: skip
        assert heading in page
    assert "Document interne" in page


def test_each_part_that_follows_is_on_the_page_told():
    (pages,) = blocks_of(document(), Pages)
    told, found = first_page(), pages_of(printed())

    for words, heading in pages.parts:
        number = int(told.split(f"{words} (p. ")[-1].split(")")[0])
        assert heading in found[number - 1]


def test_what_is_late_comes_first_then_thirty_days():
    rows = table(0)

    assert rows[0][3].startswith("En retard")
    assert [row[3] for row in rows].count("À faire") >= 2
    assert rows[0][0] == "8 mars"


def test_authorities_come_first_among_the_people_with_their_exchanges():
    people = table(1)

    assert people[0][0] == "Philippe Caron"
    assert "Depuis février 2026." in people[0][2]
    assert "échanges, le dernier le" in people[0][2].replace("\u00a0", " ")


def test_what_was_promised_says_to_whom():
    assert any("synthèse du diagnostic" in row[1] and row[2] for row in table(2))


def test_points_to_beware_of_are_computed():
    (points,) = blocks_of(document(), BulletList)
    told = " ".join(points.items)

    assert "tâches sont en retard" in told
    assert "Demande sans réponse depuis" in told
    assert "signataires n’ont pas encore de nom" in told
    assert ".." not in told


def test_the_suite_has_the_people_before_the_decisions_the_journal_and_the_places():
    headings = [b.text for b in blocks_of(document(), Heading) if b.level == 1]

    assert headings == [
        "Dossier de passation",
        "Rétroplanning",
        "Cartographie des acteurs",
        "Interlocuteurs successifs",
        "Suivi des décisions",
        "Journal des échanges",
        "Pièces à réunir",
        "Envois, versions et fichiers",
    ]
    told = " ".join(texts_of(document()))
    assert "Isabelle Roux" in told
    assert "Les Tilleuls.cpom" in told


def test_the_versions_that_she_named_are_told():
    named = VersionInfo(1, "Envoyée à l’ARS", frozen_clock())

    told = texts_of(document(replace(edition(), versions=(named,))))

    assert "Envoyée à l’ARS" in told


def test_it_says_on_every_page_that_it_stays_in_the_house():
    assert document().watermark == "Document interne"
    assert document().edition.endswith("document interne")


def test_a_long_journal_is_cut_and_says_where_the_rest_is():
    (line,) = edition().snapshot.echanges[:1]
    many = tuple(replace(line, id=n) for n in range(1, 301))
    bare = with_snapshot(edition(), echanges=many, reunions=(), decisions=(), envois=())

    told = [block.text.replace("\u00a0", " ") for block in blocks_of(document(bare), Paragraph)]

    assert "100 échanges plus anciens sont au registre des échanges." in told


def test_an_empty_dossier_gives_a_short_honest_page():
    told = [block.text for block in blocks_of(document(empty()), Paragraph)]

    assert "Aucun engagement n’attend d’être tenu." in told
    assert "Aucun échange n’est encore noté." in told
    made = render_pdf(document(empty()), now=frozen_clock())
    assert "Points de vigilance" in pages_of(made)[0]


def test_a_dossier_without_anybody_says_so():
    alone = with_snapshot(empty(), acteurs=(), instances=(), instances_membres=())

    assert "Aucune personne n’est encore nommée." in texts_of(document(alone))


def test_hostile_texts_are_printed_and_nothing_breaks():
    made = render_pdf(document(hostile()), now=frozen_clock())

    assert made.pages >= 5
