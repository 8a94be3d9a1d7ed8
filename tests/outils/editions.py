"""Editions of documents for the tests: demonstration, empty, undated, hostile; what they say."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from cpom_desktop.bootstrap import new_workspace
from cpom_desktop.domain.controles import ListeControle
from cpom_desktop.domain.diagnostic import NatureConstat, PositionAutorite
from cpom_desktop.domain.dossier import LectureRaci
from cpom_desktop.reports.blocks import Fitted
from cpom_desktop.reports.catalogue import build
from cpom_desktop.reports.documents.context import Edition
from cpom_desktop.reports.pdf import render_pdf
from cpom_desktop.services.operations import (
    AddControle,
    AddEcheance,
    AddFermeture,
    AssumeAnomalie,
    SetEcheance,
    TakePlanReference,
    UpdateActeur,
    UpdateAxe,
    UpdateConstat,
    UpdateControle,
    UpdateDossier,
    UpdateEtablissement,
    UpdateEtape,
    UpdateFicheAction,
    UpdateIndicateur,
    UpdateMoyen,
    UpdateObjectif,
    UpdateRaciActivite,
    UpdateRaciRole,
    UpdateRubrique,
    UpdateTask,
)
from tests.outils.diagnostics import begin, fill
from tests.outils.dossiers import copy_demonstration, copy_tilleuls, frozen_clock, opened

MARKUP = "<para><b>gras</b></para> &amp; <img src='x'/> {nom} %s"
INJECTION = "'); DROP TABLE acteurs;--"
QUOTES = "« a » \"b\" 'c' ’d’ & <"
EMOJI = "\U0001f469\u200d\u2695\ufe0f"
HEBREW = "\u05e9\u05dc\u05d5\u05dd"
LITERALS = (MARKUP, INJECTION, QUOTES)
"""Texts that must be printed sign for sign."""

NAME = f"{MARKUP} {INJECTION} {QUOTES} ".ljust(200, "N")
WORD = "m" * 500
STORY = (f"{MARKUP}\n- {INJECTION}\n- {QUOTES}\n\n{WORD}\n\n" + "Phrase assez longue. " * 500)[
    :10_000
]
"""Ten thousand characters, a list and a word of five hundred letters among them."""


@contextmanager
def tilleuls():
    """Open a copy of the demonstration to change, away from the test's own folder."""
    with tempfile.TemporaryDirectory() as folder, opened(copy_tilleuls(Path(folder))) as workspace:
        yield workspace


def edition_of(workspace, **changes):
    """Return what a document is made from, as the maker freezes it."""
    return Edition(workspace.snapshot, workspace.content, workspace.now, **changes)


@cache
def demonstration():
    """Return the edition of « Les Tilleuls »."""
    with tilleuls() as workspace:
        return edition_of(workspace)


@cache
def showcase():
    """Return the edition of the whole demonstration: its meetings, exchanges and documents too."""
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(copy_demonstration(Path(folder))) as workspace,
    ):
        return edition_of(workspace)


@cache
def empty():
    """Return the edition of a dossier of which only the name is known."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = new_workspace(Path(folder) / "Vide.cpom", "EHPAD Vide", clock=frozen_clock)
        try:
            return edition_of(workspace)
        finally:
            workspace.close()


@cache
def filled():
    """Return the demonstration with every criterion answered and three usual fiches actions."""
    with tilleuls() as workspace:
        fill(workspace)
        workspace.run(AssumeAnomalie(cle="siret:1", motif="Numéro provisoire"))
        day = workspace.today + timedelta(days=60)
        workspace.run(AddFermeture(debut=day, fin=day + timedelta(days=20), libelle="Travaux"))
        workspace.run(TakePlanReference(nom="Plan remis au CA"))
        workspace.run(AddEcheance(titre="Relancer", jour=day, note="Par téléphone"))
        workspace.run(SetEcheance(cle="reunion:24:pieces", jour=day, motif="Congés"))
        return edition_of(workspace)


@cache
def partial():
    """Return an edition whose diagnosis and fiches are only begun."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = new_workspace(Path(folder) / "Vide.cpom", "EHPAD Vide", clock=frozen_clock)
        try:
            begin(workspace)
            return edition_of(workspace)
        finally:
            workspace.close()


@cache
def undated():
    """Return the edition of the demonstration while its target is not known."""
    with tilleuls() as workspace:
        workspace.run(UpdateDossier(date_signature=None))
        return edition_of(workspace)


@cache
def anglaise():
    """Return the edition of the demonstration in the English reading of RACI."""
    return with_snapshot(
        demonstration(),
        dossier=replace(demonstration().snapshot.dossier, lecture_raci=LectureRaci.ANGLAISE),
    )


def with_snapshot(edition, **tables):
    """Return an edition of which some tables hold other records."""
    return replace(edition, snapshot=replace(edition.snapshot, **tables))


@cache
def hostile():
    """Return an edition whose every text is as long and as nasty as an operation takes it."""
    with tilleuls() as workspace:
        fill(workspace)
        snapshot = workspace.snapshot
        hostile_ones = (
            *_hostile_operations(snapshot),
            *_hostile_projects(snapshot),
            *_hostile_lists(snapshot),
        )
        for operation in hostile_ones:
            workspace.run(operation)
        return edition_of(workspace)


def _hostile_operations(snapshot):
    """Yield what fills the demonstration with hostile texts."""
    yield UpdateEtablissement(
        nom=NAME,
        gestionnaire=NAME,
        adresse=NAME,
        commune=f"Villeneuve {EMOJI}",
        ars=NAME,
        collectivite=NAME,
        projet_perimetre=STORY,
    )
    yield UpdateDossier(contrat_actuel=NAME)
    for acteur in snapshot.acteurs:
        yield UpdateActeur(id=acteur.id, structure=NAME, nom=NAME, fonction=NAME)
    first, second, *_others = snapshot.acteurs
    yield UpdateActeur(id=first.id, relation=STORY)
    yield UpdateActeur(id=second.id, service=f"{HEBREW} {EMOJI}", telephone="01 99 00 00 00")
    for task in snapshot.tasks[::4]:
        yield UpdateTask(id=task.id, titre=NAME, livrable=STORY, note=STORY)
    for activite in snapshot.raci_activites[::3]:
        yield UpdateRaciActivite(id=activite.id, titre=NAME)
    for role in snapshot.raci_roles[::4]:
        yield UpdateRaciRole(id=role.id, libelle=NAME, abrege="Sans abrégé " * 4)


def _hostile_lists(snapshot):
    """Yield what fills the check-lists and the role sheet with hostile texts."""
    for controle in snapshot.controles[::6]:
        yield UpdateControle(id=controle.id, texte=NAME, decision=STORY, document=NAME)
    for liste in ListeControle:
        yield AddControle(liste=liste, texte=NAME, etape=NAME)
    first, second, *_others = snapshot.rubriques
    yield UpdateRubrique(id=first.id, titre=NAME, texte=STORY)
    yield UpdateRubrique(id=second.id, texte="")


def _hostile_projects(snapshot):
    """Yield what fills the diagnosis and the fiches with hostile texts."""
    for constat in snapshot.constats[::9]:
        yield UpdateConstat(
            critere=constat.critere,
            texte=STORY,
            preuve=NAME,
            nature=NatureConstat.FAIBLESSE,
            position_ars=PositionAutorite.CONTESTEE,
            note_ars=NAME,
        )
    for axe in snapshot.axes:
        yield UpdateAxe(id=axe.id, libelle=NAME)
    for objectif in snapshot.objectifs:
        yield UpdateObjectif(id=objectif.id, libelle=NAME)
    first, *_others = snapshot.fiches_action
    yield UpdateFicheAction(
        id=first.id,
        titre=NAME,
        etat_des_lieux=STORY,
        resultats_attendus=STORY,
        risques=STORY,
        validee_par=NAME,
    )
    for etape in snapshot.etapes[::2]:
        yield UpdateEtape(id=etape.id, libelle=NAME, livrable=NAME)
    for moyen in snapshot.moyens[::2]:
        yield UpdateMoyen(id=moyen.id, libelle=NAME)
    for indicateur in snapshot.indicateurs[::2]:
        yield UpdateIndicateur(
            id=indicateur.id, libelle=NAME, definition=STORY, mode_calcul=STORY, unite=NAME
        )


@cache
def rendered(edition, slug):
    """Return a document of the catalogue as a file, made once a run."""
    return render_pdf(build(slug, edition), now=edition.now)


def texts_of(value):
    """Return every text held anywhere in a document or a block."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for item in value for text in texts_of(item)]
    if is_dataclass(value):
        return [text for slot in fields(value) for text in texts_of(getattr(value, slot.name))]
    return []


def rows_of(table, kind="body"):
    """Return the lines of a table, each as its texts (the letters of a badge)."""
    return [
        tuple(getattr(cell.content, "letters", cell.content) for cell in row.cells)
        for row in table.rows
        if row.kind == kind
    ]


def flat(blocks):
    """Return blocks with what a `Fitted` shows at ease in its place."""
    return tuple(
        part
        for block in blocks
        for part in (block.at_ease if isinstance(block, Fitted) else (block,))
    )


def blocks_of(document, kind):
    """Return the blocks of one kind, in order, as they are shown at ease."""
    return [block for block in flat(document.blocks) if isinstance(block, kind)]
