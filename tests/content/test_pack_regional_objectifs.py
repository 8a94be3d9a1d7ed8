"""The objectives of a region: beside those of the kit or alone, all their faults at once."""

from __future__ import annotations

import pytest

from cpom_desktop.content.links import check_links
from cpom_desktop.content.loader import Content
from cpom_desktop.content.packs import embed, leaving
from cpom_desktop.content.regional import read_regional
from cpom_desktop.errors import PackInvalide
from tests.outils.pack_regional import INFO, OBJECTIFS, files, objectives


@pytest.fixture(scope="module")
def base():
    return Content.from_texts(embed())


def faults(texts, base):
    with pytest.raises(PackInvalide) as caught:
        read_regional(texts, base)
    told = caught.value.values["fautes"]
    return [fault.replace("\N{NO-BREAK SPACE}", " ").replace("’", "'") for fault in told]


def test_they_come_beside_those_of_the_kit_axis_by_axis(base):
    library = read_regional(objectives(), base).objectifs

    slugs = [objectif.slug for objectif in library.objectifs]
    assert len(slugs) == 64
    assert slugs.index("r-numerique") + 1 == slugs.index("ob-401")
    assert slugs[-1] == "r-dependance"
    assert library.axes[-1].slug == "priorites-regionales"
    assert library.maximum == 2
    assert [o.slug for o in library.objectifs if o.obligatoire] == ["r-dependance"]
    assert "ARS Exemple" in library.mention
    assert "aucune liste régionale" in library.mention


def test_alone_they_take_the_place_of_the_kit(base):
    alone = OBJECTIFS.replace("maximum = 2", "maximum = 2\nseule = true").replace(
        ', "ob-101"]', "]"
    )
    pair = read_regional(objectives(alone), base)

    assert [o.slug for o in pair.objectifs.objectifs] == ["r-numerique", "r-dependance"]
    assert [a.slug for a in pair.objectifs.axes] == [
        "organisation-efficiente",
        "priorites-regionales",
    ]
    assert len(pair.objectifs_du_kit.objectifs) == 62
    assert check_links(pair) == ()


def test_a_dossier_that_carries_them_reads_as_the_pair(base):
    texts = embed() | {f"ars-exemple/{name}": text for name, text in objectives().items()}
    found = Content.from_texts(texts)

    assert found.objectifs == read_regional(objectives(), base).objectifs
    assert check_links(found) == ()


def test_a_dossier_made_before_the_library_takes_them_too():
    older = {k: v for k, v in embed().items() if not k.endswith("/objectifs.toml")}
    pair = read_regional(objectives(), Content.from_texts(older))

    assert len(pair.objectifs.objectifs) == 64
    assert len(pair.with_files({}).objectifs.objectifs) == 62


def test_every_fault_is_told_at_once_with_file_and_key(base):
    wrong = (
        OBJECTIFS.replace('"dg-d01"', '"dg-zzz"')
        .replace('slug = "r-numerique"', 'slug = "ob-101"')
        .replace('domaine = "qualite"', 'domaine = "zzz"')
        .replace('repere = "R-02"', 'repere = "OB-102"')
    )
    told = faults(objectives(wrong), base)

    for words in ("dg-zzz", "« ob-101 » : le kit a déjà", "« zzz »", "OB-102"):
        assert [fault for fault in told if words in fault and "objectifs.toml" in fault], words


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (OBJECTIFS, 'mention = "x"\nobjectifs = []', "aucun objectif"),
        ("obligatoire = true", 'obligatoire = "oui"', "obligatoire"),
        ("maximum = 2", "maximum = 0", "maximum"),
        ('mention = "Objectifs', 'inconnu = 1\nmention = "Objectifs', "inconnu"),
        ("[[axes]]", "[axes", "TOML"),
        ('libelle = "Choisir l\'outil"', 'libelle = "x", debut_mois = 1', "vont ensemble"),
        ("2027-03-03", "2027-04-03", "vérifié après"),
    ],
)
def test_a_fault_is_told(base, old, new, words):
    assert any(words in fault for fault in faults(objectives(OBJECTIFS.replace(old, new)), base))


def test_a_pack_of_a_later_format_says_so_and_nothing_else(base):
    later = "format = 2\nnouveau = true\n" + INFO

    (told,) = faults(objectives("autre = 1", pack=later), base)
    assert told.startswith(
        "pack.toml, clé « format » : ce fichier demande une version plus récente"
    )
    assert told.endswith("(format 2, celle-ci lit le format 1)")


def test_objectives_answer_the_criteria_of_the_grid_of_the_region(base):
    theirs = OBJECTIFS.replace('"dg-d01"', '"dg-d01", "r-postes"')

    pair = read_regional(files(objectifs=theirs), base)
    assert pair.objectifs.objectif("r-dependance").criteres == ("dg-d01", "r-postes")
    assert any("r-postes" in fault for fault in faults(objectives(theirs), base))


def test_the_grid_of_one_region_stays_when_another_brings_objectives(base):
    first = read_regional(files(), base)
    second = read_regional(objectives(pack=INFO.replace("ars-exemple", "ars-autre"),
                                      sources=None, texte=_kit_sources()), first)  # fmt: skip

    assert second.origin("grille").id == "ars-exemple"
    assert second.origin("objectifs").id == "ars-autre"


def _kit_sources():
    return OBJECTIFS.replace("ars-exemple-grille", "proposition")


def test_what_leaves_a_dossier_for_a_pack():
    present = ["a/pack.toml", "a/grille.toml", "a/objectifs.toml", "b/pack.toml", "b/grille.toml"]

    assert leaving(present, ["c/pack.toml", "c/objectifs.toml"]) == {"a/objectifs.toml"}
    assert leaving(present, ["c/grille.toml"]) == {"a/grille.toml", "b/pack.toml", "b/grille.toml"}
    assert leaving(present, ["a/pack.toml", "a/grille.toml"]) >= {"a/objectifs.toml"}
    assert leaving([], ["c/grille.toml"]) == frozenset()
