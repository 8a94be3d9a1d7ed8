"""The pack of a region beside ours: it replaces the grid, or all its faults are told."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpom_desktop.content.counts import criteres_count
from cpom_desktop.content.links import check_links
from cpom_desktop.content.loader import Content
from cpom_desktop.content.packs import embed
from cpom_desktop.content.regional import MOST_BYTES, MOST_TEXT, read_regional
from cpom_desktop.errors import PackInvalide
from tests.outils.pack_regional import GRILLE, INFO, SOURCES, files
from tests.outils.sources import ROOT


@pytest.fixture(scope="module")
def base():
    return Content.from_texts(embed())


def faults(texts, base):
    with pytest.raises(PackInvalide) as caught:
        read_regional(texts, base)
    assert caught.value.code == "pack-regional"
    assert "Rien n'a changé" in caught.value.remedy.replace("’", "'")
    told = caught.value.values["fautes"]
    assert all(fault in caught.value.sentence for fault in told)
    return [fault.replace("\N{NO-BREAK SPACE}", " ").replace("’", "'") for fault in told]


def test_the_grid_of_a_region_replaces_that_of_the_kit_and_holds_with_the_rest(base):
    pair = read_regional(files(), base)

    assert [t.slug for t in pair.grille.themes] == ["a", "attractivite"]
    assert pair.origin("grille").id == "ars-exemple"
    assert pair.sources["ars-exemple-grille"].titre.startswith("ARS Exemple")
    assert len(pair.grille_du_kit.criteres) == 115
    assert pair.grille.echelle("r-postes").choix[0].libelle == "Très en deçà de l’attendu"
    assert pair.grille.echelle("dg-a01").choix[0].libelle == "Rien", "its own words"
    assert check_links(pair) == ()


def test_a_dossier_that_carries_it_reads_as_the_pair(base):
    texts = embed() | {f"ars-exemple/{name}": text for name, text in files().items()}
    found = Content.from_texts(texts)

    assert found.grille == read_regional(files(), base).grille
    assert found.replaced == {"grille": "ars-exemple/grille.toml"}
    assert found.with_files({}).grille == base.grille
    assert check_links(found) == ()


def test_a_dossier_made_before_the_grid_takes_one_and_goes_back_to_ours():
    older = {k: v for k, v in embed().items() if not k.endswith("/grille.toml")}
    pair = read_regional(files(), Content.from_texts(older))

    assert pair.origin("grille").id == "ars-exemple"
    assert len(pair.grille_du_kit.criteres) == 115
    assert len(pair.with_files({}).grille.criteres) == 115
    assert pair.with_files({}).origin("grille").id == "kit-anap"


def test_sources_may_be_those_of_the_kit(base):
    grille = GRILLE.replace('source = "ars-exemple-grille"', 'source = "proposition"')

    assert read_regional(files(grille=grille, sources=None), base).grille.criteres


def test_a_broken_link_and_a_duplicate_are_told_together_with_their_file(base):
    grille = GRILLE.replace('theme = "attractivite"\nsous', 'theme = "zzz"\nsous').replace(
        'slug = "r-postes"', 'slug = "dg-a01"'
    )
    told = faults(files(grille=grille, sources=SOURCES + SOURCES), base)

    assert "grille.toml : « dg-a01 » est écrit 2 fois" in told
    assert "grille.toml, « dg-a01 » : « zzz » n'existe pas" in told
    assert "grille.toml : le thème « attractivite » n'a aucun critère" in told
    assert "sources.toml : « ars-exemple-grille » est écrit 2 fois" in told


def test_faults_of_every_file_come_at_once(base):
    told = faults(
        files(
            pack='id = "X Y"\nversion = 3\n',
            grille=GRILLE.replace('has = "H1"', 'has = "H12"').replace('lettre = "B"', "lettre=2"),
            sources="cle = [",
        ),
        base,
    )

    assert any(fault.startswith("pack.toml, clé « id »") for fault in told)
    assert "pack.toml, clé « version » : un texte est attendu, un nombre entier est écrit" in told
    assert "pack.toml, clé « title » : elle manque" in told
    assert any("grille.toml, clé « criteres[r-postes].has »" in fault for fault in told)
    assert any("grille.toml, clé « themes[attractivite].lettre »" in fault for fault in told)
    assert any(fault.startswith("sources.toml : ce n'est pas du TOML lisible") for fault in told)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"pack": INFO.replace("ars-exemple", "kit_anap")}, "« kit_anap » est réservé"),
        ({"pack": INFO.replace("ars-exemple", "kit-anap")}, "« kit-anap » est réservé"),
        ({"pack": INFO.replace("ars-exemple", "a" * 61)}, "60 caractères au plus"),
        ({"pack": None}, "pack.toml : ce fichier manque"),
        ({"grille": None}, "grille.toml ou objectifs.toml : ce fichier manque"),
        ({"raci": "x = 1"}, "raci.toml : ce fichier n'est pas attendu"),
        ({"grille": "x" * (MOST_BYTES + 1)}, "trop gros"),
        (
            {"grille": GRILLE.replace('source = "ars-exemple-grille"', 'source = "rien"')},
            "« rien » n'existe pas",
        ),
        (
            {"grille": GRILLE.replace("verifie_le = 2027-03-03", "verifie_le = 2028-01-01")},
            "vérifié après la date du fichier",
        ),
        (
            {"sources": SOURCES.replace('"ars-exemple-grille"', '"proposition"')},
            "le kit a déjà cette clé",
        ),
        ({"grille": GRILLE.replace('"dg-a01"', '"propre-12"')}, "ne commence pas par « propre- »"),
        (
            {"grille": GRILLE.replace('"Arrêté."', f'"{"a" * (MOST_TEXT + 1)}"')},
            "clé « criteres[1].preuve » : 4000 caractères au plus",
        ),
        (
            {"grille": GRILLE.replace('slug = "a_rechercher"', 'slug = "absent"')},
            "la cotation « a_rechercher » manque",
        ),
    ],
)
def test_what_a_region_may_not_write_is_told(base, changed, expected):
    assert any(expected in fault for fault in faults(files(**changed), base))


def test_a_grid_without_theme_nor_criterion_is_refused(base):
    bare = GRILLE[: GRILLE.index("[[themes]]")]

    assert "grille.toml, clé « themes » : elle manque" in faults(files(grille=bare), base)
    empty = bare.replace("[defauts]", "themes = []\ncriteres = []\n[defauts]")
    assert "grille.toml : aucun thème n'est écrit" in faults(files(grille=empty), base)


def test_criteria_are_counted_however_they_are_written():
    assert criteres_count(GRILLE) == 2
    assert criteres_count("criteres = [{slug = 'a'}, {slug = 'b'}, {slug = 'c'}]") == 3


def test_the_recipe_gives_a_pack_that_is_taken(base):
    recipe = (ROOT / "docs/recettes.md").read_text(encoding="utf-8")
    example = recipe[recipe.index("```toml\n# pack.toml") :].split("```")[1]
    parts = re.split(r"^# (\w+\.toml)$", example, flags=re.MULTILINE)
    texts = dict(zip(parts[1::2], parts[2::2], strict=True))
    kit = embed()["kit_anap/grille.toml"]
    copied = [
        kit[kit.index(start) : kit.index(end)]
        for start, end in (("[[cotations]]", "# --- Échelles"), ("[[themes_has]]", "# --- Thèmes"))
    ]
    texts["grille.toml"] += "".join(copied).replace('source = "evaluation-has"', "")

    assert read_regional(texts, base).grille.echelle("dg-a01").slug == "oui_partiel_non"


LINES = GRILLE.splitlines()


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(LINES) - 1),
            st.sampled_from(["", "x = 1", "[[themes]]", "[defauts]", 'slug = "a"', "= 3", "[["]),
            st.booleans(),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_a_grid_written_anyhow_is_taken_whole_or_refused_with_its_faults(edits):
    lines = list(LINES)
    for place, text, keeps in edits:
        lines[place] = f"{lines[place]}\n{text}" if keeps else text
    found = outcome("\n".join(lines))

    told = found.values["fautes"] if isinstance(found, PackInvalide) else not check_links(found)
    assert told


@cache
def ours():
    return Content.from_texts(embed())


def outcome(grille):
    try:
        return read_regional(files(grille=grille), ours())
    except PackInvalide as error:
        return error
