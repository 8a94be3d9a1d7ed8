"""The command that takes the pack of a region, grid or objectives: what changes is told first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.bootstrap import open_workspace
from cpom_desktop.cli.commands import say
from cpom_desktop.content.regional import read_regional
from cpom_desktop.i18n import _
from cpom_desktop.imports.pack_file import read_pack_file
from cpom_desktop.services.operations import TakePack
from cpom_desktop.services.queries.packs_lecture import lecture, theme_of

if TYPE_CHECKING:
    from argparse import Namespace

    from cpom_desktop.services.queries.packs import Grille


def import_grille(args: Namespace) -> int:
    """Take the grid or the objectives of a `.cpompack` file, unless it is a try.

    Raises:
        ErreurCpom: the file does not read, or has faults, which are all told.
    """
    texts = read_pack_file(args.fichier)
    workspace = open_workspace(args.dossier)
    try:
        pair = read_regional(texts, workspace.content)
        theme = theme_of(texts, args.contenu)
        found = lecture(workspace.snapshot, workspace.content, pair, theme)
        if not args.essai:
            workspace.run(TakePack(textes=texts))
    finally:
        workspace.close()
    say(_("Avant : {grille}", grille=_told(found.avant)))
    say(_("Après : {grille}", grille=_told(found.apres)))
    for phrase in found.phrases:
        say(phrase)
    told = _("Essai : rien n'est écrit.") if args.essai else _("C'est pris.")
    say(told)
    return 0


def _told(grille: Grille) -> str:
    return f"{grille.titre} ({grille.contenu})"
