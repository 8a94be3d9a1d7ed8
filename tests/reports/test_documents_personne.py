"""What the dossier holds of a person, handed over: pages she reads, data a program reads."""

from __future__ import annotations

import json

import pytest

from cpom_desktop.errors import RapportImpossible
from cpom_desktop.reports.maker import Documents
from cpom_desktop.services.documents import DocumentFormat
from cpom_desktop.services.personne.partout import gather, search
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import plain

NOM = "Sophie Lemaire"


@pytest.fixture
def dossier(tmp_path):
    """Return the demonstration and what it holds of a person."""
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace, search(gather(workspace), NOM)


@pytest.mark.parametrize("kind", [DocumentFormat.PDF, DocumentFormat.JSON])
def test_it_is_written_and_read_again_in_both_forms(dossier, tmp_path, kind):
    prepared = Documents().prepare_personne(*dossier, kind)
    path = tmp_path / prepared.file_name

    written = prepared.write(path)

    assert plain(path.name) == f"2027-03-12 Données de {NOM}.{kind}"
    assert (written.format, written.data) == (kind, path.read_bytes())
    assert written.count > 1
    assert prepared.first_page() == b""


def test_the_data_tell_each_place(dossier, tmp_path):
    _workspace, found = dossier
    path = tmp_path / "personne.json"
    Documents().prepare_personne(*dossier, DocumentFormat.JSON).write(path)

    text = plain(json.dumps(json.loads(path.read_text("utf-8")), ensure_ascii=False))

    assert all(plain(each.ou) in text for each in found.occurrences)


def test_the_pages_say_that_they_are_internal(dossier):
    prepared = Documents().prepare_personne(*dossier, DocumentFormat.PDF)

    assert prepared.compose(prepared.edition).watermark == "Document interne"
    assert prepared.render().pages > 1


def test_what_is_there_already_stays_when_it_cannot_be_written(dossier, tmp_path):
    prepared = Documents().prepare_personne(*dossier, DocumentFormat.PDF)

    with pytest.raises(RapportImpossible):
        prepared.write(tmp_path / "absent" / "personne.pdf")

    assert not (tmp_path / "absent").exists()
