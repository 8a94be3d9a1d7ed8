"""The commands of documents: their list with states, one or all written, options."""

from __future__ import annotations

import json
from datetime import date
from itertools import takewhile

import pikepdf
import pytest

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.i18n import _
from cpom_desktop.reports.catalogue import CATALOGUE
from cpom_desktop.services.operations import UpdateDossier, UpdateEtablissement
from cpom_desktop.services.operations.dossiers_nommes import AddDossierNomme
from tests.outils.dossiers import opened
from tests.outils.fenetre import copy_started, plain
from tests.outils.reunions import hold_first_copil

PRINTED = [
    "dossier-lancement",
    "etablissement",
    "acteurs",
    "comitologie",
    "retroplanning",
    "retroplanning-detaille",
    "raci",
]
"""Documents of the demonstration's identity that have something to print, the whole apart."""


def text_of(path):
    """Return the words of a PDF, on one line."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    try:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()
    return " ".join(plain(" ".join(pages)).split())


def not_empty(cpom, dossier):
    """Return the lines of the documents that have something to print."""
    told = plain(cpom("documents", dossier).out).splitlines()
    lines = takewhile(lambda line: not line.endswith(" à la fin du nom d’un document :"), told)
    return [line for line in lines if "  Vide" not in line]


def test_documents_lists_names_titles_and_states_under_each_other(cpom, dossier):
    done = cpom("documents", dossier)
    lines = plain(done.out).splitlines()

    assert (done.code, done.err) == (0, "")
    assert [line.split()[0] for line in lines[: len(PRINTED)]] == PRINTED
    assert lines[1].find("Complet") == lines[0].find("Incomplet")
    assert lines[2].endswith("Incomplet  7 acteurs sans nom")


def test_something_to_correct_is_a_finding(cpom, dossier):
    with opened(dossier) as workspace:
        workspace.run(UpdateEtablissement(finess_et="990000411"))
    done = cpom("documents", dossier)

    assert done.code == 1
    assert "À corriger  1 donnée à vérifier" in plain(done.out)


def test_every_document_is_written_under_its_usual_name(cpom, dossier, tmp_path):
    folder = tmp_path / "a" / "b"
    done = cpom("export", dossier, "--all", folder)

    lines = done.out.splitlines()
    inside = [line for line in lines if "écrit seulement par son nom" in line]
    told = [line.partition("\u00a0: ")[0] for line in inside]
    internal = [e.info for e in CATALOGUE.values() if e.info.mention is Mention.INTERNE]
    assert told == [_(info.title) for info in internal], "an empty one is no fault either"
    written = [line for line in lines if line not in inside and " sans objet " not in plain(line)]
    names = [line.partition("\u00a0: ")[0] for line in written]
    assert sorted(names) == sorted(path.name for path in folder.iterdir())
    slugs = {line.split()[0] for line in not_empty(cpom, dossier)}
    assert len(names) == len(slugs - {info.slug for info in internal})
    plainly = {plain(_(e.info.title)) for e in CATALOGUE.values() if e.info.mention is not None}
    drafts = [name for name in names if not any(title in plain(name) for title in plainly)]
    assert len(drafts) > len(names) / 2
    assert all(name.endswith(" – PROJET.pdf") for name in drafts)


def test_an_empty_document_is_told_and_the_others_are_written(cpom, tmp_path):
    folder = tmp_path / "sortie"
    done = cpom("export", copy_started(tmp_path), "--all", folder)

    assert done.code == 1
    assert "Rétroplanning : vide (aucune tâche n’est saisie)." in plain(done.err)
    assert "Matrice RACI : vide (aucune activité n’est saisie)." in plain(done.err)
    assert not list(folder.glob("*Matrice RACI*"))
    assert list(folder.glob("*Feuille d’atelier RACI*")), "her team fills it to begin"
    assert list(folder.glob("*acteurs*"))


def test_the_proposals_of_a_plan_that_fits_are_told_and_not_written(cpom, dossier, tmp_path):
    with opened(dossier) as workspace:
        workspace.run(UpdateDossier(date_signature=date(2029, 6, 15)))
    folder = tmp_path / "sortie"
    done = cpom("export", dossier, "--all", folder)

    assert "sans objet (le plan tient)." in plain(done.out)
    left_out = 4  # they; the handover, the contrôle and the register, which stay in the house
    assert len(list(folder.iterdir())) == len(not_empty(cpom, dossier)) - left_out


def test_a_document_that_cannot_be_written_does_not_stop_the_others(cpom, dossier, tmp_path):
    folder = tmp_path / "sortie"
    folder.mkdir()
    cpom("export", dossier, "--document", "acteurs", cwd=folder)
    (blocked,) = folder.iterdir()
    blocked.unlink()
    blocked.mkdir()
    done = cpom("export", dossier, "--all", folder)

    assert done.code == 1
    assert "\nCartographie des acteurs : " in plain(done.err)
    assert list(folder.glob("*RACI*"))
    assert not list(folder.glob("*.part"))


@pytest.mark.parametrize(
    ("mention", "words", "end"),
    [
        ("projet", "PROJET", " – PROJET.pdf"),
        ("copil", "Version présentée au COPIL", " – présentée au COPIL.pdf"),
        ("aucune", "version définitive", "Matrice RACI.pdf"),
    ],
)
def test_the_mention_is_across_the_pages_and_in_the_name(
    cpom, dossier, tmp_path, mention, words, end
):
    done = cpom("export", dossier, "--document", "raci", "--mention", mention, cwd=tmp_path)

    assert done.code == 0
    (written,) = tmp_path.glob("*.pdf")
    assert written.name.endswith(end)
    assert words in text_of(written)


def test_black_and_white_leaves_out_the_two_colours(cpom, dossier, tmp_path):
    sizes = []
    for options in ((), ("--noir-et-blanc",)):
        target = tmp_path / "x.pdf"
        assert cpom("export", dossier, "--document", "raci", "--out", target, *options).code == 0
        sizes.append(target.read_bytes())

    assert sizes[0] != sizes[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "il manque l'une des options --document --all"),
        (("--document", "raci", "--all", "x"), "ne va pas avec"),
        (("--all", "x", "--out", "y.pdf"), "l’un ou l’autre"),
        (("--document", "raci", "--mention", "rouge"), "rouge"),
    ],
)
def test_what_does_not_go_together_is_refused(cpom, dossier, tmp_path, words, told):
    cpom("export", dossier, *words, cwd=tmp_path).refused(told)
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_meetings_that_a_document_may_be_about_are_listed(cpom, dossier, tmp_path):
    with opened(dossier) as workspace:
        hold_first_copil(workspace)
    listed = cpom("documents", dossier).out

    assert "-copil-1  COPIL n°\xa01, 4 févr. 2027" in listed
    out = tmp_path / "o.pdf"
    assert cpom("export", dossier, "--document", "emargement-copil-1", "--out", out).code == 0
    assert cpom("export", dossier, "--document", "emargement-copil-8").code == 2


def test_a_dossier_that_she_composed_is_listed_first_and_written_by_its_name(cpom, dossier):
    with opened(dossier) as workspace:
        workspace.run(AddDossierNomme(nom="CVS d'été", parties=["acteurs", "raci", "perdu"]))
    listed = plain(cpom("documents", dossier).out).splitlines()
    folder = dossier.parent / "sortie"
    done = cpom("export", dossier, "--document", "dossier-1", "--out", folder / "cvs.pdf")

    assert listed[0].split()[0] == "dossier-1"
    assert "CVS d’été" in listed[0]
    assert "1 document absent : perdu" in listed[0]
    assert done.code == 0
    assert "Matrice des responsabilités" in text_of(folder / "cvs.pdf")


def test_every_document_means_hers_too(cpom, dossier, tmp_path):
    with opened(dossier) as workspace:
        workspace.run(AddDossierNomme(nom="CVS", parties=["acteurs"], mention="aucune"))
        workspace.run(AddDossierNomme(nom="Vide"))
    folder = tmp_path / "sortie"
    done = cpom("export", dossier, "--all", folder)

    assert list(folder.glob("*– CVS.pdf"))
    assert "Vide : vide (ce dossier n’a encore aucun document)." in plain(done.err)


def test_a_pdf_carries_its_workbook_and_its_data_when_asked(cpom, dossier, tmp_path):
    target = tmp_path / "a.pdf"
    done = cpom("export", dossier, "--document", "acteurs", "--joindre", "--out", target)

    assert done.code == 0
    assert plain(done.out).strip().endswith(", 2 fichiers joints")
    with pikepdf.open(target) as pdf:
        assert {name.rpartition(".")[2] for name in pdf.attachments} == {"xlsx", "json"}


def test_every_document_may_be_written_as_data(cpom, dossier, tmp_path):
    done = cpom("export", dossier, "--all", tmp_path, "--format", "json")
    written = list(tmp_path.glob("*.json"))

    assert len(written) == done.out.count(" blocs") > 10
    assert all(json.loads(path.read_bytes())["format"] == "cpom-document" for path in written)


def test_names_and_sources_are_left_out_and_the_class_is_told(cpom, dossier, tmp_path):
    target = tmp_path / "x.pdf"
    words = ("--sans-noms", "--sans-sources", "--sans-logo", "--diffusion", "autorites")
    done = cpom("export", dossier, "--document", "echeancier", "--out", target, *words)

    assert done.code == 0
    told = text_of(target)
    assert "Diffusion : autorités" in told.replace("\u00a0", " ")
    assert "Claire Morel" not in told
    assert "à confirmer" not in told


def test_an_internal_document_is_not_said_to_go_out(cpom, dossier, tmp_path):
    words = ("--document", "vue-ars", "--diffusion", "publique")
    cpom("export", dossier, *words, cwd=tmp_path).refused("document interne")

    assert list(tmp_path.glob("*.pdf")) == []
