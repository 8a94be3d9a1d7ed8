"""The plan as a workbook and as a calendar: written, read again, refused in words."""

from __future__ import annotations

import errno
import os
import zipfile
from dataclasses import replace

import pytest

from cpom_desktop.errors import ErreurCpom, RapportImpossible
from cpom_desktop.reports import maker
from cpom_desktop.reports.catalogue import CATALOGUE
from cpom_desktop.reports.exports import CALENDARS, TEXTS, WORKBOOKS, WORKBOOKS_ABOUT
from cpom_desktop.reports.formats import EVERYWHERE, ONE_TABLE
from cpom_desktop.reports.maker import Documents
from cpom_desktop.services.documents import DocumentFormat, DocumentOptions
from cpom_desktop.services.operations import (
    TakePlanReference,
    UpdateDossier,
    UpdateEtablissement,
    UpdateTask,
)
from cpom_desktop.services.queries.agenda import plan_events
from cpom_desktop.services.queries.echeancier import echeancier
from cpom_desktop.services.queries.plan_references import slippage
from cpom_desktop.services.queries.planning import plan_view
from tests.outils.agendas import read
from tests.outils.editions import EMOJI, STORY, tilleuls

XLSX, ICS = DocumentFormat.XLSX, DocumentFormat.ICS


@pytest.fixture
def workspace():
    with tilleuls() as found:
        yield found


def prepared(workspace, kind, slug="retroplanning"):
    return Documents().prepare(workspace, slug, DocumentOptions(format=kind))


def sheet_of(path, name):
    """Return the lines of a sheet, each by its headers."""
    import openpyxl

    rows = list(openpyxl.load_workbook(path)[name].values)
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def tasks_of(workspace, path):
    prepared(workspace, XLSX).write(path)
    return sheet_of(path, "Rétroplanning")


def test_the_formats_that_a_document_tells_are_those_that_are_made():
    for slug, entry in CATALOGUE.items():
        made = {
            *EVERYWHERE,
            *([ICS] if slug in CALENDARS else []),
            *([DocumentFormat.CSV] if slug in {*TEXTS, *ONE_TABLE} else []),
            *([DocumentFormat.VCF] if slug == "annuaire" else []),
        }
        assert set(entry.info.formats) == made, slug
        assert entry.info.formats[0] is DocumentFormat.PDF
    assert CATALOGUE.keys() >= {*WORKBOOKS, *WORKBOOKS_ABOUT, *ONE_TABLE}


@pytest.mark.parametrize("kind", [XLSX, ICS])
def test_the_name_of_the_file_has_its_format(workspace, kind):
    assert prepared(workspace, kind).file_name == (
        f"2027-03-12 EHPAD Les Tilleuls – Rétroplanning – PROJET.{kind}"
    )


def test_a_calendar_holds_the_days_of_the_plan(workspace, tmp_path):
    meeting = next(t for t in workspace.snapshot.tasks if t.titre.startswith("COPIL n°\xa02"))
    workspace.run(UpdateTask(id=meeting.id, reunion=True))
    written = prepared(workspace, ICS).write(tmp_path / "a.ics")
    expected = plan_events(workspace.snapshot, workspace.content, workspace.today)

    assert written.counted.split() == [str(len(expected)), "événements"]
    found = read((tmp_path / "a.ics").read_bytes())
    assert [(e.title, e.first) for e in found] == [(e.title, e.day) for e in expected]
    assert all(workspace.uuid in e.uid for e in found)


def test_a_workbook_has_every_task_as_the_screen_shows_it(workspace, tmp_path):
    rows = tasks_of(workspace, tmp_path / "a.xlsx")
    view = plan_view(workspace.snapshot, workspace.content, workspace.today)

    assert len(rows) == len(view.rows) == 40
    for row, shown in zip(rows, view.rows, strict=True):
        assert row["Tâche ou jalon"] == shown.titre
        assert row["Début"].date() == shown.scheduled.debut
        assert row["Échéance"].date() == shown.scheduled.fin
        assert row["Marge (jours)"] == shown.scheduled.marge_jours
        assert row["État"] == shown.etat
        assert row["D’où vient la date"] == shown.explication
    assert {row["Chemin critique"] for row in rows} == {"Oui", "Non"}
    assert rows[1]["Attend la fin de"] == rows[0]["Tâche ou jalon"]


def test_a_workbook_compares_with_the_last_plan_of_reference(workspace, tmp_path):
    workspace.run(TakePlanReference(nom="Avant"))
    target = workspace.snapshot.dossier.date_signature
    workspace.run(UpdateDossier(date_signature=target.replace(month=11)))
    rows = tasks_of(workspace, tmp_path / "a.xlsx")
    compared = slippage(workspace.snapshot, workspace.content, workspace.today)
    kept = [row["Échéance de référence"].date() for row in rows]
    gaps = [row["Écart à la référence (jours)"] for row in rows]

    assert kept == [line.fin for line in compared.lignes]
    assert gaps == [line.jours for line in compared.lignes]
    assert kept[-1] == target


def test_the_workbook_of_the_deadlines_has_every_line_with_its_day(workspace, tmp_path):
    prepared(workspace, XLSX, "echeancier").write(tmp_path / "a.xlsx")
    rows = sheet_of(tmp_path / "a.xlsx", "Échéancier")
    lines = echeancier(workspace.snapshot, workspace.content, workspace.today).lignes

    assert [row["Échéance"] for row in rows] == [line.titre for line in lines]
    days = [row["Date"].date() if row["Date"] else None for row in rows]
    assert days == [line.jour for line in lines]
    assert {row["État"] for row in rows} <= {
        "Date à saisir", "À faire", "En retard", "Faite", "Sans objet",
    }  # fmt: skip


def test_what_she_notes_for_herself_is_in_no_file(workspace, tmp_path):
    for task in workspace.snapshot.tasks:
        workspace.run(UpdateTask(id=task.id, note="À ne pas montrer"))
    for slug, kind in (("retroplanning", XLSX), ("retroplanning", ICS), ("echeancier", XLSX)):
        path = prepared(workspace, kind, slug).write(tmp_path / f"{slug}.{kind}").path
        data = path.read_bytes()
        if kind is XLSX:
            parts = zipfile.ZipFile(path)
            data = b"".join(parts.read(name) for name in parts.namelist())
        assert "À ne pas montrer".encode() not in data, path.name


def test_a_workbook_without_a_target_has_its_tasks_without_dates(workspace, tmp_path):
    workspace.run(UpdateDossier(date_signature=None))
    rows = tasks_of(workspace, tmp_path / "a.xlsx")

    assert len(rows) == 40
    assert {row["Échéance"] for row in rows} == {None}
    about = {r["Information"]: r["Valeur"] for r in sheet_of(tmp_path / "a.xlsx", "À propos")}
    assert about["Date de signature visée"] == "–"


def test_hostile_texts_go_through_both_formats(workspace, tmp_path):
    for task in workspace.snapshot.tasks[::3]:
        workspace.run(UpdateTask(id=task.id, titre=f"=cmd|'{EMOJI}', ; x", note=STORY))
    workspace.run(UpdateEtablissement(nom="EHPAD <A & B> ; « C », D"))

    assert prepared(workspace, XLSX).write(tmp_path / "a.xlsx").count
    assert prepared(workspace, ICS).write(tmp_path / "a.ics").count
    assert any(
        r["Tâche ou jalon"].startswith("=cmd") for r in tasks_of(workspace, tmp_path / "b.xlsx")
    )


@pytest.mark.parametrize("kind", [XLSX, ICS])
def test_the_same_dossier_and_clock_give_the_same_bytes(workspace, tmp_path, kind):
    paths = [prepared(workspace, kind).write(tmp_path / name).path for name in ("a", "b")]

    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_format_that_a_document_lacks_is_refused(workspace):
    with pytest.raises(RapportImpossible) as refused:
        prepared(workspace, ICS, "raci")
    assert refused.value.code == "format-absent"
    assert "Matrice RACI" in refused.value.sentence
    told = CATALOGUE["raci"].info.formats
    assert refused.value.remedy == f"Formats possibles\xa0: {', '.join(told)}."


def test_an_empty_calendar_is_refused_before_the_disk_is_touched(workspace, tmp_path):
    workspace.run(UpdateDossier(date_signature=None))
    (tmp_path / "a.ics").write_bytes(b"ancien")

    with pytest.raises(RapportImpossible) as refused:
        prepared(workspace, ICS).write(tmp_path / "a.ics")
    assert refused.value.code == "agenda-vide"
    assert (tmp_path / "a.ics").read_bytes() == b"ancien"


@pytest.mark.parametrize("kind", [XLSX, ICS])
def test_a_file_damaged_by_its_disk_is_told(workspace, tmp_path, monkeypatch, kind):
    def write_half(path, data):
        path.write_bytes(data[: len(data) // 2])

    monkeypatch.setattr(maker, "write_file", write_half)
    with pytest.raises(RapportImpossible) as refused:
        prepared(workspace, kind).write(tmp_path / "a")
    assert refused.value.code == "relecture"


@pytest.mark.parametrize("kind", [XLSX, ICS])
@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (PermissionError(13, "open elsewhere"), "fichier-ouvert-ailleurs"),
        (OSError(errno.ENOSPC, "full"), "disque-plein"),
    ],
)
def test_a_target_that_cannot_be_replaced_keeps_the_old_file(
    workspace, tmp_path, monkeypatch, kind, fault, code
):
    def refuse(*_arguments):
        raise fault

    path = tmp_path / f"a.{kind}"
    path.write_bytes(b"ancien")
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(ErreurCpom) as refused:
        prepared(workspace, kind).write(path)

    assert refused.value.code == code
    assert "intact" in refused.value.remedy
    assert path.read_bytes() == b"ancien"
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("kind", [XLSX, ICS])
def test_a_folder_that_is_gone_is_told(workspace, tmp_path, kind):
    with pytest.raises(RapportImpossible) as refused:
        prepared(workspace, kind).write(tmp_path / "parti" / "a")
    assert refused.value.code == "ecriture-impossible"


def test_an_edition_is_frozen_with_its_format(workspace, tmp_path):
    plan = prepared(workspace, XLSX)
    before = plan.write(tmp_path / "a").path.read_bytes()
    workspace.run(UpdateTask(id=workspace.snapshot.tasks[0].id, titre="Autre"))

    assert plan.write(tmp_path / "b").path.read_bytes() == before
    assert replace(plan.edition.options).format is XLSX
