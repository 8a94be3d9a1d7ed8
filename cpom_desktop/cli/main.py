"""The command line: `cpom COMMAND …`, its help in French, its errors as one sentence."""

from __future__ import annotations

import argparse
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from cpom_desktop import __version__
from cpom_desktop.cli import commands, documents, imports
from cpom_desktop.cli.password import unlocked
from cpom_desktop.domain.dossiers_nommes import Mention, Paper
from cpom_desktop.domain.instances import Confidentialite
from cpom_desktop.errors import ErreurCpom
from cpom_desktop.i18n import NBSP, _
from cpom_desktop.reports.maker import Documents
from cpom_desktop.services import unfinished
from cpom_desktop.services.documents import DocumentFormat
from cpom_desktop.services.messages import no_memory, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cpom_desktop.cli.self_test import WindowCheck

REFUSED = 2
INTERRUPTED = 130
"""As a shell says: 128 + SIGINT."""


class _Parser(argparse.ArgumentParser):
    """argparse in French: its headings, and its errors."""

    def __init__(self, **values: Any) -> None:  # noqa: ANN401 - argparse's own options
        super().__init__(add_help=False, **values)
        self._positionals.title = _("Ce qu'il faut indiquer") + NBSP
        self._optionals.title = _("Options") + NBSP
        self.add_argument("-h", "--help", action="help", help=_("affiche cette aide"))

    def error(self, message: str) -> NoReturn:
        """Refuse the words of a command, in French."""
        usage = self.format_usage().removeprefix("usage: ").strip()
        known = _in_french(message)
        self.exit(REFUSED, _("Commande incomprise : {m}\nUsage : {u}\n", m=known, u=usage))

    def format_help(self) -> str:
        """Return the help with its French heading."""
        return super().format_help().replace("usage: ", _("Usage : "), 1)


def _in_french(message: str) -> str:
    for english, french in (
        ("the following arguments are required:", "il manque"),
        ("unrecognized arguments:", "mots inconnus:"),
        ("invalid choice:", "choix inconnu:"),
        ("choose from", "choisissez parmi"),
        ("expected one argument", "une valeur est attendue"),
        ("expected at least one argument", "une valeur est attendue"),
        ("ignored explicit argument", "ne prend pas de valeur:"),
        ("ambiguous option:", "option ambiguë:"),
        ("could match", "peut être"),
        ("not allowed with", "ne va pas avec"),
        ("one of the arguments", "il manque l'une des options"),
        ("is required", ""),
        ("arguments", "options"),
        ("argument", "option"),
    ):
        message = message.replace(english, french)
    return message.replace(": ", f"{NBSP}: ")


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of every command that needs no window."""
    parser = _Parser(
        prog="cpom",
        description=_(
            "CPOM Desktop sans fenêtre. Sans commande, la fenêtre s'ouvre ; "
            "« cpom open FICHIER » ouvre un dossier."
        ),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"CPOM Desktop {__version__}",
        help=_("affiche la version du logiciel"),
    )
    known = parser.add_subparsers(
        dest="commande", metavar="COMMANDE", title=_("Commandes") + NBSP, parser_class=_Parser
    )
    _add(
        known,
        "open",
        commands.open_window,
        _("ouvre la fenêtre sur un dossier"),
        dossier=_("fichier .cpom"),
    )
    _add(
        known,
        "demo",
        commands.demo,
        _("écrit le dossier de démonstration « Les Tilleuls » et ses PDF"),
        emplacement=_("emplacement où les écrire, créé s'il manque"),
    )
    _add(
        known,
        "new",
        commands.new,
        _("crée un dossier d'après un fichier d'identité"),
        dossier=_("fichier .cpom à créer"),
    )
    _option(known, "new", "--from", "identite", _("fichier d'identité (TOML)"), required=True)
    _add_documents(known)
    _add_import(known)
    _add(
        known,
        "dump",
        commands.dump_json,
        _("écrit tout le dossier en JSON"),
        dossier=_("fichier .cpom"),
    )
    _option(known, "dump", "--out", "vers", _("fichier à écrire, sinon la sortie standard"))
    _add(
        known,
        "load",
        commands.load_json,
        _("recrée un dossier d'après son JSON"),
        json=_("fichier JSON écrit par « cpom dump »"),
        dossier=_("fichier .cpom à créer"),
    )
    _add(
        known,
        "apply",
        commands.apply,
        _("applique des opérations lues en JSON, une par ligne, sur l'entrée standard"),
        dossier=_("fichier .cpom"),
    )
    _add(known, "ops", commands.ops, _("liste les opérations et leurs champs"))
    known.choices["ops"].add_argument("--json", action="store_true", help=_("en JSON Schema"))
    _add(known, "verify", commands.verify, _("vérifie un dossier"), dossier=_("fichier .cpom"))
    _option(
        known,
        "verify",
        "--repair-to",
        "repare",
        _("récupère ce qui est lisible dans ce nouveau fichier"),
    )
    _add(
        known,
        "check",
        commands.check,
        _("contrôle un dossier : ce qui ne va pas, pourquoi et où ; rend 1 s'il y a un point"),
        dossier=_("fichier .cpom"),
    )
    known.choices["check"].add_argument("--json", action="store_true", help=_("en JSON"))
    _add(known, "self-test", commands.self_test, _("vérifie le logiciel installé lui-même"))
    known.choices["self-test"].add_argument(
        "--json", action="store_true", help=_("résultats en JSON")
    )
    return parser


def _add_import(
    known: Any,  # noqa: ANN401 - argparse has no public name for it
) -> None:
    """Add the command that takes files of other programs."""
    _add(
        known,
        "import",
        imports.import_file,
        _(
            "ajoute ce que contient un fichier : contacts, données, autoévaluation HAS, grille, "
            "objectifs"
        ),
        dossier=_("fichier .cpom"),
        fichier=_(
            "fichier CSV ou XLSX ; vCard pour des contacts, .cpompack pour une grille "
            "ou des objectifs"
        ),
    )
    command = known.choices["import"]
    command.add_argument(
        "--contenu",
        choices=[kind.value for kind in imports.Contenu],
        default=imports.Contenu.CONTACTS.value,
        help=_(
            "ce que le fichier contient : contacts (par défaut), donnees, has, grille, objectifs"
        ),
    )
    command.add_argument(
        "--garder",
        action="store_true",
        help=_("garde les valeurs déjà dans le dossier, n'ajoute que les nouvelles"),
    )
    command.add_argument(
        "--essai", action="store_true", help=_("dit ce qui serait fait, sans rien écrire")
    )


def _add_documents(
    known: Any,  # noqa: ANN401 - argparse has no public name for it
) -> None:
    """Add the commands of documents."""
    _add(
        known,
        "documents",
        documents.documents,
        _("liste les documents et leur état ; les fiches actions sont dans leur recueil"),
        dossier=_("fichier .cpom"),
    )
    _add(
        known,
        "export",
        documents.export,
        _("écrit un document, ou tous"),
        dossier=_("fichier .cpom"),
    )
    command = known.choices["export"]
    names = ", ".join(document.slug for document in Documents().catalogue())
    which = command.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--document",
        help=_(
            "nom du document : {noms} ; fiche-action-3 pour la fiche FA-03 ; emargement-copil-2 "
            "pour une autre réunion que la prochaine ; dossier-1 pour un dossier que vous avez "
            "composé, avec ses propres options (« cpom documents » les nomme)",
            noms=names,
        ),
    )
    which.add_argument(
        "--all",
        dest="tous",
        type=Path,
        metavar="REPERTOIRE",
        help=_("écrit chaque document dans ce répertoire, les fiches dans leur recueil"),
    )
    command.add_argument(
        "--format",
        choices=[kind.value for kind in DocumentFormat],
        default=DocumentFormat.PDF.value,
        help=_(
            "format du fichier : pdf ; docx (document modifiable) ; xlsx (tableur), ics (agenda), "
            "csv et vcf (contacts) s'ils existent, json (données du document)"
        ),
    )
    _option(known, "export", "--out", "vers", _("fichier à écrire"))
    command.add_argument(
        "--mention",
        choices=[mention.value for mention in Mention],
        default=Mention.PROJET.value,
        help=_("mention en travers des pages (projet, copil, interne, aucune)"),
    )
    command.add_argument(
        "--papier",
        choices=[paper.value for paper in Paper],
        default=Paper.A4.value,
        help=_("papier des calendriers, des matrices et des ateliers (a4, a3)"),
    )
    command.add_argument(
        "--noir-et-blanc", action="store_true", help=_("noir à la place des deux couleurs")
    )
    _add_content(command)


def _add_content(command: argparse.ArgumentParser) -> None:
    """Add what a document may be made without, to whom it may go, and what it may carry."""
    command.add_argument(
        "--sans-noms",
        action="store_true",
        help=_("les personnes par leur fonction, dans les documents qui le permettent"),
    )
    command.add_argument(
        "--sans-sources",
        action="store_true",
        help=_("sans les sources, dans les documents qui le permettent"),
    )
    command.add_argument("--sans-logo", action="store_true", help=_("sans le logo"))
    command.add_argument(
        "--diffusion",
        choices=[classe.value for classe in Confidentialite],
        help=_("à qui il peut aller : interne, copil, autorites, publique"),
    )
    command.add_argument(
        "--joindre",
        action="store_true",
        help=_("joint au PDF le tableur et les données du document"),
    )


def _add(
    known: Any,  # noqa: ANN401 - argparse has no public name for it
    name: str,
    run: Callable[..., int],
    text: str,
    **paths: str,
) -> None:
    command = known.add_parser(name, help=text, description=f"{text[:1].upper()}{text[1:]}.")
    command.set_defaults(run=run)
    for path, explanation in paths.items():
        command.add_argument(path, type=Path, metavar=path.upper(), help=explanation)
    if "dossier" in paths:
        command.add_argument(
            "--mot-de-passe-stdin",
            action="store_true",
            help=_(
                "lit le mot de passe d'un dossier protégé sur la première ligne de l'entrée "
                "standard ; sinon il est demandé au terminal"
            ),
        )


def _option(
    known: Any,  # noqa: ANN401 - argparse has no public name for it
    name: str,
    flag: str,
    dest: str,
    text: str,
    *,
    required: bool = False,
) -> None:
    known.choices[name].add_argument(
        flag, dest=dest, type=Path, metavar="FICHIER", required=required, help=text
    )


def main(arguments: Sequence[str], *, check_window: WindowCheck | None = None) -> int:
    """Run one command; return 0 on success, 1 on findings, 2 on a refused input.

    Args:
        arguments: the words after `cpom`.
        check_window: what `self-test` asks of the window, which no command knows.
    """
    _speak_utf8()
    parser = make_parser()
    parser.set_defaults(check_window=check_window)
    args = parser.parse_args(arguments)
    if args.commande is None:
        parser.print_help()
        return 0
    unfinished.remove_left()
    try:
        with unlocked(args):
            return int(args.run(args))
    except ErreurCpom as error:
        sys.stderr.write(f"{sentence(error)} {error.remedy}".strip() + "\n")
        return REFUSED
    except MemoryError as fault:
        told = no_memory(repr(fault))
        sys.stderr.write(f"{told.sentence} {told.remedy}\n")
        return REFUSED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale: French spaces are in no older code page."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
