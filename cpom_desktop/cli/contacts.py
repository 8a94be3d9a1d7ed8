"""The command that brings contacts from a file: what is proposed of each line, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.bootstrap import open_workspace
from cpom_desktop.cli.commands import say
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.imports.contacts import read_contacts
from cpom_desktop.services.operations import AddActeurs
from cpom_desktop.services.queries.contacts_colonnes import guess_columns
from cpom_desktop.services.queries.contacts_importes import CHOIX_WORDS, Sort, read_contacts_table
from cpom_desktop.services.tableaux import spoilt_sentence

if TYPE_CHECKING:
    from argparse import Namespace

    from cpom_desktop.services.queries.contacts_importes import ContactLu


def import_contacts(args: Namespace) -> int:
    """Add the new contacts of a file, complete those known; 1 when a line is refused."""
    table = read_contacts(args.fichier)
    workspace = open_workspace(args.dossier)
    try:
        columns = guess_columns(table, {})
        lines = read_contacts_table(table, columns, workspace.snapshot, workspace.content)
        taken = [made for line in lines if (made := line.taken(line.choices[0])) is not None]
        if taken and not args.essai:
            workspace.run(AddActeurs(lignes=taken))
    finally:
        workspace.close()
    if told := spoilt_sentence(table.rows):
        say(told)
    for line in lines:
        say(_told(line))
    say(ngettext("{n} acteur importé.", "{n} acteurs importés.", len(taken)))
    return int(any(line.sort is Sort.REFUSE for line in lines))


def _told(line: ContactLu) -> str:
    done = _("Refusée") if line.sort is Sort.REFUSE else _(CHOIX_WORDS[line.choices[0]])
    name = (line.ligne.nom or line.ligne.structure) if line.ligne else ""
    told = _("Ligne {n} : {quoi} {nom}.", n=line.number, quoi=done.lower(), nom=name)
    return f"{told} {line.reason}".replace(" .", ".").strip()
