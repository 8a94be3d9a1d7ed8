"""Going about the page of the meetings, for its tests."""

from __future__ import annotations

from cpom_desktop.services.queries.reunions import Onglet
from tests.outils.fenetre import plain

COPIL_1, COPIL_2, EQUIPE = "COPIL n° 1", "COPIL n° 2", "Équipe projet"


def go(page, beginning, onglet=Onglet.CONVOCATION):
    """Show a part of the meeting whose title begins so; return its id."""
    view = next(v for v in page.views if plain(v.reunion.titre).startswith(beginning))
    page.choose(view.reunion.id)
    page.panel.show_part(onglet)
    return view.reunion.id


def meeting(ws, reunion_id):
    return next(r for r in ws.snapshot.reunions if r.id == reunion_id)


def decisions(ws, reunion_id):
    return [d for d in ws.snapshot.decisions if d.reunion_id == reunion_id]
