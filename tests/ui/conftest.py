"""The window, shown for one test."""

from __future__ import annotations

import pytest

from tests.outils.fenetre import make_shell, show


@pytest.fixture
def shell(qtbot, tmp_path):
    """Return the window on its home page, its documents and settings, in a folder of its own."""
    made = make_shell(tmp_path)
    show(made.window, qtbot)
    yield made
    made.window.close_dossier()
    made.window.close()
    made.window.deleteLater()
