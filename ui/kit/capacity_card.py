"""The table of places: kinds of places in rows, what they are for in columns, a total."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.domain.dossier import TypeCapacite
from cpom_desktop.i18n import EMPTY, _, format_number
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import UpdateCapacite
from cpom_desktop.services.queries.etablissement import places
from cpom_desktop.services.queries.words import word
from ui.kit.cards import Card, Rule
from ui.kit.field_row import FieldSpec
from ui.kit.fields import LineField
from ui.kit.labels import IconLabel, SafeLabel
from ui.kit.specs import read_count
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.domain.dossier import Capacite
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.kit.field_row import FieldRow
    from ui.kit.form import Form

COLUMNS = ("autorisees", "installees", "financees", "aide_sociale")
CELL = 66
"""Width of a cell in pixels at 100 %: some six letters, where a word is refused."""
LONGEST = 40
"""Letters of a refused text that are told again under the table."""
HEADERS = ("Autorisées", "Installées", "Financées", "Aide soc.")


def capacity_key(kind: TypeCapacite, column: str) -> str:
    """Return the key of a number of places, as doubts call it."""
    return f"capacites.{kind}.{column}"


def capacity_name(kind: TypeCapacite, column: str) -> str:
    """Return what a number of places is called: « Permanent (HP), places autorisées »."""
    words = label("capacites", column)
    return f"{word(kind)}, {words[:1].lower()}{words[1:]}"


def capacity_columns(kind: TypeCapacite) -> tuple[str, ...]:
    """Return the columns that a kind has: places inside others have no aide sociale of theirs."""
    return COLUMNS[:-1] if kind.inside_permanent else COLUMNS


def _row_of(snapshot: DossierSnapshot, kind: TypeCapacite) -> Capacite | None:
    return next((c for c in snapshot.capacites if c.type is kind), None)


def _read(kind: TypeCapacite, column: str, snapshot: DossierSnapshot) -> int | None:
    row = _row_of(snapshot, kind)
    value = getattr(row, column) if row else None
    return value if isinstance(value, int) else None


def _write(kind: TypeCapacite, column: str, value: int | None) -> UpdateCapacite:
    return UpdateCapacite(type=kind, **{column: value})


def _refusal_words(row: FieldRow) -> str:
    """Return which cell, the text typed there, which it may be too narrow for, and why not."""
    typed = row.editor.raw() if isinstance(row.editor, LineField) else ""
    text = typed if len(typed) <= LONGEST else f"{typed[:LONGEST]}…"
    champ = row.spec.label
    return _("{champ}, « {texte} » : {refus}", champ=champ, texte=text, refus=row.error)


def _spec(kind: TypeCapacite, column: str) -> FieldSpec:
    return FieldSpec(
        key=capacity_key(kind, column),
        label=capacity_name(kind, column),
        kind="integer",
        read=partial(_read, kind, column),
        write=partial(_write, kind, column),
        parse=read_count,
        placeholder=EMPTY,
    )


class CapacityCard(Card):
    """The card « Capacité, en places »; its cells are fields of the page's form.

    A cell has no room for a sentence: the page shows `refusals` and doubts under the table.
    """

    def __init__(self, form: Form) -> None:
        super().__init__(_("Capacité, en places"), flush=True)
        self._form = form
        self._totals: dict[str, SafeLabel] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(px(16), px(6), px(8), px(8))
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnStretch(0, 1)
        self._add_headers()
        for rank, kind in enumerate(TypeCapacite):
            self._add_kind(2 + 2 * rank, kind)
        self._add_total(2 + 2 * len(TypeCapacite))
        self.add(self._grid)
        self.refusal = SafeLabel("", "error", wrap=True)
        self.notes = QVBoxLayout()
        self.notes.setContentsMargins(px(16), 0, px(16), px(16))
        self.notes.setSpacing(px(8))
        self.notes.addWidget(self.refusal)
        self.add(self.notes)
        self.body.addStretch(1)

    def show_totals(self, snapshot: DossierSnapshot) -> None:
        """Compute the totals again, and tell the refusals of the cells under the table."""
        for column, total in self._totals.items():
            typed = any(getattr(c, column) is not None for c in snapshot.capacites)
            total.setText(format_number(places(snapshot, column)) if typed else EMPTY)
            total.setAccessibleName(
                f"{_('Total')}, {label('capacites', column).lower()} : {total.text()}"
            )
        self._tell_refusals()

    def _tell_refusals(self) -> None:
        refused = [row for row in self._rows() if row.error]
        self.refusal.setText("\n".join(_refusal_words(row) for row in refused))
        self.refusal.setVisible(bool(refused))

    def _rows(self) -> list[FieldRow]:
        keys = self._form.keys()
        return [self._form.row(key) for key in keys if key.startswith("capacites.")]

    def _add_headers(self) -> None:
        for rank, words in enumerate(HEADERS):
            header = SafeLabel(_(words), "caption-strong")
            self._grid.addWidget(header, 0, 1 + rank, Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(Rule(), 1, 0, 1, 1 + len(HEADERS))

    def _add_kind(self, line: int, kind: TypeCapacite) -> None:
        self._grid.addWidget(SafeLabel(word(kind), "small", wrap=True), line, 0)
        for rank, column in enumerate(COLUMNS):
            if column in capacity_columns(kind):
                self._grid.addWidget(self._cell(kind, column), line, 1 + rank)
                continue
            dash = SafeLabel(EMPTY, "small-2")
            dash.setAccessibleName(_("sans objet"))
            dash.setContentsMargins(0, 0, px(11), 0)
            self._grid.addWidget(dash, line, 1 + rank, Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(Rule(), line + 1, 0, 1, 1 + len(COLUMNS))

    def _cell(self, kind: TypeCapacite, column: str) -> QWidget:
        row = self._form.add(_spec(kind, column), bare=True)
        row.setFixedWidth(px(CELL))
        return row

    def _add_total(self, line: int) -> None:
        name = QHBoxLayout()
        name.setSpacing(px(6))
        name.addWidget(SafeLabel(_("Total"), "label"))
        name.addWidget(IconLabel("lock", "texte-2", 16))
        name.addStretch(1)
        self._grid.addLayout(name, line, 0)
        for rank, column in enumerate(COLUMNS):
            total = SafeLabel("", "label")
            total.setContentsMargins(0, px(6), px(11), px(6))
            self._totals[column] = total
            self._grid.addWidget(total, line, 1 + rank, Qt.AlignmentFlag.AlignRight)
