"""The fiches actions on paper: a page each, every field, what lacks told, costs to the cent."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from cpom_desktop.domain.fiches_action import StatutFiche
from cpom_desktop.domain.moyens import NatureCout
from cpom_desktop.errors import RapportImpossible
from cpom_desktop.reports.blocks import (
    Fitted,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
)
from cpom_desktop.reports.catalogue import build, entry_of, fiche_infos, file_name
from cpom_desktop.services.documents import DocumentState
from tests.outils.editions import (
    blocks_of,
    empty,
    filled,
    flat,
    hostile,
    partial,
    rendered,
    rows_of,
    texts_of,
    with_snapshot,
)
from tests.outils.pages import opened, pages_of, words_of

RECUEIL = "fiches-action"


def plain(text):
    return text.replace("\xa0", " ").replace("\u202f", " ").replace("’", "'")


def number_of_first():
    """Return the number of the first fiche of the helper, whatever the demonstration holds."""
    return filled().snapshot.fiches_action[-3].numero


@cache
def fiche():
    return build(f"fiche-action-{number_of_first()}", filled())


def tables(document):
    return {table.columns[0].header: table for table in blocks_of(document, Table)}


def paragraphs(document):
    return [plain(block.text) for block in blocks_of(document, Paragraph)]


def rows(name, document=None):
    return [tuple(map(plain, row)) for row in rows_of(tables(document or fiche())[name])]


def headers(name):
    return tuple(plain(column.header) for column in tables(fiche())[name].columns)


def totals(name):
    return [tuple(map(plain, row)) for row in rows_of(tables(fiche())[name], "total")]


def changed(**values):
    """Return the filled dossier with other values in the first fiche of the helper."""
    found = tuple(
        replace(f, **values) if f.numero == number_of_first() else f
        for f in filled().snapshot.fiches_action
    )
    return with_snapshot(filled(), fiches_action=found)


def test_the_collection_lists_the_fiches_then_gives_a_page_to_each():
    document = build(RECUEIL, filled())
    count = len(filled().snapshot.fiches_action)
    listed = rows_of(blocks_of(document, Table)[0])

    assert [row[0] for row in listed] == [f.repere for f in filled().snapshot.fiches_action]
    assert rendered(filled(), RECUEIL).pages == 1 + count
    assert [b.form for b in blocks_of(document, PageBreak)] == [
        f"Fiche action {f.repere} – {f.titre}" for f in filled().snapshot.fiches_action
    ]


def test_a_collection_of_nothing_says_what_it_waits_for():
    document = build(RECUEIL, empty())

    assert paragraphs(document) == ["À compléter : aucune fiche action n'est encore écrite."]
    assert rendered(empty(), RECUEIL).pages == 1


def test_a_usual_fiche_holds_on_one_page_however_it_is_asked_for():
    (page,) = pages_of(rendered(filled(), f"fiche-action-{number_of_first()}"))

    assert "Gestionnaire" in page
    assert "Origines et" in page


def test_what_takes_its_place_where_room_lacks_tells_as_much_but_the_definition():
    (attached, summary, money, indicators) = (
        block for block in fiche().blocks if isinstance(block, Fitted)
    )
    paid = [row[0] for row in rows("Financeur")]
    ((years, by_year), (whole, payers)) = money.tight[-1].rows

    assert plain(attached.tight[0].text).count(" · ") == 1
    assert plain(rows_of(summary.tight[0])[0][2]) == "janv. 2028 – déc. 2032"
    assert (years, plain(whole)) == ("Coût par année", "Financement\nTotal : 67 340,50 €")
    assert "16 500 € en 2028" in plain(by_year)
    assert [line.split(", ")[0] for line in plain(payers).split("\n")[:-1]] == paid
    assert plain(payers).endswith("Reste à financer : 2 200 €")
    assert plain(rows_of(indicators.tight[0])[0][1]) == (
        "Chutes de l'année × 1 000 / journées réalisées ; Registre des chutes, chaque trimestre"
    )


def test_the_same_means_paid_several_times_make_one_line():
    snapshot = filled().snapshot
    model = replace(snapshot.moyens[-1], libelle="Baromètre", montant_centimes=120_000)
    once = replace(model, nature=NatureCout.EXPLOITATION_PONCTUELLE, derniere_annee=None)
    years = (2028, 2030, 2032)
    paid = tuple(replace(once, id=9000 + year, premiere_annee=year) for year in years)
    edition = with_snapshot(filled(), moyens=(*snapshot.moyens, *paid))
    found = [
        tuple(map(plain, row))
        for table in blocks_of(build(RECUEIL, edition), Table)
        for row in rows_of(table)
        if row[0] == "Baromètre"
    ]

    assert [row[2:] for row in found] == [("2028, 2030, 2032", "3 600 €", "–", "3 600 €")]


def test_the_head_tells_what_the_fiche_hangs_from():
    told = paragraphs(fiche())[0]

    assert "– Soins, prévention et sécurité · Objectif " in told
    assert told.endswith("– Réduire les chutes d'un cinquième")


def test_the_summary_tells_who_when_and_how_much():
    (row,) = rows("Responsable")

    assert row[0].startswith("Claire Morel, ")
    assert row[1:4] == ("Haute", "janvier 2028 – décembre 2032", "69 540,50 €")
    assert row[4] == "Proposée, version 0.1, du 12 mars 2027"


def test_steps_have_their_number_their_dates_and_what_they_leave():
    found = rows("N°")

    assert [row[0] for row in found] == ["1", "2", "3", "4"]
    assert found[2][1:] == (
        "Équiper 66 chambres d'un éclairage à détecteur",
        "Claire Morel",
        "sept. 2028",
        "déc. 2029",
        "Réception",
    )


def test_costs_are_totalled_to_the_cent_once_and_by_year():
    assert rows("Moyen")[0] == (
        "Ergothérapeute, 0,2 ETP",
        "Humain, exploitation",
        "2028–2032",
        "–",
        "9 300 €",
        "46 500 €",
    )
    assert totals("Moyen") == [("Total", "", "", "23 040,50 €", "9 300 €", "69 540,50 €")]
    assert (
        "Coût par année : 16 500 € en 2028 ; 25 140,50 € en 2029 ; 9 300 € en 2030 ; "
        "9 300 € en 2031 ; 9 300 € en 2032." in paragraphs(fiche())
    )


def test_fundings_say_what_is_still_to_be_found():
    assert rows("Financeur")[2] == ("OPCO", "Plan de formation 2028", "Acquis", "5 000 €")
    assert totals("Financeur") == [
        ("Total financé", "Reste à financer : 2 200 €", "", "67 340,50 €")
    ]


def test_indicators_have_a_calculation_a_start_and_a_final_target():
    first, second, _third = rows("Indicateur")

    assert headers("Indicateur")[2:] == (
        "Valeur\ninitiale",
        "Cible\n2028",
        "Cible\n2029",
        "Cible\n2030",
        "Cible\n2032",
    )
    assert first == (
        "Chutes pour 1 000 journées (résultat)",
        "Chutes de l'année × 1 000 / journées réalisées\nRegistre des chutes, chaque trimestre",
        "6,49 (2025)",
        "6,2",
        "–",
        "5,7",
        "5,2",
    )
    assert second[0].endswith(", %)")
    assert (second[2], second[-1]) == ("35 (2025)", "90")


def test_the_last_target_is_the_one_stressed():
    first = tables(fiche())["Indicateur"].rows[0]

    assert [cell.bold for cell in first.cells[3:]] == [False, False, False, True]


def test_targets_of_many_years_stand_in_one_column():
    snapshot = filled().snapshot
    model = snapshot.cibles_indicateurs[-1]
    many = tuple(replace(model, id=9000 + n, annee=2028 + n) for n in range(8))
    edition = with_snapshot(filled(), cibles_indicateurs=(*snapshot.cibles_indicateurs, *many))
    found = [
        row[-1]
        for table in blocks_of(build(RECUEIL, edition), Table)
        if table.columns[-1].header == "Cibles"
        for row in rows_of(table)
    ]

    assert any("en 2028" in text and "en 2035" in text for text in found)


def test_what_surrounds_the_action_is_told():
    (values,) = blocks_of(fiche(), KeyValues)
    told = {plain(name): plain(value) for name, value in values.rows}

    assert told["Constats concernés"].startswith("DG-E08 Prévention des chutes ; DG-H02 ")
    assert told["Risques et parades"].startswith("Recrutement difficile")
    assert len(told) == 6


def test_the_three_parties_have_their_box_to_sign():
    (boxes,) = blocks_of(fiche(), Signatures)

    assert [name for name, _who in boxes.people] == [
        "Gestionnaire",
        "ARS",
        "Conseil départemental",
    ]


def test_a_department_that_does_not_sign_has_no_box():
    e = replace(filled().snapshot.etablissement, collectivite_signataire=False)
    document = build(f"fiche-action-{number_of_first()}", with_snapshot(filled(), etablissement=e))

    assert len(blocks_of(document, Signatures)[0].people) == 2


def test_who_agreed_is_told_once_known():
    edition = changed(
        statut=StatutFiche.VALIDEE_COPIL,
        validee_par="le COPIL",
        validee_le=filled().now.date(),
    )

    told = paragraphs(build(f"fiche-action-{number_of_first()}", edition))
    assert "Fiche validée par le COPIL le 12 mars 2027." in told


def test_an_empty_fiche_says_what_is_expected_and_leaves_no_section_blank():
    document = build("fiche-action-1", partial())
    blocks = document.blocks
    after = [blocks[rank + 1] for rank, block in enumerate(blocks) if isinstance(block, Heading)]

    assert not any(isinstance(block, Heading) for block in after)
    assert paragraphs(document)[0] == "Axe et objectif : à compléter"
    assert paragraphs(document).count("À compléter.") == 5
    assert rows("Responsable", document)[0][:4] == ("à compléter",) * 4
    assert words_of(rendered(partial(), "fiche-action-1")).count("à compléter") >= 7


def test_a_fiche_that_overflows_goes_on_under_its_name():
    text = "Une phrase de l'état des lieux. " * 300
    edition = changed(etat_des_lieux=text)
    first, *others = pages_of(rendered(edition, f"fiche-action-{number_of_first()}"))

    assert len(others) >= 1
    assert "suite" not in first
    assert all("Fiche action FA-" in page and ", suite" in page for page in others)
    assert sum(page.count("état des lieux.") for page in (first, *others)) == 300


def test_a_fiche_is_a_bookmark_with_its_title():
    with opened(rendered(filled(), RECUEIL)) as pdf, pdf.open_outline() as outline:
        (root,) = outline.root
        names = [item.title for item in root.children]

    assert names == [
        f"Fiche action {f.repere} – {f.titre}" for f in filled().snapshot.fiches_action
    ]


def test_a_fiche_alone_has_a_name_of_its_own():
    assert fiche().title == f"Fiche action FA-{number_of_first():02}"
    assert f"FA-{number_of_first():02}" in file_name(f"fiche-action-{number_of_first()}", filled())


@pytest.mark.parametrize("slug", ["fiche-action-99", "fiche-action-", "fiche-action-x"])
def test_a_fiche_that_does_not_exist_is_refused(slug):
    with pytest.raises(RapportImpossible):
        build(slug, filled())


def test_texts_of_ten_thousand_letters_are_whole():
    numero = hostile().snapshot.fiches_action[0].numero
    told = texts_of(flat(build(f"fiche-action-{numero}", hostile()).blocks))
    text = words_of(rendered(hostile(), f"fiche-action-{numero}"))

    assert sum("Phrase assez longue" in one for one in told) >= 3
    assert text.count("assez") == sum(one.count("assez") for one in told)


# how ready they are


def status_of(slug, edition):
    return entry_of(slug).status(edition.snapshot, edition.content, edition.now.date())


def test_fiches_that_lack_something_are_counted():
    assert status_of(RECUEIL, empty()).state is DocumentState.VIDE
    assert status_of(RECUEIL, partial()).reasons == ("1 fiche à compléter",)
    assert status_of("fiche-action-1", partial()).state is DocumentState.INCOMPLET
    assert "points à compléter" in status_of("fiche-action-1", partial()).reasons[0]


def test_a_diagnosis_begun_counts_what_is_left():
    assert status_of("diagnostic", empty()).state is DocumentState.VIDE
    assert status_of("diagnostic", partial()).reasons == ("112 critères à coter",)
    assert status_of("diagnostic", filled()).reasons == ("7 constats à vérifier",)


def test_each_fiche_is_a_document_of_its_own_after_their_collection():
    infos = fiche_infos(filled().snapshot)

    assert [info.title for info in infos] == [
        f"Fiche action {f.repere}" for f in filled().snapshot.fiches_action
    ]
    assert all(entry_of(info.slug).info == info for info in infos)
