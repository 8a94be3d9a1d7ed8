"""Taking the grid of a region, what becomes of the answers, and going back to the kit's."""

from __future__ import annotations

import pytest

from cpom_desktop.content.regional import read_regional
from cpom_desktop.domain.diagnostic import Cotation
from cpom_desktop.errors import PackInvalide, RegleInvalide
from cpom_desktop.i18n import NBSP
from cpom_desktop.services.completion import completion
from cpom_desktop.services.operations import (
    AddCritere,
    DropPack,
    TakeObjectifs,
    TakePack,
    UpdateConstat,
)
from cpom_desktop.services.queries.bibliotheque import bibliotheque, note_faiblesses
from cpom_desktop.services.queries.diagnostic import themes
from cpom_desktop.services.queries.packs import changement, grille_lue
from cpom_desktop.services.queries.packs_lecture import lecture, theme_of
from tests.outils.pack_regional import GRILLE, INFO, OBJECTIFS, files, objectives


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


def test_the_objectives_of_a_region_are_taken_and_given_back(workspace):
    workspace.run(TakePack(textes=objectives()))
    assert len(workspace.content.objectifs.objectifs) == 64

    workspace.run(TakeObjectifs(modeles=["r-dependance", "r-numerique"]))
    fiches = [fiche.titre for fiche in workspace.snapshot.fiches_action if fiche.modele]
    assert [plain(titre) for titre in fiches] == ["Évaluer deux fois l'an"], "the other has none"

    workspace.run(DropPack(pack="ars-exemple"))
    assert len(workspace.content.objectifs.objectifs) == 62
    assert sum(o.modele.startswith("r-") for o in workspace.snapshot.objectifs) == 2


def test_what_objectives_change_is_told_first(workspace):
    content = workspace.content
    for libelle in ("ob-101", "ob-102", "ob-401"):
        workspace.run(TakeObjectifs(modeles=[libelle], fiche=False))
    alone = OBJECTIFS.replace("maximum = 2", "maximum = 2\nseule = true").replace(
        ', "ob-101"]', "]"
    )
    found = lecture(workspace.snapshot, content,
                    read_regional(objectives(alone), content), "objectifs")  # fmt: skip

    assert plain(found.apres.contenu) == "2 objectifs, 1 obligatoire, 2 au plus dans un contrat"
    assert [plain(p) for p in found.phrases] == [
        "3 objectifs que vous avez pris n'y sont plus : ils restent dans votre contrat.",
        "Votre région accepte 2 objectifs opérationnels au plus : vous en avez 3.",
    ]
    assert [title for title, _names in found.listes] == [
        "2 objectifs de plus",
        "62 objectifs de moins",
    ]


def test_a_file_of_both_tells_the_other_part_too(workspace):
    content = workspace.content
    pair = read_regional(files(objectifs=OBJECTIFS), content)

    by_grid = lecture(workspace.snapshot, content, pair, "grille")
    by_library = lecture(workspace.snapshot, content, pair, "objectifs")

    assert any("bibliothèque d'objectifs change aussi" in plain(p) for p in by_grid.phrases)
    assert any("La grille change aussi" in p for p in by_library.phrases)
    assert theme_of(objectives(), "grille") == "objectifs"
    assert theme_of(files(), "objectifs") == "grille"


def test_under_the_grid_of_a_region_weaknesses_find_what_they_can(workspace):
    workspace.run(TakePack(textes=files(grille=GRILLE.replace("dg-a01", "dg-d01"))))
    rate(workspace, dg_d01=Cotation.ABSENT, r_postes=Cotation.ABSENT)

    found = bibliotheque(workspace.snapshot, workspace.content)

    assert [f.critere for f in found.faiblesses] == ["dg-d01", "r-postes"]
    assert [f.critere for f in found.orphelines] == ["r-postes"]
    assert any(line.faiblesse for line in found.lignes)
    assert "R-02" in note_faiblesses(found)
