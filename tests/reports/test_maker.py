"""The maker: a document frozen, written, read again, its odd signs named."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from cpom_desktop.errors import LectureSeule, RapportImpossible
from cpom_desktop.i18n import typeset
from cpom_desktop.reports import maker
from cpom_desktop.reports.catalogue import CATALOGUE
from cpom_desktop.reports.maker import Documents
from cpom_desktop.services.documents import DocumentState, RenderAbandoned
from cpom_desktop.services.operations import UpdateActeur, UpdateEtablissement, UpdateTask
from tests.outils.editions import EMOJI, HEBREW, tilleuls

NOBODY = 65534


@pytest.fixture
def workspace():
    with tilleuls() as found:
        yield found


@pytest.fixture
def documents():
    return Documents()


@contextmanager
def without_privileges():
    """Do something as a person without rights, when the tests run as root."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@contextmanager
def read_only_folder():
    """Give a folder that anyone may read and nobody may change, an old document in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "ancien.pdf").write_bytes(b"ancien")
        folder.chmod(0o555)
        try:
            yield folder
        finally:
            folder.chmod(0o755)


def test_the_catalogue_is_what_may_be_prepared(documents, workspace):
    for info in documents.catalogue():
        prepared = documents.prepare(workspace, info.slug)
        title = typeset(CATALOGUE[info.slug].info.title)
        name = prepared.file_name
        assert f" – {title}" in name
        assert name.endswith("PROJET.pdf") or info.mention or info.about


def test_a_document_is_made_in_memory_with_what_it_lacks(documents, workspace):
    workspace.run(UpdateEtablissement(siret="", adresse="", code_postal="", commune=""))
    rendered = documents.prepare(workspace, "etablissement").render()

    assert rendered.data.startswith(b"%PDF")
    assert rendered.pages == 1
    assert rendered.blanks == ("SIRET", "Adresse")
    assert documents.status(workspace, "etablissement").state is DocumentState.INCOMPLET


def test_a_document_no_longer_wanted_stops_at_its_next_piece(documents, workspace):
    asked = []

    def stop():
        asked.append(None)
        if len(asked) == 3:
            raise RenderAbandoned

    with pytest.raises(RenderAbandoned):
        documents.prepare(workspace, "retroplanning").render(stop)
    assert len(asked) == 3


def test_the_state_of_an_unknown_document_is_refused(documents, workspace):
    with pytest.raises(RapportImpossible, match="bilan"):
        documents.status(workspace, "bilan")


def test_an_unknown_document_is_refused_before_anything_is_read(documents, workspace):
    with pytest.raises(RapportImpossible, match="bilan"):
        documents.prepare(workspace, "bilan")


def test_pages_are_those_of_the_file_on_the_disk(documents, workspace, tmp_path):
    import pypdfium2

    written = documents.prepare(workspace, "retroplanning-detaille").write(tmp_path / "a.pdf")
    pdf = pypdfium2.PdfDocument(written.path)
    try:
        assert written.count == len(pdf) == 5
    finally:
        pdf.close()
    assert written.path == tmp_path / "a.pdf"
    assert written.avertissements == ()


def test_a_document_prepared_does_not_change_with_the_dossier(documents, workspace, tmp_path):
    prepared = documents.prepare(workspace, "etablissement")
    before = prepared.write(tmp_path / "avant.pdf").path.read_bytes()
    workspace.run(UpdateEtablissement(nom="EHPAD Les Ormes"))

    assert prepared.write(tmp_path / "apres.pdf").path.read_bytes() == before
    assert "Les Ormes" in documents.prepare(workspace, "etablissement").file_name


def test_a_document_takes_the_place_of_the_former_one(documents, workspace, tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"ancien")
    documents.prepare(workspace, "raci").write(tmp_path / "a.pdf")

    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_a_file_damaged_by_its_disk_is_told(documents, workspace, tmp_path, monkeypatch):
    def write_half(path, data):
        path.write_bytes(data[: len(data) // 3])

    monkeypatch.setattr(maker, "write_file", write_half)

    with pytest.raises(RapportImpossible) as refused:
        documents.prepare(workspace, "retroplanning-detaille").write(tmp_path / "a.pdf")
    assert refused.value.code == "relecture"
    assert "a.pdf" in refused.value.sentence


def test_a_folder_that_may_only_be_read_keeps_the_old_file(documents, workspace):
    prepared = documents.prepare(workspace, "acteurs")
    with read_only_folder() as folder:
        with without_privileges(), pytest.raises(LectureSeule) as refused:
            prepared.write(folder / "ancien.pdf")

        assert (folder / "ancien.pdf").read_bytes() == b"ancien"
        assert [path.name for path in folder.iterdir()] == ["ancien.pdf"]
    assert "intact" in refused.value.remedy


def test_a_document_open_in_a_reader_keeps_the_old_file(
    documents, workspace, tmp_path, monkeypatch
):
    def refuse(*_arguments):
        raise PermissionError(13, "open elsewhere")

    (tmp_path / "a.pdf").write_bytes(b"ancien")
    monkeypatch.setattr(os, "replace", refuse)

    with pytest.raises(RapportImpossible) as refused:
        documents.prepare(workspace, "acteurs").write(tmp_path / "a.pdf")
    assert refused.value.code == "fichier-ouvert-ailleurs"
    assert (tmp_path / "a.pdf").read_bytes() == b"ancien"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def warnings_of(documents, workspace, slug, tmp_path):
    written = documents.prepare(workspace, slug).write(tmp_path / f"{slug}.pdf")
    return [text.replace("\xa0", " ") for text in written.avertissements]


def test_a_sign_that_does_not_print_is_named_with_its_field(documents, workspace, tmp_path):
    acteur = workspace.snapshot.acteurs[0]
    workspace.run(UpdateEtablissement(commune=f"Villeneuve {EMOJI} {HEBREW[0]}"))
    workspace.run(UpdateActeur(id=acteur.id, nom=f"Élodie {EMOJI}"))

    assert warnings_of(documents, workspace, "dossier-lancement", tmp_path) == [
        f"Commune (EHPAD Les Tilleuls) : ces signes s’impriment □ : {EMOJI} {HEBREW[0]}",
        f"Nom (Élodie {EMOJI}) : ces signes s’impriment □ : {EMOJI}",
    ]


def test_a_document_is_silent_on_the_fields_that_it_does_not_print(documents, workspace, tmp_path):
    task = workspace.snapshot.tasks[0]
    workspace.run(UpdateTask(id=task.id, titre=f"Tâche {EMOJI}", note=EMOJI))

    assert warnings_of(documents, workspace, "acteurs", tmp_path) == []
    assert warnings_of(documents, workspace, "retroplanning", tmp_path) == [
        f"Tâche (Tâche {EMOJI}) : ces signes s’impriment □ : {EMOJI}"
    ]
