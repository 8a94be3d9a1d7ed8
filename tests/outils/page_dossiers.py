"""The dossiers that she composes, on the page « Documents »: what their tests share."""

from __future__ import annotations

from contextlib import contextmanager

from PySide6.QtCore import Qt

from cpom_desktop.services.operations.dossiers_nommes import SetDossierParties
from cpom_desktop.services.queries.dossiers_nommes import in_order, parts_of
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import plain, press
from tests.outils.page_documents import documents_of
from ui.session import Session

PARTS = ("ordre-du-jour-copil-2", "releve-decisions-copil-1", "suivi-decisions", "retroplanning")


@contextmanager
def dossiers_of_showcase(open_page, folder, **size):
    """Show the page of the whole demonstration, on its first dossier, of four documents."""
    with (
        opened(copy_demonstration(folder)) as workspace,
        documents_of(workspace, open_page, folder, **size) as shown,
    ):
        workspace.run(SetDossierParties(dossier_id=1, parties=list(PARTS)))
        shown.reload(None, force=True)
        shown.show_document("dossier-1")
        yield shown


def snapshot(page):
    """Return the dossier as it is."""
    return page.findChild(Session).snapshot


def undo(page):
    """Take the last step back."""
    page.findChild(Session).undo()


def parts(page, dossier_id=1):
    """Return the documents of a dossier."""
    return parts_of(snapshot(page), dossier_id)


def names(page):
    """Return the names of her dossiers."""
    return [plain(dossier.nom) for dossier in in_order(snapshot(page))]


def compose(page):
    """Begin to compose the first dossier, from the list, by Entrée; return its documents."""
    page.view.setFocus()
    press(Qt.Key.Key_Return)
    return page.composing.composer.view
