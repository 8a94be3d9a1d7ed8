"""What a place is, asked of this computer: marks of services, links, variables, Documents."""

from __future__ import annotations

import json

import pytest

from cpom_desktop.services.emplacement import MARKERS, Emplacement
from db.lieux import LocalPlaces
from db.places import place_of
from tests.outils.dossiers import frozen_clock

LOCAL, SYNCED = Emplacement.LOCAL, Emplacement.SYNCHRONISE


@pytest.mark.parametrize("marker", MARKERS)
def test_the_mark_of_a_service_in_a_folder_above_tells(tmp_path, marker):
    folder = tmp_path / "Travail" / "CPOM"
    folder.mkdir(parents=True)
    assert place_of(folder / "d.cpom", {}) is LOCAL
    (tmp_path / "Travail" / marker).touch()

    assert place_of(folder / "d.cpom", {}) is SYNCED
    assert place_of(tmp_path / "d.cpom", {}) is LOCAL


def test_a_link_that_leads_to_a_synced_folder_is_followed(tmp_path):
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "Documents").symlink_to(tmp_path / "OneDrive")

    assert place_of(tmp_path / "Documents" / "d.cpom", {}) is SYNCED


def test_a_synced_name_that_leads_elsewhere_is_told_too(tmp_path):
    (tmp_path / "ici").mkdir()
    (tmp_path / "Dropbox").symlink_to(tmp_path / "ici")

    assert place_of(tmp_path / "Dropbox" / "d.cpom", {}) is SYNCED


def test_a_library_of_sharepoint_is_known_by_the_folder_beside(tmp_path):
    folder = tmp_path / "Association Les Tilleuls" / "Direction - Documents"
    folder.mkdir(parents=True)
    assert place_of(folder / "d.cpom", {}) is LOCAL
    (tmp_path / "OneDrive - Association Les Tilleuls").mkdir()

    assert place_of(folder / "d.cpom", {}) is SYNCED


@pytest.mark.parametrize("variable", ["APPDATA", "LOCALAPPDATA"])
def test_dropbox_says_where_its_folder_is(tmp_path, variable):
    info = tmp_path / "Dropbox" / "info.json"
    info.parent.mkdir()
    info.write_text(json.dumps({"personal": {"path": str(tmp_path / "copies")}}), "utf-8")

    assert place_of(tmp_path / "copies" / "d.cpom", {variable: str(tmp_path)}) is SYNCED
    assert place_of(tmp_path / "copies" / "d.cpom", {}) is LOCAL


def test_dossiers_go_in_documents_unless_these_are_copied_away(tmp_path):
    places = LocalPlaces(tmp_path / "donnees" / "sauvegardes", frozen_clock)

    assert places.own_folder(tmp_path / "Documents") == tmp_path / "Documents" / "CPOM"
    redirected = tmp_path / "OneDrive - EHPAD" / "Documents"
    assert places.own_folder(redirected) == tmp_path / "donnees" / "Dossiers"
