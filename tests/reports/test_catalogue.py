"""The catalogue: what each document is made of, its cover, its heads, its file name."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.errors import RapportImpossible
from cpom_desktop.reports.blocks import Contents, Cover, Heading, PageBreak, Party
from cpom_desktop.reports.catalogue import (
    CATALOGUE,
    NAME_BYTES,
    WHOLE,
    build,
    file_name,
    safe_name,
)
from cpom_desktop.services.documents import EVERY_STAGE, MEETINGS_STAGE, DocumentOptions
from cpom_desktop.services.parcours import PAGES
from tests.outils.editions import (
    blocks_of,
    demonstration,
    empty,
    hostile,
    rendered,
    undated,
    with_snapshot,
)
from tests.outils.pages import opened, pages_of

CHAPTERS = {
    "etablissement": "Établissement et périmètre",
    "acteurs": "Cartographie des acteurs",
    "comitologie": "Comitologie",
    "retroplanning": "Rétroplanning",
    "retroplanning-detaille": "Rétroplanning détaillé",
    "raci": "Matrice des responsabilités (RACI)",
}
RESERVED = '<>:"/\\|?*'


def etablissement(edition, **values):
    return with_snapshot(edition, etablissement=replace(edition.snapshot.etablissement, **values))


def dossier(edition, **values):
    return with_snapshot(edition, dossier=replace(edition.snapshot.dossier, **values))


def final(**options):
    return with_options(mention=Mention.AUCUNE, **options)


def with_options(**options):
    return replace(demonstration(), options=DocumentOptions(**options))


def cover_of(edition):
    return build(WHOLE, edition).blocks[0]


def test_the_whole_is_the_cover_the_contents_and_each_other_document():
    blocks = build(WHOLE, demonstration()).blocks
    chapters = [b.text for b in blocks if isinstance(b, Heading) and b.level == 1]

    assert [type(block) for block in blocks[:4]] == [Cover, PageBreak, Contents, PageBreak]
    assert chapters == list(CHAPTERS.values())
    for slug in CHAPTERS:
        assert all(block in blocks for block in build(slug, demonstration()).blocks)


@pytest.mark.parametrize(("slug", "title"), CHAPTERS.items())
@pytest.mark.parametrize("edition", [demonstration, empty, undated])
def test_a_document_alone_opens_with_its_own_title(slug, title, edition):
    blocks = build(slug, edition()).blocks

    assert next(b.text for b in blocks if isinstance(b, Heading)) == title
    assert blocks_of(build(slug, edition()), Cover) == []


@pytest.mark.parametrize("edition", [demonstration, empty, undated, hostile])
def test_every_chapter_opens_a_page(edition):
    blocks = build(WHOLE, edition()).blocks

    for before, block in pairwise(blocks):
        if isinstance(block, Heading) and block.level == 1:
            assert isinstance(before, PageBreak)


@pytest.mark.parametrize("slug", CATALOGUE)
@pytest.mark.parametrize("edition", [demonstration, empty, undated, hostile])
def test_no_page_break_follows_another(slug, edition):
    blocks = build(slug, edition()).blocks

    assert not any(
        isinstance(a, PageBreak) and isinstance(b, PageBreak) for a, b in pairwise(blocks)
    )


def test_heads_tell_the_dossier_the_document_and_the_moment():
    document = build("raci", demonstration())

    assert document.running_head == "EHPAD Les Tilleuls – CPOM 2028–2032"
    assert document.title == "Matrice RACI"
    assert document.edition.replace("\xa0", " ") == (
        "Établissement fictif – Édité le 12 mars 2027 à 14 h 32 – version de travail"
    )
    assert document.author == "Association Les Tilleuls"
    assert (document.watermark, document.grey) == ("PROJET", False)


def test_a_final_edition_has_no_watermark_and_may_be_grey():
    document = build("raci", final(grey=True))

    assert (document.watermark, document.grey) == ("", True)


def test_a_dossier_just_begun_is_headed_by_its_name_alone():
    document = build("acteurs", empty())

    assert document.running_head == "EHPAD Vide – CPOM"
    assert document.author == "EHPAD Vide"


def test_an_unknown_document_is_refused_with_those_that_exist():
    with pytest.raises(RapportImpossible) as refused:
        build("bilan", demonstration())

    assert refused.value.code == "document-inconnu"
    assert "bilan" in refused.value.sentence
    assert all(slug in refused.value.remedy for slug in CATALOGUE)


def test_every_document_is_described():
    for slug, entry in CATALOGUE.items():
        assert entry.info.slug == slug
        assert entry.info.title
        assert entry.info.description.endswith(".")


def test_a_version_shown_to_the_copil_says_so_across_the_pages_below_and_in_its_name():
    edition = with_options(mention=Mention.COPIL)
    document = build("raci", edition)

    assert document.watermark == "Version présentée au COPIL"
    assert document.edition.endswith("– version présentée au COPIL")
    assert file_name("raci", edition).endswith("– Matrice RACI – présentée au COPIL.pdf")
    assert "Version présentée au COPIL" in pages_of(rendered(edition, "raci"))[0]


@pytest.mark.parametrize(
    ("options", "first"),
    [
        ({"cover": False}, [PageBreak, Contents]),
        ({"contents": False}, [Cover, PageBreak]),
        ({"cover": False, "contents": False}, [Heading]),
    ],
)
def test_the_cover_and_the_contents_are_left_out_if_she_wants(options, first):
    edition = with_options(**options)

    assert [type(block) for block in build(WHOLE, edition).blocks[: len(first)]] == first
    assert pages_of(rendered(edition, WHOLE))


def test_a_final_cover_no_longer_calls_itself_a_draft():
    real = etablissement(final(), departement="69")

    assert cover_of(real).footer == "Contact\xa0: Claire Morel, directrice."
    assert "version définitive" in build(WHOLE, real).edition


def test_every_document_belongs_to_a_stage_and_to_a_page():
    for entry in CATALOGUE.values():
        assert entry.info.stage in {*range(1, 7), MEETINGS_STAGE, EVERY_STAGE}
        assert entry.info.page in PAGES


# cover


def test_the_cover_names_the_contract_the_target_and_the_parties():
    cover = cover_of(demonstration())

    assert cover.sender == (
        "Association Les Tilleuls",
        "EHPAD Les Tilleuls, 92\xa0places",
        "12, allée des Tilleuls, 99120 Villeneuve-des-Prés",
    )
    assert cover.title == "CPOM 2028–2032"
    assert cover.subtitles == (
        "Dossier de lancement",
        "Date de signature visée\xa0: mercredi 15 décembre 2027",
    )
    assert [party.heading for party in cover.parties] == [
        "Organisme gestionnaire",
        "Agence régionale de santé",
        "Département",
    ]
    assert cover.parties[0].lines == (
        "Association Les Tilleuls",
        "Henri Vasseur",
        "FINESS EJ 99\xa0000\xa0001\xa00",
    )
    assert cover.footer == "Établissement fictif\xa0: toutes les données sont inventées."


def test_the_cover_of_a_real_establishment_names_whom_to_call():
    edition = demonstration()
    elsewhere = replace(edition.snapshot.etablissement, departement="62")
    real = with_snapshot(edition, etablissement=elsewhere)

    assert cover_of(real).footer == (
        "Document de travail, non opposable. Contact\xa0: Claire Morel, directrice."
    )
    assert "fictif" not in build("raci", real).edition


def test_the_cover_of_a_dossier_just_begun_has_no_hole():
    assert cover_of(empty()) == Cover(
        sender=("EHPAD Vide",),
        surtitle="Contrat pluriannuel d’objectifs et de moyens",
        title="CPOM",
        subtitles=("Dossier de lancement",),
        parties=(
            Party("Organisme gestionnaire", ("EHPAD Vide",)),
            Party("Agence régionale de santé", ("–",)),
            Party("Département", ("–",)),
        ),
        footer="Document de travail, non opposable.",
    )


def test_a_target_without_a_track_is_named_on_the_cover_too():
    aimed = dossier(empty(), date_signature=date(2027, 12, 15))

    assert cover_of(aimed).subtitles[1] == "Date de signature visée\xa0: mercredi 15 décembre 2027"


def test_a_department_that_does_not_sign_is_not_a_party():
    alone = etablissement(demonstration(), collectivite_signataire=False)

    assert [party.heading for party in cover_of(alone).parties] == [
        "Organisme gestionnaire",
        "Agence régionale de santé",
    ]


# printed


def test_the_contents_give_the_page_of_each_chapter():
    pages = pages_of(rendered(demonstration(), WHOLE))

    for title in CHAPTERS.values():
        number = int(re.search(rf"{re.escape(title)}\s+(\d+)", pages[1])[1])
        assert title in pages[number - 1]
        assert f"Page {number} sur" in pages[number - 1]


@pytest.mark.parametrize("edition", [demonstration, empty])
def test_bookmarks_follow_the_chapters(edition):
    with opened(rendered(edition(), WHOLE)) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]

    assert titles == ["Sommaire", *CHAPTERS.values()]


def test_each_page_of_a_document_carries_its_heads_and_its_number():
    pages = pages_of(rendered(demonstration(), "retroplanning"))

    for number, page in enumerate(pages, start=1):
        assert "EHPAD Les Tilleuls – CPOM 2028–2032" in page
        assert f"Page {number} sur {len(pages)}" in page
        assert "version de travail" in page


# file name


def test_the_file_name_tells_the_day_the_establishment_and_the_document():
    assert file_name("retroplanning", demonstration()) == (
        "2027-03-12 EHPAD Les Tilleuls – Rétroplanning – PROJET.pdf"
    )
    assert file_name("raci", final()) == ("2027-03-12 EHPAD Les Tilleuls – Matrice RACI.pdf")


@pytest.mark.parametrize("letter", ["n", "é", "\U0001f600", ". ", "<"])
def test_a_name_of_three_hundred_letters_keeps_documents_apart(letter):
    edition = etablissement(demonstration(), nom=(letter * 300)[:300])
    names = {file_name(slug, edition) for slug in CATALOGUE}

    assert len(names) == len(CATALOGUE)
    for name in names:
        assert len(name.encode()) <= NAME_BYTES + 5
        assert name.startswith("2027-03-12")
    assert all(
        file_name(slug, edition).endswith(" – PROJET.pdf")
        for slug, entry in CATALOGUE.items()
        if entry.info.mention is None
    )


@pytest.mark.parametrize("sign", [*RESERVED, "\x00", "\x1f", "\n"])
def test_a_reserved_sign_becomes_a_dash(sign):
    assert safe_name(f"a{sign}b") == "a-b"
    assert sign not in file_name("raci", etablissement(demonstration(), nom=f"a{sign}b"))


@pytest.mark.parametrize("text", ["nom.", "nom. . ", "  nom ", "nom "])
def test_a_file_name_ends_with_no_dot_and_no_space(text):
    assert safe_name(text) == "nom"


@pytest.mark.parametrize("text", ["", "...", "   "])
def test_a_name_made_of_nothing_becomes_one(text):
    assert safe_name(text) == "CPOM"


def test_a_cut_never_leaves_half_a_letter():
    assert safe_name("aé" * 10, limit=5) == "aéa"
    assert safe_name("ab. cd", limit=4) == "ab"
