"""The document « Comitologie », as text and as a workbook."""

from __future__ import annotations

from dataclasses import replace

from cpom_desktop.domain.instances import Instance
from cpom_desktop.reports.blocks import Heading, KeyValues, Paragraph, Table
from cpom_desktop.reports.catalogue import build
from cpom_desktop.reports.documents.comitologie_tableur import comitologie_sheets
from tests.outils.editions import blocks_of, demonstration, empty, rows_of, with_snapshot


def document(edition=None):
    return build("comitologie", edition or demonstration())


def test_every_instance_has_its_line_and_its_part_the_copil_first():
    names = [instance.nom for instance in demonstration().snapshot.instances]
    first, *_others = blocks_of(document(), Table)
    headings = [block.text for block in blocks_of(document(), Heading) if block.level == 2]

    assert [row[0] for row in rows_of(first)] == names
    assert headings == names
    assert names[0] == "Comité de pilotage"


def test_a_part_tells_the_rules_of_the_instance():
    snapshot = demonstration().snapshot
    copil = replace(snapshot.instances[0], quorum=5, president_id=1, secretaire_id=None)
    edition = with_snapshot(demonstration(), instances=(copil,))
    told = dict(blocks_of(document(edition), KeyValues)[0].rows)

    assert told["Présidence"] == snapshot.acteurs[0].display_name
    assert "Secrétariat" not in told
    assert told["Quorum"] == "5 sur 8 qui votent"
    assert told["Délais"].startswith(
        "convocation 15\u00a0jours avant, dossier 10\u00a0jours avant"
    )


def test_an_empty_delay_says_that_it_is_the_one_of_the_plan():
    snapshot = demonstration().snapshot
    copil = replace(snapshot.instances[0], delai_convocation=None)
    edition = with_snapshot(demonstration(), instances=(copil,))
    told = dict(blocks_of(document(edition), KeyValues)[0].rows)

    assert told["Délais"].startswith("convocation 21\u00a0jours (plan) avant")


def test_members_stand_in_order_with_their_vote():
    table = blocks_of(document(), Table)[1]
    rows = rows_of(table)

    assert len(rows) == 10
    assert rows[0][1] == "Représente l’ARS"
    assert {row[-1] for row in rows} == {"oui", "non"}


def test_what_is_only_said_inside_is_not_printed():
    told = str(document())

    assert "quorum ne peut pas" not in told
    assert "à compléter" not in told


def test_an_instance_without_members_or_rules_is_short():
    edition = with_snapshot(empty(), instances=(Instance(id=1, nom="Comité"),), acteurs=())

    told = [block.text for block in blocks_of(document(edition), Paragraph)]

    assert "Aucun membre n’est encore désigné." in told


def test_without_instances_the_document_says_so():
    edition = with_snapshot(empty(), instances=())
    told = [block.text for block in blocks_of(document(edition), Paragraph)]

    assert told == ["Aucune instance n’est encore décrite."]


def test_the_workbook_has_one_line_an_instance_and_one_a_seat():
    snapshot = demonstration().snapshot
    instances, members, _about = comitologie_sheets(demonstration())

    assert len(instances.rows) == len(snapshot.instances)
    assert len(members.rows) == len(snapshot.instances_membres)
    assert all(len(row) == len(instances.columns) for row in instances.rows)
    assert all(len(row) == len(members.columns) for row in members.rows)
