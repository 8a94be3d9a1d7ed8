"""Taking the grid of a region, what becomes of the answers, and going back to the kit's."""

from __future__ import annotations

import pytest

from cpom_desktop.content.regional import read_regional
from cpom_desktop.domain.diagnostic import Cotation
from cpom_desktop.errors import PackInvalide, RegleInvalide
from cpom_desktop.i18n import NBSP
from cpom_desktop.services.completion import completion
from cpom_desktop.services.operations import AddCritere, DropPack, TakePack, UpdateConstat
from cpom_desktop.services.queries.diagnostic import themes
from cpom_desktop.services.queries.packs import changement, grille_lue
from tests.outils.pack_regional import GRILLE, INFO, files


def plain(text):
    return text.replace(NBSP, " ").replace("\N{NARROW NO-BREAK SPACE}", " ").replace("’", "'")


def rate(ws, **given):
    for slug, cotation in given.items():
        ws.run(UpdateConstat(critere=slug.replace("_", "-"), cotation=cotation))


def test_the_grid_is_replaced_and_comes_back_by_undo(workspace):
    outcome = workspace.run(TakePack(textes=files()))

    assert outcome.result == "ars-exemple"
    assert len(workspace.content.grille.criteres) == 2
    workspace.undo()
    assert len(workspace.content.grille.criteres) == 115
    workspace.redo()
    assert len(workspace.content.grille.criteres) == 2


def test_a_pack_with_faults_is_refused_and_the_old_one_kept(workspace):
    workspace.run(TakePack(textes=files()))
    before = workspace.snapshot.packs_integres
    wrong = files(grille=GRILLE.replace('theme = "a"', 'theme = "zzz"'))

    with pytest.raises(PackInvalide, match="zzz"):
        workspace.run(TakePack(textes=wrong))

    assert workspace.snapshot.packs_integres == before
    assert len(workspace.content.grille.criteres) == 2


def test_another_version_or_another_region_takes_its_place(workspace):
    workspace.run(TakePack(textes=files()))
    workspace.run(TakePack(textes=files(pack=INFO.replace('"2"', '"3"'))))
    assert workspace.content.origin("grille").version == "3"

    workspace.run(TakePack(textes=files(pack=INFO.replace("ars-exemple", "ars-autre"))))
    assert workspace.content.regions == ("ars-autre",)


def test_going_back_to_the_kit_finds_every_answer_again(workspace):
    rate(workspace, dg_a01=Cotation.PARTIEL, dg_a02=Cotation.ABSENT)
    before = themes(workspace.snapshot, workspace.content)
    workspace.run(TakePack(textes=files()))
    score = themes(workspace.snapshot, workspace.content)[0].score
    assert (score.criteres, str(score.moyenne)) == (1, "2.0")

    workspace.run(DropPack(pack="ars-exemple"))

    assert themes(workspace.snapshot, workspace.content) == before


@pytest.mark.parametrize("pack", ["kit_anap", "territoires", "ars-exemple"])
def test_only_the_pack_of_a_region_is_dropped(workspace, pack):
    with pytest.raises(RegleInvalide):
        workspace.run(DropPack(pack=pack))
    assert len(workspace.content.grille.criteres) == 115


def test_before_taking_she_reads_what_becomes_of_her_answers(workspace):
    rate(workspace, dg_a01=Cotation.PARTIEL, dg_a02=Cotation.ABSENT, dg_h03=Cotation.EN_PLACE)
    workspace.run(AddCritere(theme="h", titre="Mixité"))
    pair = read_regional(files(), workspace.content)
    found = changement(workspace.snapshot, workspace.content, pair)

    assert found.avant.contenu == plain("12 thèmes, 115 critères")
    assert plain(found.apres.titre) == "Grille de l'ARS Exemple, version 2 du 3 mars 2027"
    assert plain(found.apres.contenu) == "2 thèmes, 2 critères"
    assert [told[:6] for told in found.gardees] == ["DG-A02", "DG-H03"]
    assert [plain(phrase) for phrase in found.phrases] == [
        "1 réponse retrouve son critère.",
        "2 réponses restent sans critère : elles sont gardées dans le dossier, sans compter.",
        "1 critère à vous reste sans thème : il est gardé.",
    ]


def test_going_back_is_told_too(workspace):
    rate(workspace, dg_a01=Cotation.EN_PLACE, dg_a02=Cotation.ABSENT)
    workspace.run(TakePack(textes=files()))
    rate(workspace, r_postes=Cotation.ABSENT)
    content = workspace.content
    found = changement(workspace.snapshot, content, content.with_files({}))

    assert (len(found.retrouvees), found.revenues, found.anciennes) == (1, 1, 1)
    assert found.gardees == ("R-02 postes vacants",)


def test_a_dossier_without_answers_says_so(workspace):
    pair = read_regional(files(), workspace.content)

    (told,) = changement(workspace.snapshot, workspace.content, pair).phrases
    assert plain(told) == "Aucun critère n'a encore de réponse."


def test_what_is_printed_of_a_grid_is_its_mention_and_its_version(workspace):
    kit = grille_lue(workspace.content)
    assert (kit.pack, plain(kit.titre)[:24]) == ("", "Grille du kit, version 1")

    workspace.run(TakePack(textes=files()))

    assert plain(grille_lue(workspace.content).phrase) == (
        "Grille demandée par l'ARS Exemple. Transmise le 3 mars 2027. "
        "Grille de l'ARS Exemple, version 2 du 3 mars 2027."
    )


def test_progress_counts_the_answers_of_the_grid_alone(workspace):
    rate(workspace, dg_a01=Cotation.PARTIEL, dg_a02=Cotation.ABSENT)
    workspace.run(TakePack(textes=files()))

    assert completion(workspace.snapshot)["grille"] == 0.5
