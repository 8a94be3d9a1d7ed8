"""The command that takes a file of another program: what is proposed of it, nothing else."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from cpom_desktop.bootstrap import open_workspace
from cpom_desktop.cli.commands import say
from cpom_desktop.cli.contacts import import_contacts
from cpom_desktop.cli.grille import import_grille
from cpom_desktop.errors import ImportImpossible
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.imports.tables import read_table
from cpom_desktop.services.operations import ImportHas, SetValeurs
from cpom_desktop.services.queries.donnees_importees import Place, figures_of_file
from cpom_desktop.services.queries.donnees_recues import Choix, Sort
from cpom_desktop.services.queries.has_importee import has_of_file, kept_lines
from cpom_desktop.services.tableaux import spoilt_sentence

if TYPE_CHECKING:
    from argparse import Namespace

    from cpom_desktop.services.queries.donnees_recues import CelluleLue
    from cpom_desktop.services.queries.has_importee import CritereLu
    from cpom_desktop.services.tableaux import FileTable
    from cpom_desktop.services.workspace import Workspace


class Contenu(StrEnum):
    """What a file holds."""

    CONTACTS = "contacts"
    DONNEES = "donnees"
    HAS = "has"
    GRILLE = "grille"
    OBJECTIFS = "objectifs"


def import_file(args: Namespace) -> int:
    """Take what a file holds; 1 when something of it is refused, 2 when nothing reads."""
    contenu = Contenu(args.contenu)
    if contenu is Contenu.CONTACTS:
        return import_contacts(args)
    if contenu in {Contenu.GRILLE, Contenu.OBJECTIFS}:
        return import_grille(args)
    table = read_table(args.fichier)
    if told := spoilt_sentence(table.rows):
        say(told)
    workspace = open_workspace(args.dossier)
    try:
        match contenu:
            case Contenu.DONNEES:
                return _import_figures(workspace, table, args)
            case Contenu.HAS:
                return _import_has(workspace, table, args)
        assert_never(contenu)
    finally:
        workspace.close()


def _import_figures(workspace: Workspace, table: FileTable, args: Namespace) -> int:
    """Write the figures that are sure; a row whose name is only close is refused."""
    place = Place(workspace.snapshot, workspace.content, workspace.today, proches=False)
    _columns, found = figures_of_file(table, place, {})
    _require_readable(table, found.recu.bloque)
    kept = Sort.MODIFIEE if args.garder else None
    taken = [cell for cell in found.recu.cellules if Choix.ECRIRE in cell.choices]
    written = [cell for cell in taken if cell.sort is not kept]
    values = [value for cell in written if (value := cell.taken(Choix.ECRIRE)) is not None]
    if values and not args.essai:
        workspace.run(SetValeurs(valeurs=values))
    _say_all(found.recu.notes, [_figure_words(cell) for cell in written], found.recu.refusees)
    say(_ended(ngettext("{n} donnée importée.", "{n} données importées.", len(values)), args))
    return int(bool(found.recu.refusees))


def _figure_words(cell: CelluleLue) -> str:
    return _(
        "Ligne {n} : {donnee}, {annee} : {avant} → {apres}.",
        n=cell.ligne,
        donnee=cell.libelle,
        annee=str(cell.annee),
        avant=cell.avant,
        apres=cell.apres,
    )


def _import_has(workspace: Workspace, table: FileTable, args: Namespace) -> int:
    """Take a self-evaluation in place of the one before."""
    snapshot = workspace.snapshot
    _columns, found = has_of_file(table, snapshot, workspace.content.grille_du_kit)
    _require_readable(table, found.bloque)
    kept = Sort.MODIFIEE if args.garder else None
    decided = {x.numero: Choix.LAISSER for x in found.lignes if x.sort is kept}
    lines = kept_lines(found, decided, snapshot.cotations_has)
    changed = [x for x in found.lignes if Choix.ECRIRE in x.choices and x.sort is not kept]
    if changed and not args.essai:
        workspace.run(ImportHas(lignes=lines))
    refused = [_has_words(x) for x in found.lignes if x.sort is Sort.REFUSEE]
    _say_all(found.notes, [_has_words(line) for line in changed], refused)
    say(_ended(ngettext("{n} critère importé.", "{n} critères importés.", len(changed)), args))
    return int(bool(refused))


def _has_words(line: CritereLu) -> str:
    told = line.raison or (line.ligne.code if line.ligne else "")
    return _("Ligne {n} : {quoi}", n=line.numero, quoi=told)


def _require_readable(table: FileTable, reason: str) -> None:
    if reason:
        raise ImportImpossible(
            "colonnes-inconnues",
            _(
                "Le fichier {nom} n'a pas pu être compris : {raison}",
                nom=table.name,
                raison=reason,
            ),
            remedy=_("Rien n'a changé dans le dossier."),
        )


def _say_all(*groups: list[str] | tuple[str, ...]) -> None:
    for line in (line for group in groups for line in group):
        say(line)


def _ended(told: str, args: Namespace) -> str:
    return _("{quoi} Essai : rien n'est écrit.", quoi=told) if args.essai else told
