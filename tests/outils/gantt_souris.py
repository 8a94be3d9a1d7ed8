"""The mouse on the Gantt of the page Rétroplanning: bars by the place of their row, from 0."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cpom_desktop.charts.gantt_drag import EDGE_MM, handle_x, reach_of

LEFT = Qt.MouseButton.LeftButton


def point_of(page, row, part="milieu"):
    """Return a point of the viewport: the middle of a bar, its ends, or the handle of its link."""
    gantt = page.card.gantt
    canvas = gantt.canvas
    bar, layout = canvas.plan.bars[row], canvas.layout
    left, right = reach_of(bar, layout)
    x = {
        "milieu": (left + right) / 2,
        "debut": left + min(EDGE_MM, (right - left) / 4) / 2,
        "fin": right - min(EDGE_MM, (right - left) / 4) / 2,
        "lien": handle_x(bar, layout, canvas.plan.today),
    }[part]
    y = layout.centre(row) * canvas.scale
    return QPoint(
        round(x * canvas.scale) - gantt.horizontalScrollBar().value(),
        round(y) - gantt.verticalScrollBar().value() + gantt.header_height,
    )


def pixels(page, days):
    """Return how many pixels some days are."""
    canvas = page.card.gantt.canvas
    return round(days * canvas.width / canvas.layout.days)


def show_row(page, row):
    """Bring a bar into view, in the middle of the width."""
    gantt = page.card.gantt
    page.card.table.choose(row)
    canvas = gantt.canvas
    gantt.reveal(canvas.layout.x(canvas.plan.bars[row].fin) * canvas.scale, 0.5)
    QApplication.processEvents()


def take(page, row, part="milieu"):
    """Press the left button on a part of a bar; return where."""
    show_row(page, row)
    start = point_of(page, row, part)
    view = page.card.gantt.viewport()
    QTest.mouseMove(view, start)
    QTest.mousePress(view, LEFT, pos=start)
    return start


def carry(page, start, across, down=0):
    """Move what is held by some pixels, in three steps; return where it is."""
    view = page.card.gantt.viewport()
    for step in (1, 2, 3):
        QTest.mouseMove(view, start + QPoint(across * step // 3, down * step // 3))
    return start + QPoint(across, down)


def drop(page, at):
    """Let go of the left button."""
    QTest.mouseRelease(page.card.gantt.viewport(), LEFT, pos=at)
    QApplication.processEvents()


def drag(page, row, days, part="milieu"):
    """Drag a part of a bar by some days."""
    start = take(page, row, part)
    drop(page, carry(page, start, pixels(page, days)))


def label(page):
    """Return what the label of the drag says now."""
    return tuple(line.replace("\xa0", " ") for line in page.card.gantt.drag.told.lines)


def free(page, least=8, after=5):
    """Return the place of an open bar that is long enough to have ends."""
    bars = page.card.gantt.canvas.plan.bars
    return next(
        row for row, bar in enumerate(bars)
        if row >= after and not bar.milestone and not bar.closed
        and (bar.fin - bar.debut).days >= least
    )  # fmt: skip


def milestone(page):
    """Return the place of a milestone still to come."""
    bars = page.card.gantt.canvas.plan.bars
    return next(row for row, bar in enumerate(bars) if row > 8 and bar.milestone)


def bar(page, row):
    """Return the bar of a row."""
    return page.card.gantt.canvas.plan.bars[row]


def span(page, row):
    """Return the first day and the end of a bar."""
    found = bar(page, row)
    return found.debut, found.fin
