"""What the tests of the page « Comité de pilotage » share: its rows and its cells."""

from __future__ import annotations


def copil(ws):
    """Return the steering committee."""
    return next(i for i in ws.snapshot.instances if i.slug == "copil")


def seats(ws, instance_id):
    """Return the places of an instance, in order."""
    return [m for m in ws.snapshot.instances_membres if m.instance_id == instance_id]


def cell(page, row, key):
    """Return the index of a cell of the members."""
    model = page.panel.membres.model
    place = [column.key for column in model.columns].index(key)
    return model.index(row, place)


def go_to(page, row, key):
    """Put the caret in a cell of the members."""
    table = page.panel.membres.table
    table.setFocus()
    table.setCurrentIndex(cell(page, row, key))
