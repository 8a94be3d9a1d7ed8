"""What changed between two states, in words, by page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.domain.raci import Sens
from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.comparaison import compare
from cpom_desktop.services.queries.differences import PAGE_OF, Kind
from cpom_desktop.services.snapshot import RECORDS
from tests.outils.fiches import add_fiche


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


@pytest.fixture
def told(workspace):
    """Return a function: run operations, answer page title → its sentences."""

    def tell(*operations):
        before = workspace.snapshot
        for operation in operations:
            workspace.run(operation)
        found = compare(before, workspace.snapshot, workspace.content)
        return {
            plain(page.titre): [plain(each.sentence) for each in page.differences]
            for page in found
        }

    return tell


def test_two_equal_states_have_no_difference(workspace):
    assert compare(workspace.snapshot, workspace.snapshot, workspace.content) == ()


def test_a_changed_field_is_told_with_its_two_values(told, workspace):
    workspace.run(ops.UpdateActeur(id=1, nom="Claire Morel", telephone="01 02 03 04 05"))

    (found,) = told(ops.UpdateActeur(id=1, telephone="01 02 03 04 06"))["Acteurs"]

    assert found.startswith("Claire Morel, téléphone :")
    assert found.index("01 02 03 04 05") < found.index("01 02 03 04 06")


def test_what_is_added_and_removed_is_named_and_counted(workspace):
    before = workspace.snapshot
    workspace.run(ops.AddActeur(famille=Famille.SOCIAL, nom="Ana Diop"))
    workspace.run(ops.AddActeur(famille=Famille.SOCIAL, nom="Bea Roy"))
    workspace.run(ops.UpdateActeur(id=2, nom="Zoé Petit", fonction="Cadre"))
    gone = workspace.snapshot.acteurs_by_id[1].display_name
    workspace.run(ops.DeleteActeurs(ids=[1]))

    acteurs = compare(before, workspace.snapshot, workspace.content)[0]

    assert plain(acteurs.summary) == "Acteurs : 2 ajouts, 1 retrait, 1 modification"
    sentences = [plain(each.sentence) for each in acteurs.differences]
    assert f"Acteur supprimé : {gone}." in sentences
    assert "Acteur ajouté : Ana Diop." in sentences


def test_pages_come_in_their_order(told):
    found = told(
        ops.UpdateTask(id=2, duree_jours=12),
        ops.UpdateActeur(id=1, nom="Ana"),
        ops.UpdateEtablissement(commune="Nantes"),
    )

    assert list(found) == ["Établissement et périmètre", "Acteurs", "Rétroplanning"]


def test_a_lost_row_is_named_as_it_was(told, workspace):
    line, role = workspace.snapshot.raci_activites[0], workspace.snapshot.raci_roles[0]
    cell = {"activite_id": line.id, "role_id": role.id, "sens": [Sens.INFORME]}
    workspace.run(ops.decode_operation(_json(operation="set_raci_cells", cells=[cell])))

    found = told(ops.DeleteRaciActivites(ids=[line.id]))["Matrice RACI"]

    assert len(found) == 1
    assert line.titre in found[0]


def _json(**fields):
    import json

    return json.dumps(fields).encode()


def test_a_fiche_with_all_its_rows_is_told_on_its_page(workspace):
    before = workspace.snapshot
    add_fiche(workspace)

    pages = {p.page: p for p in compare(before, workspace.snapshot, workspace.content)}

    assert {each.kind for each in pages["fiches-action"].differences} == {Kind.AJOUT}
    assert any("FA-01" in each.sentence for each in pages["fiches-action"].differences)


def test_reference_texts_are_told_once(workspace):
    after = replace(workspace.snapshot, packs_integres=())

    (page,) = compare(workspace.snapshot, after, workspace.content)

    assert [each.table for each in page.differences] == ["packs_integres"]
    assert page.page in set(PAGE_OF.values())


def test_undoing_a_change_tells_it_the_other_way_round(workspace):
    before = workspace.snapshot
    workspace.run(ops.AddActeur(famille=Famille.SOCIAL, nom="Ana Diop"))
    after = workspace.snapshot

    there = compare(before, after, workspace.content)[0]
    back = compare(after, before, workspace.content)[0]

    assert [each.kind for each in there.differences] == [Kind.AJOUT]
    assert [each.kind for each in back.differences] == [Kind.RETRAIT]
    assert RECORDS.keys() >= {each.table for each in there.differences}
