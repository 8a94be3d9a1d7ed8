"""`cpom demo`: the demonstration dossier and its documents, in a folder of hers."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cpom_desktop.bootstrap import demonstration_workspace, open_workspace
from cpom_desktop.cli.commands import make_folder, say
from cpom_desktop.cli.documents import export_all
from cpom_desktop.errors import ErreurCpom, ErreurStockage
from cpom_desktop.i18n import _
from cpom_desktop.services.documents import DocumentOptions

if TYPE_CHECKING:
    from argparse import Namespace

    from cpom_desktop.services.snapshot import DossierSnapshot
    from cpom_desktop.services.workspace import Workspace

NAME = "Les Tilleuls.cpom"


def demo(args: Namespace) -> int:
    """Write the demonstration and every document of it; say what was written."""
    make_folder(args.emplacement)
    path = args.emplacement / NAME
    workspace = _opened(path)
    try:
        say(_("Dossier de démonstration : {chemin}", chemin=str(path)))
        return export_all(workspace, args.emplacement, DocumentOptions())
    finally:
        workspace.close()


def _opened(path: Path) -> Workspace:
    """Return the demonstration at `path`, made unless it is there as it was made.

    Raises:
        ErreurStockage: another file is there, or she has changed the dossier: both stay.
    """
    if not path.exists():
        return demonstration_workspace(path)
    try:
        known = open_workspace(path, read_only=True)
    except ErreurCpom as error:
        raise _kept(path, str(error.code)) from error
    if known.snapshot != _pristine():
        known.close()
        raise _kept(path, "changed")
    return known


def _pristine() -> DossierSnapshot:
    """Return the demonstration as this program makes it."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = demonstration_workspace(Path(folder) / NAME)
        try:
            return workspace.snapshot
        finally:
            workspace.close()


def _kept(path: Path, detail: str) -> ErreurStockage:
    return ErreurStockage(
        "demonstration-modifiee",
        _(
            "« {nom} » existe déjà et n'est plus la démonstration d'origine : rien n'a été "
            "remplacé.",
            nom=path.name,
        ),
        remedy=_("Donnez un autre emplacement, ou renommez ce fichier."),
        detail=detail,
    )
