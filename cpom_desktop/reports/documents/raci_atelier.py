"""Part « Feuille d'atelier »: an empty matrix on A3, filled in by hand together (design D16)."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from cpom_desktop.domain.raci import LETTERS, Sens
from cpom_desktop.i18n import _
from cpom_desktop.reports.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.reports.documents.raci import evenly, raci_legend
from cpom_desktop.services.queries.raci import raci_view
from cpom_desktop.services.queries.raci_lettres import role_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cpom_desktop.domain.dossier import LectureRaci
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.raci import RaciView, RoleView

ROW_MM = 12.0
LINES_A_PAGE = 16
"""Lines of 12 mm that stand on a page of A3 with its title, its legend and its boxes."""
ROLES_A_PAGE = 18
BLANK_LINES = 3
BOX_MM = 18.0
TITLE_LETTERS, LINES_A_ROW = 38, 2
"""Letters on a line of the first column, and lines in 12 mm (measured)."""


def atelier_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the form: as many pages as the activities need, blank lines on the last one."""
    view = raci_view(edition.snapshot, edition.content)
    titles = [line.titre for line in view.activites] + [""] * BLANK_LINES
    pages = _pages(titles)
    bands = evenly(view.roles, ROLES_A_PAGE)
    return tuple(
        block
        for number, page in enumerate(pages)
        for band, roles in enumerate(bands)
        for block in _page(view, page, roles, first=number == 0 and band == 0)
    )


def _pages(titles: Sequence[str]) -> list[list[str]]:
    """Share the lines between pages, about as many on each; a long title takes more than one."""
    whole = sum(_places(title) for title in titles)
    limit = -(-whole // -(-whole // LINES_A_PAGE))
    pages, room = [list[str]()], limit
    for title in titles:
        if pages[-1] and _places(title) > room:
            pages.append([])
            room = limit
        pages[-1].append(title)
        room -= _places(title)
    return pages


def _places(title: str) -> int:
    """Return how many lines of 12 mm a title takes."""
    lines = len(wrap(title, TITLE_LETTERS)) or 1
    return -(-lines // LINES_A_ROW)


def _page(
    view: RaciView, titles: Sequence[str], roles: Sequence[RoleView], *, first: bool
) -> Iterable[Block]:
    yield PageBreak(landscape=True, large=True)
    title = _("Qui fait quoi ? Matrice RACI à remplir ensemble")
    yield Heading(title if first else _("{titre}, suite", titre=title), 1 if first else 2)
    yield Paragraph(_rules(view.lecture))
    rows = tuple(_row(title, len(roles)) for title in titles)
    yield Table(_columns(roles), rows, by_hand=True, row_mm=ROW_MM)
    yield raci_legend(view.lecture)
    yield Table(
        (Column(_("Date, animation, participants")), Column(_("Points à trancher"))),
        (Row((Cell(""), Cell(""))),),
        row_header=False,
        row_mm=BOX_MM,
    )


def _rules(lecture: LectureRaci) -> str:
    known = LETTERS[lecture]
    return _(
        "45 minutes. 1. Chacun lit les activités, raye ou ajoute. 2. On pose le {r}, un seul par "
        "ligne. 3. On pose les {a}. 4. On ajoute C et I, le moins possible. 5. On relit ligne par "
        "ligne et on coche. {r} et {a} peuvent se trouver dans la même case.",
        r=known[Sens.RESPONSABLE],
        a=known[Sens.REALISATEUR],
    )


def _columns(roles: Sequence[RoleView]) -> tuple[Column, ...]:
    return (
        Column(_("Activité"), 5.4),
        *(Column(role_name(shown.role), 1.0, "center") for shown in roles),
        Column(_("Autre"), 1.0, "center"),
        Column(_("Relu"), 0.7, "center"),
    )


def _row(title: str, roles: int) -> Row:
    return Row((Cell(title), *[Cell("")] * (roles + 1), Cell("☐")))
