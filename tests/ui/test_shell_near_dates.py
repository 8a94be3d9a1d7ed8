"""What is late or near, beside « Échéancier » in the sidebar."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.dossier import TypeCapacite
from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.echeancier import echeancier


def said(view):
    return view.sidebar._pages["echeancier"].accessibleName()


def test_the_count_is_there_soon_after_the_opening_and_follows_the_dossier(view, qtbot):
    workspace = view.session.workspace
    found = echeancier(workspace.snapshot, workspace.content, workspace.today)
    assert found.late
    qtbot.waitUntil(lambda: f"{len(found.late)} dates en retard" in said(view))
    before = said(view)

    view.session.run(ops.AddEcheance(titre="Écrire", jour=workspace.today + timedelta(days=2)))

    qtbot.waitUntil(lambda: said(view) != before)
    assert "dans les sept jours" in said(view)


def test_a_change_that_moves_no_date_counts_nothing(view, qtbot, monkeypatch):
    qtbot.waitUntil(lambda: "," in said(view))
    from cpom_desktop.services.queries import echeancier as query

    counted = []
    monkeypatch.setattr(query, "echeancier", lambda *_args: counted.append(1))
    view.session.run(ops.UpdateCapacite(type=TypeCapacite.PASA, autorisees=11))

    QApplication.processEvents()
    assert counted == []
