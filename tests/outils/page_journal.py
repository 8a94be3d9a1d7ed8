"""What the tests of the page Journal des échanges share."""

from __future__ import annotations

from ui.models.journal import EchangeRole


def acteur(ws, nom):
    return next(a for a in ws.snapshot.acteurs if a.nom == nom)


def echange(ws, objet):
    return next(e for e in ws.snapshot.echanges if e.objet.startswith(objet))


def last(ws):
    return max(ws.snapshot.echanges, key=lambda e: e.id)


def people(ws, echange_id):
    return [p.nom for p in ws.snapshot.echanges_personnes if p.echange_id == echange_id]


def objets(page):
    return [page.list.model.index(n).data() for n in range(page.list.model.rowCount())]


def rows(page):
    return [
        page.list.model.index(n).data(EchangeRole.ROW) for n in range(page.list.model.rowCount())
    ]
