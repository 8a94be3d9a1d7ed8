"""What the password of a dossier is to the rest of the application: typed, never kept."""

from __future__ import annotations

import secrets
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cpom_desktop.domain.mot_de_passe import Kind, least_length
from cpom_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from cpom_desktop.domain.mot_de_passe import Strength


class Secret:
    """What she types to open a protected dossier: its password, or its recovery code.

    It never shows itself: neither in a message, nor in what a crash writes.
    """

    __slots__ = ("code", "password")

    def __init__(self, password: str = "", *, code: str = "") -> None:
        self.password = password
        self.code = code

    def __repr__(self) -> str:
        """Say nothing of it."""
        return "Secret(…)"


class Key(Protocol):
    """What opens a protected dossier and its copies; they open as long as somebody holds it."""

    @property
    def code(self) -> str:
        """The recovery code, to be printed only."""

    def is_of(self, secret: Secret) -> bool:
        """Tell whether what she types is what it comes from; the file is not read."""

    def hold(self) -> Key:
        """Keep it known until `release`."""

    def release(self) -> None:
        """Let go of it, once for each `hold`; the last one makes it forgotten."""


class Conversion(NamedTuple):
    """What became of a dossier and its backups.

    Attributes:
        backups: how many there are.
        left: files that stay as they were.
        key: what opens the dossier now, held; None when it is no longer protected.
        support: the other support, when it is not there: its copies stay as they were.
        original: the file that the dossier is the working copy of: it stays as it was.
    """

    backups: int
    left: tuple[Path, ...]
    key: Key | None
    support: Path | None = None
    original: Path | None = None


class Protector(Protocol):
    """Protects a closed dossier by a password, changes it, or takes it away; its backups too."""

    def is_protected(self, dossier: Path, *, cut: bool = False) -> bool:
        """Tell whether the file is protected, as far as one can without its password.

        `cut`: it is damaged, perhaps in the middle of a page.
        """

    def unlock(self, dossier: Path, secret: Secret, *, cut: bool = False) -> Key | None:
        """Return what opens a protected file, held until its `release`; None for a plain one.

        `cut`: as `is_protected`.

        Raises:
            DossierProtege: what she typed does not open it.
        """

    def convert(
        self, dossier: Path, secret: Secret, password: str, told: Callable[[int, int], None]
    ) -> Conversion:
        """Write the dossier and its backups afresh under a password, or under none.

        Args:
            dossier: a closed file.
            secret: what opens it now, when it is protected.
            password: the new one; empty to take the protection away.
            told: is given how many files are done, of how many.
        Raises:
            ErreurStockage: the dossier is as it was.
        """


PHRASE_WORDS = 8
"""Of our list: more than 80 bits."""


def propose_phrase(choose: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """Return a phrase of words drawn at random, easy to type and to remember."""
    words = phrase_words()
    return " ".join(choose(words) for _word in range(PHRASE_WORDS))


def phrase_words() -> tuple[str, ...]:
    """Return the words of which phrases are made."""
    text = (files("resources") / "mots" / "mots.txt").read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


KINDS: Mapping[Kind, str] = {
    Kind.MINUSCULE: "une minuscule",
    Kind.MAJUSCULE: "une majuscule",
    Kind.CHIFFRE: "un chiffre",
    Kind.SIGNE: "un signe (! ? , ; -)",
}


def strength_sentence(password: str, result: Strength) -> str:
    """Return in words what a password is worth, and what it lacks."""
    if not password:
        return _("Douze caractères variés, ou une phrase de sept mots.")
    if result.enough:
        return _("Solide : c'est le niveau que demande la CNIL.")
    lacks = []
    short = least_length(result) - result.length
    if short > 0:
        lacks.append(ngettext("{n} caractère", "{n} caractères", short))
    if len(result.missing) > 1:
        lacks.append(_(KINDS[result.missing[-1]]))
    told = _("Pas encore assez solide. Il manque {quoi}.", quoi=_(" et ").join(lacks))
    if result.guessable:
        told += " " + _("Les suites, les répétitions et les mots courants ne comptent pas.")
    return told
