"""The window, or one page of a dossier, shown for one test.

The tests of a page say which one by a fixture `page`; `session` and `ws` come from it.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from functools import partial

import pytest
from PySide6.QtWidgets import QDialog

from cpom_desktop.reports.maker import Documents
from db import keys
from tests.outils.copie_locale import go_to_copy, synced_dossier
from tests.outils.dossiers import copy_tilleuls, opened
from tests.outils.fenetre import (
    copy_prepared,
    copy_started,
    is_dressed,
    make_shell,
    show,
    show_page,
    show_widgets,
)
from tests.outils.proteges import protect
from tests.outils.texte_riche import walk
from ui.kit.dialogs import KitDialog
from ui.kit.worker import workshop
from ui.session import Session
from ui.theme.theme import apply_theme, load_theme


@pytest.fixture
def quick_key(monkeypatch):
    """Derive keys quickly: how they are derived is tested elsewhere; the window closes later."""
    monkeypatch.setattr(keys, "ROUNDS", 1000)
    yield
    workshop().waitForDone()


@pytest.fixture(autouse=True)
def leaving_without_a_word(request, monkeypatch):
    """Let documents leave without what the contrôle says of them, but where it is tried."""
    if "leaving" not in request.fixturenames:
        monkeypatch.setattr("ui.models.leaving.before_leaving", _nothing_blocks)


def _nothing_blocks(*_asked):
    return None


@pytest.fixture(autouse=True)
def _dialogs_show_plain_text(monkeypatch):
    """Look at each dialog that a test opens: nothing in it may be read as mark-up (S06)."""
    faults = set()

    def shown_too(dialog, event):
        QDialog.showEvent(dialog, event)
        faults.update(walk(dialog))

    monkeypatch.setattr(KitDialog, "showEvent", shown_too, raising=False)
    yield
    assert faults == set()


@pytest.fixture
def leaving():
    """Have the contrôle told before a document leaves, as it is for her."""


@pytest.fixture
def shell(qtbot, tmp_path):
    """Return the window on its home page, its documents and settings, in a folder of its own."""
    with _shown(make_shell(tmp_path), qtbot) as made:
        yield made


@pytest.fixture
def printing_shell(qtbot, tmp_path):
    """Return the window as `shell` does, with the documents of the program."""
    with _shown(make_shell(tmp_path, documents=Documents()), qtbot) as made:
        yield made


@contextmanager
def _shown(made, qtbot):
    show(made.window, qtbot)
    yield made
    made.window.close_dossier()
    made.window.close()
    made.window.deleteLater()


@pytest.fixture
def dress(qapp):
    """Dress the application in « clair » at 100 %; return a function that dresses it otherwise.

    What is dressed so already is left alone: Qt would style every widget again.
    """

    def dress_in(scale=1.0, theme="clair"):
        if not is_dressed(qapp, load_theme(theme), scale):
            apply_theme(qapp, load_theme(theme), scale)

    dress_in()
    yield dress_in
    dress_in()


@pytest.fixture
def shown(qtbot, dress):
    """Return a function that shows widgets in one active window."""
    kept = []  # qtbot keeps weak references only

    def show_them(*widgets):
        kept.append(show_widgets(qtbot, *widgets))
        return kept[-1]

    return show_them


@pytest.fixture
def started(tmp_path):
    """Return a dossier of which only the name is known."""
    with opened(copy_started(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def prepared(tmp_path):
    """Return a dossier whose plan and matrix have just been prepared."""
    with opened(copy_prepared(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def read_only():
    """Return a function that opens a dossier a second time, to be read only."""
    with ExitStack() as stack:

        def read(workspace):
            return stack.enter_context(opened(workspace.path, read_only=True))

        yield read


@pytest.fixture
def open_page(qtbot, dress):
    """Return a function: `open_page(page_class, workspace, size)`."""
    return partial(show_page, qtbot)


@pytest.fixture
def session(page):
    """Return what the page speaks to."""
    return page.findChild(Session)


@pytest.fixture
def ws(session):
    """Return the dossier of the page."""
    return session.workspace


@pytest.fixture
def view(shell):
    """Return the view of the demonstration's identity, open in the window."""
    shell.window.open_path(copy_tilleuls(shell.folder))
    return shell.window.view


@pytest.fixture
def reading(shell):
    """Return the same view, opened to be read only."""
    shell.window.open_path(copy_tilleuls(shell.folder), read_only=True)
    return shell.window.view


@pytest.fixture
def plain_dossier(tmp_path):
    """Return a dossier without a password."""
    return copy_tilleuls(tmp_path)


@pytest.fixture
def protege(plain_dossier):
    """Return a dossier under `PASSWORD`."""
    protect(plain_dossier)
    return plain_dossier


@pytest.fixture
def synced(shell):
    """Write a dossier in a folder that OneDrive copies; return its path."""
    yield synced_dossier(shell.folder)
    workshop().waitForDone()


@pytest.fixture
def copied(shell, qtbot, synced):
    """Go to a working copy of the synced dossier; return the path of the original."""
    go_to_copy(shell, qtbot, synced)
    return synced
