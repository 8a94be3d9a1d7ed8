"""A named version holds the whole dossier, reads again identical, and tells what changed since."""

from __future__ import annotations

import base64
import zlib

import pytest

from cpom_desktop.errors import ErreurStockage, RegleInvalide
from cpom_desktop.services import operations as ops
from cpom_desktop.services.dump import dump
from cpom_desktop.services.queries.comparaison import compare
from cpom_desktop.services.versions import pack_version, unpack_version
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import plain

WRONG = (
    b'{"format": "cpom-desktop/dossier", "version": 1, "uuid": "", '
    b'"tables": {"acteurs": [{"id": "x"}]}}'
)


@pytest.fixture
def ws(tmp_path):
    """Return the whole demonstration, open to write."""
    with opened(copy_demonstration(tmp_path)) as found:
        yield found


def test_a_version_is_the_dossier_as_it_was(ws):
    before = ws.snapshot
    version = ws.keep_version("Envoyée à l'ARS")
    ws.run(ops.DeleteActeurs(ids=[a.id for a in ws.snapshot.acteurs]))

    assert ws.read_version(version) == before
    assert [info.nom for info in ws.versions] == ["Envoyée à l'ARS"]


def test_a_version_changes_neither_the_dossier_nor_its_dump_nor_its_undo(ws):
    before, titles = dump(ws.snapshot, ws.uuid), ws.undo_titles()

    ws.keep_version("Version 1")

    assert dump(ws.snapshot, ws.uuid) == before
    assert ws.undo_titles() == titles


def test_a_version_of_the_demonstration_takes_little_room(ws):
    assert len(pack_version(ws.snapshot, ws.uuid)) < 300_000


@pytest.mark.parametrize(("nom", "code"), [(" ", "nom-vide"), ("x" * 300, "ligne-trop-longue")])
def test_a_version_has_a_name_of_one_line(ws, nom, code):
    with pytest.raises(RegleInvalide, match=code):
        ws.keep_version(nom)

    assert ws.versions == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "é",
        "pas du base 85 \x00",
        base64.b85encode(b"rien de comprime").decode(),
        base64.b85encode(zlib.compress(b"{}")).decode(),
        base64.b85encode(zlib.compress(WRONG)).decode(),
        base64.b85encode(zlib.compress(b" " * 60_000_000)).decode(),
    ],
)
def test_what_does_not_read_is_told_and_the_dossier_is_sound(text):
    with pytest.raises(ErreurStockage, match="version"):
        unpack_version(text)


def test_a_version_forgotten_is_no_longer_read(ws):
    version = ws.keep_version("Version 1")
    ws.delete_version(version)

    with pytest.raises(RegleInvalide, match="introuvable"):
        ws.read_version(version)


def test_two_versions_are_compared_in_words(ws):
    first = ws.keep_version("Version 1")
    acteur = ws.snapshot.acteurs[0]
    ws.run(ops.UpdateActeur(id=acteur.id, telephone="01 99 00 11 22"))
    second = ws.keep_version("Version 2")
    ws.run(ops.DeleteActeurs(ids=[acteur.id]))

    (page,) = compare(ws.read_version(first), ws.read_version(second), ws.content)

    assert page.titre == "Acteurs"
    assert "01 99 00 11 22" in plain(page.differences[0].sentence)
    assert compare(ws.read_version(first), ws.read_version(first), ws.content) == ()
