"""What is found in a dossier, where it leads, and that nothing deleted is ever found."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from cpom_desktop.content.loader import Content
from cpom_desktop.services.documents import DocumentInfo
from cpom_desktop.services.operations import AddActeur, DeleteActeurs, UpdateActeur, UpdateTask
from cpom_desktop.services.ports import VersionInfo
from cpom_desktop.services.queries.recherche.entries import (
    PACKS,
    VERSIONS,
    Entry,
    Group,
    Kind,
    Matter,
    Passage,
)
from cpom_desktop.services.queries.recherche.exemples import examples
from cpom_desktop.services.queries.recherche.index import SearchIndex
from cpom_desktop.services.queries.recherche.kinds import KINDS
from cpom_desktop.services.snapshot import RECORDS, DossierSnapshot
from tests.outils.dossiers import copy_demonstration, frozen_clock, opened

INFOS = (DocumentInfo("raci", "Matrice RACI", "Qui fait quoi, sur une page.", 1, "raci"),)
VERSION = VersionInfo(1, "Envoyée au COPIL de mars", frozen_clock())


@pytest.fixture
def ws(tmp_path):
    """Return the demonstration, open."""
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


def matter_of(workspace):
    """Return what is searched in a dossier."""
    return Matter(workspace.snapshot, workspace.content, workspace.today, INFOS, (VERSION,))


@cache
def shared():
    """Return what is searched in the demonstration, and its index, made once a run."""
    with tempfile.TemporaryDirectory() as folder, opened(copy_demonstration(Path(folder))) as ws:
        matter = matter_of(ws)
    return matter, index_of(matter)


@pytest.fixture
def matter():
    return shared()[0]


def index_of(matter):
    """Return the whole index of a dossier."""
    index = SearchIndex(KINDS)
    index.build_whole(matter)
    return index


@pytest.fixture
def index():
    """Return an index of one's own; its parts are shared."""
    own = SearchIndex(KINDS)
    own._parts = dict(shared()[1]._parts)
    return own


def hits(index, query, **asked):
    """Return every result, the best family first."""
    return [hit for family in index.search(query, **asked).families for hit in family.hits]


def titles(index, query, **asked):
    return [hit.entry.title for hit in hits(index, query, **asked)]


def fields(index, query, **asked):
    return [hit.field for hit in hits(index, query, **asked)]


@pytest.mark.parametrize(
    ("query", "group", "field"),
    [
        ("retroplanning", Group.PAGES, ""),
        ("gantt", Group.PAGES, ""),
        ("corbeille", Group.PAGES, "historique.corbeille"),
        ("taille texte", Group.PAGES, "texte"),
        ("ressources humaines qualite", Group.PAGES, "constats.dg-h01.cotation"),
        ("finess gestionnaire", Group.CHAMPS, "etablissement.finess_ej"),
        ("99 000 002", Group.CHAMPS, "etablissement.finess_et"),
        ("effet", Group.CHAMPS, "dossier.date_effet"),
        ("places pasa", Group.CHAMPS, "capacites.pasa.autorisees"),
        ("DG-H03", Group.CHAMPS, "constats.dg-h03.cotation"),
        ("astreinte infirmiere partagee", Group.CHAMPS, "constats.propre-1.cotation"),
        ("nuits de semaine couvre", Group.CHAMPS, "constats.propre-1.texte"),
        ("gmp 31 decembre", Group.CHAMPS, "donnees.gmp"),
        ("entrees de l'annee", Group.CHAMPS, "valeurs.entrees.2025"),
        ("texte synthese opportunites", Group.CHAMPS, "syntheses.opportunites.texte"),
        ("plannings modifies", Group.CHAMPS, "explications.rotation.texte"),
        ("errd accuse depot", Group.CHAMPS, "explications.resultat.preuve"),
        ("julien faure", Group.PERSONNES, "acteurs.22.nom"),
        ("cartographie acteurs", Group.PLAN, "tasks.5.titre"),
        ("GMP PMP valides", Group.PLAN, "tasks.11.livrable"),
        ("etablir raci instances retroplanning", Group.PLAN, "raci_activites.5"),
        ("role ressources humaines", Group.PLAN, "raci_roles.8"),
        ("errd", Group.PLAN, "echeances.errd:2026"),
        ("convocation copil", Group.PLAN, "echeances.reunion:24:convocation"),
        ("fa-02", Group.ACTIONS, "fiches_action.2.titre"),
        ("axe 1", Group.ACTIONS, "axes.1"),
        ("3.1.1", Group.ACTIONS, "objectifs.9"),
        ("indicateur absenteisme hors", Group.ACTIONS, "indicateurs.4.libelle"),
        ("evaluer le dispositif", Group.ACTIONS, "etapes.18.libelle"),
        ("ergotherapeute activite physique", Group.ACTIONS, "moyens.1.libelle"),
        ("financement fonds propres", Group.ACTIONS, "financements"),
        ("comite pilotage", Group.RELATIONS, "instances.1"),
        ("secretaire comite lemaire", Group.RELATIONS, "instances_membres"),
        ("copil 1 lancement", Group.RELATIONS, "reunions.1"),
        ("tour de table", Group.RELATIONS, "reunions_points.1.titre"),
        ("president represente residents familles", Group.RELATIONS, "reunions_points.1.notes"),
        ("quatre pages au plus", Group.RELATIONS, "decisions.1.texte"),
        ("echange trame anne delmas", Group.RELATIONS, "echanges"),
        ("conseil departemental trois dates", Group.RELATIONS, "echanges"),
        ("coffre direction", Group.RELATIONS, "pieces"),
        ("role referent", Group.RELATIONS, "rubriques"),
        ("isabelle roux", Group.PERSONNES, "acteurs.1.nom"),
        ("qui fait quoi sur une page", Group.DOCUMENTS, "documents.raci"),
        ("envoyee copil mars", Group.DOCUMENTS, "historique.versions"),
        ("guide grille", Group.AIDE, ""),
        ("gmp", Group.AIDE, ""),
    ],
)
def test_each_kind_is_found_and_leads_to_its_field(index, query, group, field):
    found = fields(index, query, group=group)

    assert any(key == field or (field and key.startswith(f"{field}.")) for key in found), found


def test_a_notice_on_the_law_is_read_in_place(index, matter):
    notice = matter.content.avis.avis[0]
    found = hits(index, notice.titre, group=Group.AIDE)

    assert any(
        hit.entry.title == notice.titre and notice.a_faire in hit.entry.reading for hit in found
    )


def test_words_are_found_in_any_order_by_their_beginning(index):
    assert titles(index, "faur jul") == titles(index, "jul faur")
    assert "Julien Faure" in titles(index, "faur jul")


def test_hollow_words_hide_nothing(index):
    assert titles(index, "de julien à la ") == titles(index, "julien")
    assert set(fields(index, "faure d", group=Group.ACTIONS)) == set(
        fields(index, "faure", group=Group.ACTIONS)
    )


def test_a_last_word_that_is_only_begun_puts_first_what_has_it():
    small = small_index(person("Conseil social"), person("Conseil départemental"))

    assert titles(small, "conseil") == ["Conseil social", "Conseil départemental"]
    assert titles(small, "conseil d") == ["Conseil départemental", "Conseil social"]


def test_everything_is_found_by_its_own_title(index):
    entries = [entry for part in index._parts.values() for entry in part.entries]
    lost = [e.title for e in entries if not found_by_title(index, e)]

    assert lost == []
    assert len(entries) > 500


def found_by_title(index, entry):
    return any(
        entry is hit.entry for group in Group for hit in hits(index, entry.title, group=group)
    )


def test_words_of_different_fields_go_together_and_lead_to_the_one_that_the_title_lacks(index):
    assert fields(index, "chutes faure", group=Group.ACTIONS) == ["etapes.3.responsable_id"]


def test_what_is_named_so_comes_before_what_speaks_of_it(index):
    found = titles(index, "julien faure")

    assert found[0] == "Julien Faure"
    assert len(found) > 1


def small_index(*entries):
    """Return an index of a few people."""
    index = SearchIndex([Kind(Group.PERSONNES, (), lambda _matter: entries)])
    index.build_whole(None)
    return index


def person(title, **texts):
    return Entry(title=title, place="", icon="user", page="acteurs", **texts)


def test_a_title_counts_more_than_a_value_and_a_value_more_than_help():
    index = small_index(
        person("Un", help="zorglub"),
        person("Deux", passages=(Passage("Note", "le zorglub", "acteurs.2.relation"),)),
        person("Le zorglub"),
        person("Zorglub adjoint"),
        person("Zorglub"),
    )

    assert titles(index, "zorglub") == ["Zorglub", "Zorglub adjoint", "Le zorglub", "Deux", "Un"]


def test_a_page_comes_before_the_word_that_names_it_in_the_glossary(index):
    families = index.search("raci").families

    assert [family.group for family in families[:1]] == [Group.PAGES]
    assert families[0].hits[0].entry.page == "raci"


def test_the_stage_where_she_is_comes_first_among_equals(index):
    first = index.search("taux", stage=3).families[0]
    other = index.search("taux", stage=2).families[0]

    assert first.group is Group.ACTIONS
    assert other.group is Group.CHAMPS


def test_one_wrong_letter_is_forgiven_only_where_nothing_answers(index):
    assert not index.search("absenteisme").near
    near = index.search("absentaisme")

    assert near.near
    assert [h.entry.title for f in near.families for h in f.hits] == titles(index, "absenteisme")


def test_a_family_alone_shows_more_and_tells_what_is_elsewhere(index):
    everything = index.search("e")
    people = index.search("e", group=Group.PERSONNES)

    assert len(people.families) == 1
    assert len(people.families[0].hits) == people.total > 5
    assert people.total + people.elsewhere == everything.total
    assert all(len(family.hits) <= 5 for family in everything.families)


@pytest.mark.parametrize("query", ["", "   ", "«»", "’", "\u202e", "\ud83d"])
def test_no_word_finds_nothing(index, query):
    assert index.search(query).total == 0


@pytest.mark.parametrize(
    "query", ["a" * 300, "qualité " * 40, "0" * 300, "🎉" * 100, "\u202e" * 300]
)
def test_a_hostile_query_is_answered_calmly(index, query):
    assert index.search(query).total <= index.size


def test_emoji_and_text_from_right_to_left_are_found(ws):
    ws.run(UpdateActeur(id=22, nom="דוד 🎉 Faure"))
    index = index_of(matter_of(ws))

    assert fields(index, "דוד", group=Group.PERSONNES) == ["acteurs.22.nom"]
    assert fields(index, "🎉", group=Group.PERSONNES) == ["acteurs.22.nom"]


def test_her_opinion_of_people_is_not_searched(matter):
    kind = next(kind for kind in KINDS if kind.group is Group.PERSONNES)
    labels = {passage.label for entry in kind.entries(matter) for passage in entry.passages}

    assert "Position" not in labels


def test_nothing_deleted_is_found_nor_after_undo_and_redo(ws):
    index = index_of(matter_of(ws))

    def follow(outcome):
        index.drop(outcome.changes)
        index.build_whole(matter_of(ws))
        return titles(index, "zorglub")

    made = ws.run(AddActeur(famille="appui", nom="Zorglub"))
    assert follow(made) == ["Zorglub"]
    assert follow(ws.run(DeleteActeurs(ids=[made.result]))) == []
    assert follow(ws.undo()) == ["Zorglub"]
    assert follow(ws.redo()) == []
    assert follow(ws.undo()) == ["Zorglub"]
    assert follow(ws.undo()) == []


def test_only_the_parts_whose_tables_changed_are_built_again(ws):
    index = index_of(matter_of(ws))

    changes = ws.run(UpdateTask(id=5, note="Zorglub")).changes
    index.drop(changes)
    again = [kind for kind in KINDS if kind not in index._parts]

    assert again == [kind for kind in KINDS if "tasks" in kind.tables]
    assert not index.is_whole
    index.build_whole(matter_of(ws))
    assert fields(index, "zorglub") == ["tasks.5.note"]


def test_a_named_version_is_forgotten_by_name(matter, index):
    index.drop_tables(VERSIONS)
    index.build_whole(matter._replace(versions=()))

    assert titles(index, "envoyee copil mars", group=Group.DOCUMENTS) == []


def test_everything_may_be_dropped(index):
    index.drop(None)

    assert index.size == 0
    assert not index.search("julien").whole


def test_what_is_being_built_can_be_searched_already(matter):
    index = SearchIndex(KINDS)
    turns = index.build(matter)
    while not index._parts:
        next(turns)

    assert titles(index, "retroplanning")
    assert not index.search("retroplanning").whole


class Watched:
    """A snapshot or packs that note what is read of them."""

    def __init__(self, real, seen):
        self._real, self._seen = real, seen

    def __getattr__(self, name):
        self._seen.add(name)
        return getattr(self._real, name)


DERIVED = {
    "acteurs_by_id": "acteurs",
    "constats_by_critere": "constats",
    "cells": "raci_cases",
}


@pytest.mark.parametrize("kind", KINDS, ids=[kind.entries.__name__ for kind in KINDS])
def test_each_kind_declares_the_tables_it_reads(matter, kind):
    seen, packs = set(), set()
    watched = matter._replace(
        snapshot=Watched(matter.snapshot, seen), content=Watched(matter.content, packs)
    )
    list(kind.entries(watched))

    seen.discard("reckoned")  # what queries share; what they read of it they declare
    assert {DERIVED.get(name, name) for name in seen} <= set(kind.tables)
    assert not packs or PACKS in kind.tables


def test_declared_tables_exist():
    declared = {table for kind in KINDS for table in kind.tables}

    assert declared - {VERSIONS} <= set(RECORDS)


def test_an_empty_dossier_is_searched_too():
    index = index_of(Matter(DossierSnapshot(), Content.bundled(), frozen_clock().date()))

    assert titles(index, "gmp", group=Group.AIDE)
    assert titles(index, "finess", group=Group.CHAMPS)


def test_links_to_what_is_gone_do_no_harm(matter):
    snapshot = replace(matter.snapshot, fiches_action=(), acteurs=(), raci_roles=(), axes=())

    assert index_of(matter._replace(snapshot=snapshot)).is_whole


def test_examples_find_something(index, matter):
    found = list(examples(matter))

    assert len(found) >= 4
    assert all(index.search(query).total for query, _what in found)
