"""« Comparaison »: what changed from one version to another, in the words of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.reports.blocks import Block, Cell, Column, Heading, Paragraph, Row, Table
from cpom_desktop.services.queries.differences import KIND_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.services.queries.comparaison import Comparison


def comparaison_blocks(comparison: Comparison) -> tuple[Block, ...]:
    """Return the document: one table, a group of lines a page."""
    title = Heading(comparison.title)
    if not comparison.pages:
        return (title, Paragraph(_("Ces deux versions disent la même chose.")))
    columns = (Column(_("Différence"), 6.5), Column(_("Nature"), 1.0))
    return (
        title,
        Paragraph(f"{comparison.summary}."),
        Table(columns, tuple(_rows(comparison)), row_header=False),
    )


def _rows(comparison: Comparison) -> Iterable[Row]:
    for page in comparison.pages:
        number = ngettext("{n} différence", "{n} différences", len(page.differences))
        words = _("{page} : {nombre}", page=page.titre, nombre=number)
        yield Row((Cell(words, bold=True),), "group")
        for each in page.differences:
            yield Row((Cell(each.sentence), Cell(_(KIND_WORDS[each.kind]))))
