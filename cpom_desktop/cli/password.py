"""The password of a protected dossier, for a command: typed, or the first line it is given.

Never an argument nor a variable of the environment: other programs read those.
"""

from __future__ import annotations

import contextlib
import getpass
import sys
from typing import TYPE_CHECKING

from cpom_desktop.bootstrap import protector
from cpom_desktop.errors import DossierProtege
from cpom_desktop.i18n import NBSP, _
from cpom_desktop.services.protection import Secret

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator
    from pathlib import Path

LONGEST = 4096
"""Characters of a line that can be a password."""


@contextlib.contextmanager
def unlocked(args: Namespace) -> Iterator[None]:
    """Let the protected dossier of a command open while it runs, if it is given one.

    Raises:
        DossierProtege: no password was given, or not the right one.
    """
    dossier: Path | None = getattr(args, "dossier", None)
    key = None
    cut = bool(getattr(args, "repare", None))  # a damaged file is to be read all the same
    if dossier is not None and protector().is_protected(dossier, cut=cut):
        secret = _given(dossier, from_stdin=args.mot_de_passe_stdin)
        key = protector().unlock(dossier, secret, cut=cut)
    try:
        yield
    finally:
        if key is not None:
            key.release()


def _given(dossier: Path, *, from_stdin: bool) -> Secret:
    """Return what she types: the password, or the code of the recovery sheet on one line."""
    if from_stdin:
        line = sys.stdin.buffer.readline(LONGEST).decode("utf-8", "replace")
        typed = line.rstrip("\r\n")
    elif sys.stdin.isatty():
        typed = getpass.getpass(_("Mot de passe de {nom}", nom=dossier.name) + f"{NBSP}: ")
    else:
        raise DossierProtege(
            "mot-de-passe",
            _("Ce dossier est protégé par un mot de passe : {nom}.", nom=dossier.name),
            remedy=_("Donnez-le sur l'entrée standard, avec --mot-de-passe-stdin."),
        )
    return Secret(typed)
