"""`cpom demo`: the demonstration and its documents, never in place of what she changed."""

from __future__ import annotations

import pytest

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.reports.maker import Documents
from cpom_desktop.services.operations import UpdateEtablissement
from tests.outils.dossiers import copy_demonstration, opened, state_of

NAME = "Les Tilleuls.cpom"


def test_demo_writes_the_dossier_and_every_document(cpom, tmp_path):
    folder = tmp_path / "vitrine"

    done = cpom("demo", folder)

    assert (done.code, done.err) == (0, "")
    said = done.out.splitlines()
    assert said[0] == f"Dossier de démonstration\u00a0: {folder / NAME}"
    documents = [path for path in folder.iterdir() if path.suffix == ".pdf"]
    needless = [line for line in said if "sans objet" in line]
    inside = [line for line in said if "écrit seulement par son nom" in line]
    with opened(folder / NAME) as workspace:
        infos = (*Documents().named(workspace), *Documents().catalogue())
    assert len(needless) == 3
    assert len(inside) == sum(info.mention is Mention.INTERNE for info in infos)
    assert len(said) == len(infos) + 1
    assert len(documents) == len(infos) - len(needless) - len(inside)
    assert len(list(folder.iterdir())) == len(documents) + 1
    for path in documents:
        assert any(line.startswith(f"{path.name}\u00a0: ") for line in said)
        assert path.read_bytes().startswith(b"%PDF-")


def test_demo_again_keeps_a_dossier_that_nobody_changed(cpom, tmp_path):
    path = copy_demonstration(tmp_path)
    before = state_of(tmp_path)[NAME]

    done = cpom("demo", tmp_path)

    assert (done.code, done.err) == (0, "")
    assert state_of(tmp_path)[NAME] == before
    assert path.exists()


@pytest.fixture
def changed(tmp_path):
    """Return a folder whose demonstration she has changed."""
    with opened(copy_demonstration(tmp_path)) as workspace:
        workspace.run(UpdateEtablissement(commune="Ailleurs"))
    return tmp_path


@pytest.fixture
def foreign(tmp_path):
    """Return a folder where the name is taken by something else."""
    (tmp_path / NAME).write_bytes(b"mes notes")
    return tmp_path


@pytest.mark.parametrize("folder", ["changed", "foreign"])
def test_demo_replaces_nothing_of_hers(cpom, request, folder):
    place = request.getfixturevalue(folder)
    before = state_of(place)

    cpom("demo", place).refused("« Les Tilleuls.cpom »", "rien n’a été remplacé")

    assert state_of(place) == before


def test_demo_says_when_the_folder_cannot_be_made(cpom, tmp_path):
    (tmp_path / "fichier").write_text("x", "utf-8")

    cpom("demo", tmp_path / "fichier" / "dessous").refused("Impossible d’écrire à cet endroit")
