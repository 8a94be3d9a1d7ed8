"""The commands of documents: what exists and how ready it is, one written, all written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cpom_desktop.bootstrap import open_workspace
from cpom_desktop.cli.commands import make_folder, say
from cpom_desktop.domain.dossiers_nommes import Mention, Paper
from cpom_desktop.domain.instances import Confidentialite
from cpom_desktop.errors import ErreurCpom, RapportImpossible
from cpom_desktop.i18n import NBSP, _
from cpom_desktop.reports.catalogue import COMPLETE
from cpom_desktop.reports.maker import Documents
from cpom_desktop.services.anomalies.envoi import CHECKED, before_leaving
from cpom_desktop.services.documents import (
    STATE_WORDS,
    DocumentFormat,
    DocumentOptions,
    DocumentState,
)
from cpom_desktop.services.messages import sentence

if TYPE_CHECKING:
    from argparse import Namespace

    from cpom_desktop.services.documents import DocumentInfo, Subject, Written
    from cpom_desktop.services.workspace import Workspace


def documents(args: Namespace) -> int:
    """List the documents with their state, aligned; 1 when one has something to correct."""
    workspace = open_workspace(args.dossier, read_only=True)
    maker = Documents()
    try:
        known = [(info, maker.status(workspace, info.slug)) for info in _infos(maker, workspace)]
        subjects = _subjects(maker, workspace)
    finally:
        workspace.close()
    rows = [
        (info.slug, _(info.title), _(STATE_WORDS[status.state]), ", ".join(status.reasons))
        for info, status in known
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        cells = [text.ljust(width) for text, width in zip(row, widths, strict=False)]
        say("  ".join((*cells, row[3])).rstrip())
    for about, told in subjects.items():
        say(_("{sujet} à la fin du nom d'un document :", sujet=about))
        for subject in told:
            say(f"  -{subject.key}  {subject.told}")
    return int(any(status.state is DocumentState.A_CORRIGER for _info, status in known))


def _infos(maker: Documents, workspace: Workspace) -> tuple[DocumentInfo, ...]:
    """Return what she composed, then the catalogue; the fiches are in their collection."""
    return (*maker.named(workspace), *maker.catalogue())


def _subjects(maker: Documents, workspace: Workspace) -> dict[str, tuple[Subject, ...]]:
    """Return what documents may be about, under its name: « Réunion » → each meeting."""
    slugs = {info.about: info.slug for info in maker.catalogue() if info.about}
    found = {_(about): maker.subjects(workspace, slug) for about, slug in slugs.items()}
    return {about: subjects for about, subjects in found.items() if subjects}


def export(args: Namespace) -> int:
    """Write one document, or every one; say where and how many pages."""
    if args.tous is not None and args.vers is not None:
        raise RapportImpossible(
            "out-et-all",
            _("« --out » nomme un fichier, « --all » un répertoire : indiquez l'un ou l'autre."),
        )
    options = DocumentOptions(
        mention=Mention(args.mention),
        grey=args.noir_et_blanc,
        paper=Paper(args.papier),
        format=DocumentFormat(args.format),
        noms=not args.sans_noms,
        sources=not args.sans_sources,
        logo=not args.sans_logo,
        classe=Confidentialite(args.diffusion) if args.diffusion else None,
        joindre=args.joindre,
    )
    workspace = open_workspace(args.dossier, read_only=True)
    try:
        _tell_controle(workspace, args.document or COMPLETE, options)
        if args.tous is not None:
            return export_all(workspace, args.tous, options)
        prepared = Documents().prepare(workspace, args.document, options)
        target = args.vers or Path(prepared.file_name)
        make_folder(target.parent)
        _tell_warnings(prepared.write(target), str(target))
        return 0
    finally:
        workspace.close()


def export_all(workspace: Workspace, folder: Path, options: DocumentOptions) -> int:
    """Write every document in a folder; what is empty or refused is told, never passed over.

    In another format than PDF: every document that exists in it. One that has nothing to tell is
    told and left out too, which is no fault.

    Returns 1 when a document is empty or could not be written.
    """
    maker = Documents()
    make_folder(folder)
    left_out = 0
    for info in _infos(maker, workspace):
        if options.format not in info.formats:
            continue
        status = maker.status(workspace, info.slug)
        if info.mention is Mention.INTERNE:
            say(_("{titre} : document interne, écrit seulement par son nom.", titre=_(info.title)))
            continue
        if status.needless:
            reason = ", ".join(status.reasons)
            say(_("{titre} : sans objet ({raison}).", titre=_(info.title), raison=reason))
            continue
        if status.state is DocumentState.VIDE:
            reason = ", ".join(status.reasons)
            _warn(_("{titre} : vide ({raison}).", titre=_(info.title), raison=reason))
            left_out += 1
            continue
        prepared = maker.prepare(workspace, info.slug, options)
        try:
            _tell_warnings(prepared.write(folder / prepared.file_name), prepared.file_name)
        except ErreurCpom as error:
            _warn(f"{_(info.title)}{NBSP}: {sentence(error)} {error.remedy}".strip())
            left_out += 1
    return int(left_out > 0)


def _tell_controle(workspace: Workspace, slug: str, options: DocumentOptions) -> None:
    """Say what is blocking in the dossier before a document leaves; it is written all the same."""
    info = next((i for i in Documents().catalogue(workspace) if i.slug == slug), None)
    if info is None or options.format not in CHECKED:
        return
    snapshot, content = workspace.snapshot, workspace.content
    envoi = before_leaving(snapshot, content, workspace.today, info, options.mention)
    if envoi is not None:
        _warn(_("Le contrôle relève {points} : « cpom check ».", points=envoi.points))


def _tell_warnings(written: Written, name: str) -> None:
    for warning in written.avertissements:
        _warn(warning)
    say(_("{nom} : {compte}", nom=name, compte=written.told))


def _warn(text: str) -> None:
    sys.stderr.write(f"{text}\n")
