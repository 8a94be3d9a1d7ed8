"""The directory: pages, workbook, text and cards; read back by an import without loss."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from cpom_desktop.domain.acteurs import Acteur, Civilite, Famille
from cpom_desktop.imports.contacts import read_contacts
from cpom_desktop.imports.vcard import read_cards
from cpom_desktop.reports.blocks import Table
from cpom_desktop.reports.catalogue import build
from cpom_desktop.reports.contacts import contacts_vcf, count_cards
from cpom_desktop.reports.csv_text import count_lines, sheet_csv
from cpom_desktop.reports.documents.annuaire import annuaire_sheet
from cpom_desktop.services.operations import DeleteActeurs
from cpom_desktop.services.queries.contacts_colonnes import guess_columns
from cpom_desktop.services.queries.contacts_importes import Sort, read_contacts_table
from cpom_desktop.services.snapshot import DossierSnapshot
from tests.outils.editions import (
    blocks_of,
    demonstration,
    edition_of,
    rows_of,
    texts_of,
    with_snapshot,
)


def with_acteur(**values):
    acteur = Acteur(id=1, famille=Famille.SANITAIRE, **values)
    return with_snapshot(demonstration(), acteurs=(acteur,))


def test_a_line_tells_who_where_and_how_to_reach_them():
    edition = with_acteur(
        nom="Ana Lima", fonction="Cadre", structure="CH de Lens", service="Urgences",
        telephone="01 02 03 04 05", courriel="ana@ch.example",
    )  # fmt: skip
    (table,) = blocks_of(build("annuaire", edition), Table)
    assert rows_of(table) == [
        ("Ana Lima", "Cadre", "CH de Lens, Urgences", "01 02 03 04 05", "ana@ch.example")
    ]


def test_everybody_is_in_the_directory_and_nobody_says_so():
    (table,) = blocks_of(build("annuaire", demonstration()), Table)
    people = demonstration().snapshot.acteurs
    assert {row[0] for row in rows_of(table)} == {a.nom or a.display_name for a in people}
    assert len(rows_of(table)) == len(set(rows_of(table)))
    empty = build("annuaire", with_snapshot(demonstration(), acteurs=()))
    assert "Aucun acteur" in " ".join(texts_of(empty))


def test_the_text_is_that_of_a_french_spreadsheet_and_holds_no_formula():
    edition = with_acteur(nom="=HYPERLINK(1)", structure='A;"B"', telephone="+33 1 02 03 04 05")
    data = sheet_csv(annuaire_sheet(edition))
    assert data.startswith(b"\xef\xbb\xbfFamille;Civilit")
    (titles, line) = csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")
    found = dict(zip(titles, line, strict=True))
    assert found["Nom"] == "'=HYPERLINK(1)"
    assert found["Structure"] == 'A;"B"'
    assert found["Téléphone"] == "'+33 1 02 03 04 05"
    assert count_lines(data) == 1


@given(
    nom=st.text("Éàœ;,\\: abc", max_size=80).map(str.strip),
    structure=st.text("Éàœ;,\\:\" abc", min_size=1, max_size=120).filter(str.strip),
)  # fmt: skip
@settings(deadline=None)
def test_another_program_reads_the_cards(nom, structure):
    acteur = Acteur(id=1, famille=Famille.SOCIAL, nom=nom, structure=structure.strip())
    data = contacts_vcf(DossierSnapshot(acteurs=(acteur,)))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    (card,) = vobject.readComponents(data.decode())
    assert card.org.value == [acteur.structure]
    assert card.fn.value.split() == (nom or acteur.structure).split()
    ((*_cells,),) = read_cards(data.decode())


def known(workspace):
    keep = ("nom", "structure", "service", "fonction", "telephone", "courriel", "civilite")
    return {
        tuple(str(getattr(a, name) or "") for name in keep) for a in workspace.snapshot.acteurs
    }


def test_what_is_taken_elsewhere_comes_back_whole(tmp_path):
    from cpom_desktop.services.operations import AddActeurs
    from tests.outils.dossiers import copy_demonstration, opened

    with opened(copy_demonstration(tmp_path)) as workspace:
        edition = edition_of(workspace)
        before = {who for who in known(workspace) if who[0] or who[1]}
        workspace.run(DeleteActeurs(ids=[a.id for a in workspace.snapshot.acteurs]))
        path = tmp_path / "a.csv"
        path.write_bytes(sheet_csv(annuaire_sheet(edition)))
        table = read_contacts(path)
        columns = guess_columns(table, {})
        assert None not in columns[:9]
        lines = read_contacts_table(table, columns, workspace.snapshot, workspace.content)
        kept = [li.ligne for li in lines if li.sort in {Sort.NOUVEAU, Sort.REPETE}]
        workspace.run(AddActeurs(lignes=kept))
        assert before <= known(workspace)


def test_everyone_who_has_a_name_has_a_card():
    named = [a for a in demonstration().snapshot.acteurs if a.nom or a.structure]
    data = contacts_vcf(demonstration().snapshot)
    assert count_cards(data) == len(named)
    sophie = replace(named[0], nom="Ana Lima", civilite=Civilite.MADAME)
    card = vobject.readOne(contacts_vcf(DossierSnapshot(acteurs=(sophie,))).decode())
    assert (card.n.value.family, card.n.value.given, card.n.value.prefix) == ("Lima", "Ana", "Mme")
