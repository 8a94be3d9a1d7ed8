"""Protected dossiers for the tests: one password, its files, what must not be read in them."""

from __future__ import annotations

from contextlib import contextmanager

from cpom_desktop.bootstrap import open_workspace, protector
from cpom_desktop.services.protection import Secret
from tests.outils.dossiers import frozen_clock

PASSWORD = "Sept écureuils roux, 2 pommes !"
OTHER = "Huit hérissons gris, 3 poires ?"
CANARY = "CANARI-9f41c2"
WRONG = (
    "Mot de passe incorrect, ou fichier endommagé. "
    "Vérifiez la touche Verr. Maj. et la langue du clavier."
)
"""What is said of a password that opens nothing."""


def untold(_done, _count):
    """Follow nothing."""


def protect(dossier, password=PASSWORD, *, former="", root=None):
    """Protect a closed dossier, change its password, or (empty) take it away."""
    made = protector(root, clock=frozen_clock)
    done = made.convert(dossier, Secret(former), password, untold)
    if done.key is not None:
        done.key.release()
    return done


def open_with(dossier, secret, **options):
    """Open a protected dossier with what she types."""
    options.setdefault("clock", frozen_clock)
    return open_workspace(dossier, secret=secret, **options)


@contextmanager
def opened_with(dossier, password=PASSWORD, **options):
    """Open a protected dossier, and close it."""
    workspace = open_with(dossier, Secret(password), **options)
    try:
        yield workspace
    finally:
        workspace.close()
