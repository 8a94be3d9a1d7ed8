"""Her objectives as a pack: what goes, what never does, and that it reads back the same."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpom_desktop.bootstrap import write_pack
from cpom_desktop.content.decode import decode
from cpom_desktop.content.encode import encode
from cpom_desktop.content.loader import Content
from cpom_desktop.content.packs import embed
from cpom_desktop.content.regional import read_regional
from cpom_desktop.content.schema import Confiance, Defauts
from cpom_desktop.content.schema_objectifs import (
    EtapeModele,
    FicheModele,
    MesureModele,
    ObjectifModele,
    ObjectifsRegionFile,
)
from cpom_desktop.domain.objectifs import TypeIndicateur
from cpom_desktop.i18n import typeset
from cpom_desktop.imports.pack_file import pack_bytes, read_pack_file
from cpom_desktop.services.operations import TakeObjectifs, TakePack
from cpom_desktop.services.partage import Identite, partageables, partager
from tests.outils.dossiers import copy_demonstration, opened

DAY = date(2027, 3, 12)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=60).map(typeset).map(typeset)
WORDS = TEXTS.filter(bool)


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


def shared(ws, titre="Objectifs partagés"):
    ids = [o.id for o in partageables(ws.snapshot)]
    return partager(ws.snapshot, ws.content, ids, Identite(titre, "1", DAY))


def test_it_reads_back_identical_and_holds_beside_the_kit(tilleuls, tmp_path):
    made = shared(tilleuls)
    path = tmp_path / made.fichier

    write_pack(path, made.textes)

    texts = read_pack_file(path)
    assert texts == made.textes
    assert decode("o", texts["objectifs.toml"], ObjectifsRegionFile) == made.modeles
    pair = read_regional(texts, Content.from_texts(embed()))
    assert len(pair.objectifs.objectifs) == 62 + len(partageables(tilleuls.snapshot))
    assert pack_bytes(texts) == path.read_bytes()


def test_another_house_takes_them(tilleuls, workspace):
    made = shared(tilleuls)
    workspace.run(TakePack(textes=dict(made.textes)))

    slugs = [model.slug for model in made.modeles.objectifs]
    workspace.run(TakeObjectifs(modeles=slugs))

    taken = [o for o in workspace.snapshot.objectifs if o.modele in slugs]
    assert len(taken) == len(slugs) > 0
    assert all(o.a_adapter for o in taken)
    assert any(e.debut for e in workspace.snapshot.etapes) or not workspace.snapshot.etapes


def test_no_name_amount_or_figure_goes(tilleuls):
    snapshot, made = tilleuls.snapshot, shared(tilleuls)
    text = "\n".join(made.textes.values())

    for acteur in snapshot.acteurs:
        assert not acteur.nom or acteur.nom not in text
    assert snapshot.etablissement.nom not in text
    assert snapshot.etablissement.commune not in text
    for model in made.modeles.objectifs:
        free = [model.libelle, model.strategique]
        if model.fiche:
            f = model.fiche
            free += [f.titre, f.resultats_attendus, f.risques, f.modalites_suivi]
            free += [part.libelle for part in (*f.etapes, *f.moyens)]
        assert not [words for words in free if re.search(r"\d", words)]
        assert model.indicateur.cible == ""
        assert model.indicateur.cible_valeur is None
        assert not model.fiche or not model.fiche.etat_des_lieux_a_decrire
    assert "centimes" not in text
    assert [line for line in made.laisse if "montants" in line]


def test_what_measures_nothing_is_not_offered(tilleuls):
    offered = {o.id for o in partageables(tilleuls.snapshot)}

    assert offered
    assert offered < {o.id for o in tilleuls.snapshot.objectifs if o.strategique_id}


def test_one_taken_without_its_fiche_goes_with_its_indicator(workspace):
    workspace.run(TakeObjectifs(modeles=["ob-401"], fiche=False))

    (model,) = shared(workspace).modeles.objectifs
    assert model.fiche is None
    assert model.axe == "organisation-efficiente", "still the axis of the kit"
    assert model.criteres[0] == "dg-h03"


@pytest.mark.parametrize("titre", ["É’à «»", "1", "x" * 300, "---"])
def test_every_title_makes_a_sound_pack(tilleuls, titre):
    assert read_regional(shared(tilleuls, titre).textes, Content.from_texts(embed()))


@st.composite
def libraries(draw):
    facts = {"source": "proposition", "confiance": Confiance.PROPOSE, "verifie_le": DAY}
    etapes = st.builds(EtapeModele, libelle=WORDS, livrable=TEXTS,
                       debut_mois=st.integers(0, 59), duree_mois=st.integers(1, 60))  # fmt: skip
    fiches = st.builds(FicheModele, titre=WORDS, risques=TEXTS, resultats_attendus=TEXTS,
                       etapes=st.lists(etapes, max_size=3).map(tuple))  # fmt: skip
    measures = st.builds(MesureModele, libelle=WORDS, type=st.sampled_from(TypeIndicateur),
                         unite=TEXTS, formule_mots=TEXTS,
                         cible_valeur=st.none() | st.decimals(-9, 9, places=2))  # fmt: skip
    models = [
        ObjectifModele(slug=f"x-{n}", repere=f"X-{n}", axe="qualite-droits", libelle=draw(WORDS),
                       strategique=draw(WORDS), indicateur=draw(measures),
                       fiche=draw(st.none() | fiches), **facts)
        for n in range(draw(st.integers(1, 3)))
    ]  # fmt: skip
    return ObjectifsRegionFile(
        defauts=Defauts(**facts), mention=draw(WORDS), seule=draw(st.booleans()),
        objectifs=tuple(models),
    )  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(libraries())
def test_whatever_is_written_reads_back_the_same(library):
    assert decode("objectifs.toml", encode(library), ObjectifsRegionFile) == library
