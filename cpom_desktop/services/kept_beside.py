"""The files that this program leaves beside a dossier, by their names: what each one is.

A dossier replaced, put back or restored is never deleted: it goes aside, under a dated name. She
sees these files where the copies are listed, and deletes them there; a former original alone may
go by itself, when a sound backup holds all that it says (see `db.kept_beside`).
"""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cpom_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cpom_desktop.services.backups import BackupInfo


class Why(StrEnum):
    """Why a file was put aside; the words stand in its name."""

    REMISE = "avant remise en place"
    RESTAURATION = "avant restauration"
    ANNULEE = "restauration annulée"
    TRAVAIL = "copie de travail"
    COPIE = "copie du"
    MISE_A_JOUR = "avant mise à jour"


class Aside(NamedTuple):
    """What a name says: why, when if it does, and how it reads in a list."""

    why: Why
    moment: datetime | None
    words: str


_WORDS = "|".join(Why)
_ADDED = re.compile(
    rf"(?: \((?P<why>{_WORDS})(?: (?P<when>[^()]*))?\)| – (?P<update>{Why.MISE_A_JOUR}) "
    r"\(format \d+\))(?: \d+)?"
)


def aside_of(stem: str, other: str) -> Aside | None:
    """Return what the name of a file says when this program put it aside; else None.

    Args:
        stem, other: names of the dossier and of the file, without suffix.
    """
    found = _ADDED.fullmatch(other.removeprefix(stem)) if other.startswith(stem) else None
    if found is None:
        return None
    why, when = Why(found["why"] or found["update"]), found["when"] or ""
    words = f"{why} {when}" if why is Why.COPIE else str(why)
    return Aside(why, _moment(when), words)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d %Hh%M")  # noqa: DTZ007 - local, as written
    except ValueError:
        return None


class FilesBeside(Protocol):
    """The files that lie beside a dossier, and beside the original of a working copy."""

    def beside(self, dossier: Path) -> tuple[BackupInfo, ...]:
        """Return the files that this program put aside, the newest first."""

    def is_kept(self, aside: Path, mark: str) -> bool:
        """Tell whether all that a file says is also in a backup, or in the dossier.

        Args:
            aside: a sound file.
            mark: of what the dossier says now, empty when it does not open.
        """

    def remove_beside(self, aside: Path) -> None:
        """Delete a file that she no longer wants.

        Raises:
            ErreurStockage: it is still there.
        """


def files_words(count: int) -> str:
    """Return « 2 fichiers gardés à côté. », nothing without any."""
    if not count:
        return ""
    return ngettext("{n} fichier gardé à côté.", "{n} fichiers gardés à côté.", count)


def thinned_words(gone: Iterable[Path]) -> str:
    """Return what is said of former originals that went by themselves; nothing without any."""
    count = len(tuple(gone))
    if not count:
        return ""
    return ngettext(
        "Un plus ancien, dont tout est aussi dans une sauvegarde, a été supprimé.",
        "{n} plus anciens, dont tout est aussi dans une sauvegarde, ont été supprimés.",
        count,
    )


def loss_words(*, read: bool, kept: bool) -> str:
    """Return what deleting a file loses: whether it reads, and is kept elsewhere too."""
    if not read:
        return _("Il ne se lit pas : rien ne dit ce qu'il contient.")
    if kept:
        return _("Tout ce qu'il contient est aussi dans le dossier ou dans une sauvegarde.")
    return _("Ce qu'il contient n'est tel quel dans aucune sauvegarde : regardez-le d'abord.")
