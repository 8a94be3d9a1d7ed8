"""The page « Documents » for its tests: its makers, its waits, and what its preview says."""

from __future__ import annotations

from contextlib import contextmanager

from cpom_desktop.reports.maker import Documents
from tests.outils.dossiers import copy_tilleuls, opened
from tests.outils.fenetre import plain
from ui.pages.documents import DocumentsPage


class Choosing:
    """Stands for the question where to write."""

    def __init__(self, folder):
        self.folder, self.names = folder, []

    def __call__(self, name):
        self.names.append(name)
        return self.folder / name


class Failing(Documents):
    """A maker whose documents fail while `failure` is set."""

    failure = None

    def prepare(self, *asked):
        if self.failure:
            raise self.failure
        return super().prepare(*asked)


@contextmanager
def documents_of(workspace, open_page, folder, **size):
    """Show the documents of a dossier; `page.maker` and `page.choosing` are what it asks."""
    maker, choosing = Failing(), Choosing(folder)

    def make(session):
        return DocumentsPage(session, maker, choosing, grey=False)

    page = open_page(make, workspace, **size)
    page.maker, page.choosing = maker, choosing
    try:
        yield page
    finally:
        page.leave_dossier()


@contextmanager
def documents_of_tilleuls(open_page, folder, **size):
    """Show the documents of the demonstration."""
    with (
        opened(copy_tilleuls(folder)) as workspace,
        documents_of(workspace, open_page, folder, **size) as page,
    ):
        yield page


def ready(page, qtbot):
    """Wait for the preview of the document chosen."""
    qtbot.waitUntil(lambda: not page.renderer.busy)


def words(page):
    """Return what the preview says of the page shown, spaces alike."""
    return " ".join(plain(page.preview.paper.accessibleDescription()).split())
