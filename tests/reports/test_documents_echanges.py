"""The register of the exchanges and the sending slips, read as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cpom_desktop.domain.echanges import Echange, EchangePersonne, Envoi
from cpom_desktop.errors import RapportImpossible
from cpom_desktop.reports.blocks import KeyValues, PageBreak, Signatures, Table
from cpom_desktop.reports.catalogue import CATALOGUE, build, entry_for
from cpom_desktop.reports.documents.context import Edition
from cpom_desktop.reports.documents.registre_echanges import MOST_TEXT
from cpom_desktop.reports.entries import subjects_of
from cpom_desktop.reports.exports import make_file, read_again
from cpom_desktop.reports.pdf import render_pdf
from cpom_desktop.services.documents import DocumentFormat, DocumentOptions, DocumentState
from cpom_desktop.services.queries.documents_echanges import registre_key
from cpom_desktop.services.queries.envois import imprint_words
from cpom_desktop.services.queries.journal import Part
from cpom_desktop.services.snapshot import DossierSnapshot
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import plain

NOW = datetime(2027, 3, 12, 14, 32, tzinfo=UTC)


@pytest.fixture(scope="module")
def tilleuls(tmp_path_factory):
    with opened(copy_demonstration(tmp_path_factory.mktemp("demo"))) as workspace:
        yield Edition(workspace.snapshot, workspace.content, NOW)


def table(edition, slug):
    return next(b for b in build(slug, edition).blocks if isinstance(b, Table))


def rows(edition, slug):
    kept = (row for row in table(edition, slug).rows if row.kind == "body")
    return [[plain(str(cell.content)) for cell in row.cells] for row in kept]


def status(edition, slug):
    entry = entry_for(slug, edition)
    return entry.status(edition.snapshot, edition.content, edition.now.date())


def test_the_register_is_read_from_the_oldest_with_what_kit_asks_for(tilleuls):
    document = build("registre-echanges", tilleuls)
    found = rows(tilleuls, "registre-echanges")

    assert isinstance(document.blocks[0], PageBreak)
    assert document.blocks[0].landscape
    assert document.watermark == "Document interne"
    called = next(row for row in found if "Anne Delmas" in row[2])
    assert called[0].startswith("1er")
    assert called[1:3] == ["Appel\némis", "Dép.\nAnne Delmas"]
    last = found[-1]
    assert last[0] == "12\n9 h 40"
    assert last[3].startswith("Confirme sa présence au COPIL n° 2 du 15 avril. Recevra")
    assert last[5] == "Pour le 31 mars\nEnvoyer le diagnostic"


def test_what_was_sent_is_named_with_its_slip(tilleuls):
    sent = next(r for r in rows(tilleuls, "registre-echanges") if "bordereau n° 3" in r[4])

    assert "Compte rendu du COPIL n° 1, version 2" in sent[4]


def test_a_part_holds_only_its_lines(tilleuls):
    whole = rows(tilleuls, "registre-echanges")
    ars = rows(tilleuls, f"registre-echanges-{registre_key(Part.ARS, 2026)}")
    waiting = rows(tilleuls, "registre-echanges-sans-reponse")

    assert 0 < len(ars) < len(whole)
    assert all("ARS" in row[2] for row in ars)
    assert [row[5].split("\n")[0] for row in waiting] == ["Sans réponse"] * 2
    assert plain(build("registre-echanges-ars-2026", tilleuls).title) == (
        "Registre des échanges, ARS, 2026"
    )
    assert len(rows(tilleuls, "registre-echanges-tous-30j")) < len(whole)


def test_parts_are_offered_whole_by_year_and_recent(tilleuls):
    keys = [s.key for s in subjects_of(CATALOGUE["registre-echanges"], tilleuls)]

    whole = [key for key in keys if key.startswith("tous")]
    assert whole[:3] == ["tous", "tous-2027", "tous-2026"]
    assert whole[-2:] == ["tous-30j", "tous-90j"]
    assert keys[: len(whole)] == whole
    assert "departement-2027" in keys
    assert "sans-reponse" in keys


def test_names_are_those_of_that_day(tilleuls):
    snapshot = tilleuls.snapshot
    gone = tuple(
        replace(a, nom="Quelqu'un d'autre") if a.nom == "Anne Delmas" else a
        for a in snapshot.acteurs
    )
    edition = replace(tilleuls, snapshot=replace(snapshot, acteurs=gone))

    people = [row[2] for row in rows(edition, "registre-echanges")]
    assert people == [row[2] for row in rows(tilleuls, "registre-echanges")]
    assert "Dép.\nAnne Delmas" in people


def test_a_long_text_is_cut_and_nothing_of_opinion_is_printed(tilleuls):
    long = Echange(id=1, jour=date(2027, 3, 1), objet="Bref", texte="mot " * 1000)
    edition = Edition(DossierSnapshot(echanges=(long,)), tilleuls.content, NOW)
    said = rows(edition, "registre-echanges")[0][3]

    assert said.startswith("Bref\nmot")
    assert said.endswith("mot…")
    assert len(said) < MOST_TEXT + 10
    assert render_pdf(build("registre-echanges", edition), now=NOW).pages == 1


def test_an_empty_journal_gives_an_empty_register(tilleuls):
    edition = Edition(DossierSnapshot(), tilleuls.content, NOW)

    assert status(edition, "registre-echanges").state is DocumentState.VIDE
    assert status(edition, "bordereau-envoi").state is DocumentState.VIDE
    assert len(build("registre-echanges", edition).blocks) > 0


def test_the_workbook_holds_every_line_of_the_part(tilleuls):
    options = DocumentOptions(format=DocumentFormat.XLSX)
    edition = replace(tilleuls, options=options)
    made = make_file("registre-echanges-ars", edition)

    counted = read_again(made.data, DocumentFormat.XLSX)
    assert counted["Registre des échanges"] == len(rows(tilleuls, "registre-echanges-ars"))


def test_the_workbook_of_an_empty_journal_has_its_heads_and_no_line(tilleuls):
    options = DocumentOptions(format=DocumentFormat.XLSX)
    made = make_file(
        "registre-echanges", Edition(DossierSnapshot(), tilleuls.content, NOW, options)
    )

    assert read_again(made.data, DocumentFormat.XLSX)["Registre des échanges"] == 0


def test_a_slip_lists_what_was_sent_to_whom_and_where_to_sign(tilleuls):
    blocks = build("bordereau-envoi-1", tilleuls).blocks
    facts = dict(next(b for b in blocks if isinstance(b, KeyValues)).rows)
    people = next(b for b in blocks if isinstance(b, Signatures)).people

    assert [row[1] for row in rows(tilleuls, "bordereau-envoi-1")] == [
        "Compte administratif 2025",
        "Tableau des effectifs",
    ]
    assert facts["Destinataire"].startswith("Anne Delmas, Conseil départemental")
    assert [name for name, _role in people] == ["EHPAD Les Tilleuls", "Anne Delmas"]
    assert status(tilleuls, "bordereau-envoi-1").state is DocumentState.COMPLET


def test_the_last_slip_is_the_usual_one(tilleuls):
    assert build("bordereau-envoi", tilleuls).title == build("bordereau-envoi-3", tilleuls).title
    with pytest.raises(RapportImpossible):
        build("bordereau-envoi-99", tilleuls)


def test_a_slip_tells_the_imprint_of_each_file_and_its_return(tilleuls):
    echange = Echange(
        id=1, jour=date(2027, 3, 1), objet="Envoi", bordereau=7, accuse_le=date(2027, 3, 9)
    )
    snapshot = DossierSnapshot(
        echanges=(echange,),
        echanges_personnes=(EchangePersonne(id=1, echange_id=1, nom="Une Dame"),),
        envois=(
            Envoi(id=1, echange_id=1, titre="Dossier", exemplaires=2, empreinte="3f2a90bc" * 8),
            Envoi(id=2, echange_id=1, titre="Plan"),
        ),
    )
    edition = Edition(snapshot, tilleuls.content, NOW)
    blocks = build("bordereau-envoi-7", edition).blocks
    told = " ".join(plain(b.text) for b in blocks if hasattr(b, "text"))

    assert rows(edition, "bordereau-envoi-7")[0][3:] == ["2", "3f2a 90bc 3f2a 90bc"]
    assert "2 documents, 3 exemplaires" in told
    assert "Reçu en retour le 9 mars 2027" in told
    assert "SHA-256" in told


def test_a_slip_without_document_says_what_it_lacks(tilleuls):
    bare = Echange(id=1, jour=date(2027, 3, 1), objet="Envoi", bordereau=1)
    edition = Edition(DossierSnapshot(echanges=(bare,)), tilleuls.content, NOW)

    found = status(edition, "bordereau-envoi-1")
    assert found.state is DocumentState.INCOMPLET
    assert len(found.reasons) == 2
    assert render_pdf(build("bordereau-envoi-1", edition), now=NOW).pages == 1


def test_no_imprint_reads_as_a_dash():
    assert imprint_words("") == "–"
