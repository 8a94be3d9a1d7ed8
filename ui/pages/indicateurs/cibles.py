"""The grid of the targets and of the values, year by year: cells that are typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import EMPTY, _, format_number
from cpom_desktop.services.operations import SetCible, SetCibles, SetRealisation
from cpom_desktop.services.queries.indicateurs_lecture import decimales_of
from ui.kit.buttons import TextButton
from ui.kit.field_row import FieldSpec
from ui.kit.fields import LineField
from ui.kit.form import Form
from ui.kit.labels import IconLabel, SafeLabel
from ui.models.fiche_parts import read_value
from ui.models.part_section import run_told
from ui.pages.indicateurs.fields import field_key
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.indicateurs import IndicateurSuivi
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.session import Session

CIBLE, VALEUR = "cible_", "realise_"
"""Beginnings of the names of the cells of a year."""
YEARS_AHEAD = 5
"""Years offered while the contract has no day of effect."""
CELL = 54
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CiblesGrid(QWidget):
    """Targets and values of one indicator; Tab and Entrée go on, a row of Excel is pasted.

    Signals:
        spread_asked: fill the years evenly.
    """

    spread_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.suivi: IndicateurSuivi | None = None
        self.years: tuple[int, ...] = ()
        self._columns: tuple[object, ...] = ()
        self.form: Form | None = None
        self._table: QFrame | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(4))
        head = QHBoxLayout()
        self.title = SafeLabel("", "label")
        self.spread = TextButton(_("Répartir régulièrement")).set_dense()
        self.spread.clicked.connect(self.spread_asked)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.spread)
        self._column.addLayout(head)
        self.spread.setVisible(not session.read_only)
        self.refusal = SafeLabel("", "error", wrap=True)
        self.refusal.hide()
        self._column.addWidget(self.refusal)

    # --- showing

    def show_suivi(self, suivi: IndicateurSuivi, *, force: bool = False) -> bool:
        """Show the years of an indicator; tell whether the cells are others.

        What is typed for the former one is committed.
        """
        former = self.suivi.indicateur.id if self.suivi else 0
        if former != suivi.indicateur.id and self.form is not None:
            self.form.flush()
        self.suivi = suivi
        unite = suivi.indicateur.unite
        told = _("Cibles année par année")
        self.title.setText(_("{titre}, en {unite}", titre=told, unite=unite) if unite else told)
        years = self._years(suivi)
        columns = (years, suivi.indicateur.annee_initiale)
        made = self.form is None or columns != self._columns
        if self.form is None or made:
            self._columns, self.years = columns, years
            self._make()
        elif former != suivi.indicateur.id or self._lock_changed():
            self.form.rebind(self._specs())
        else:
            self.form.reload(self._session.snapshot, force=force)
        self._tell_refusal()
        return made

    def _years(self, suivi: IndicateurSuivi) -> tuple[int, ...]:
        """Return the start, the years of the contract, and the others that have a target."""
        rows = self._session.snapshot.cibles_indicateurs
        told = {row.annee for row in rows if row.indicateur_id == suivi.indicateur.id}
        known = {year.annee for year in suivi.annees} | told
        dossier = self._session.snapshot.dossier
        if dossier.date_effet is None or dossier.date_fin is None:
            today = self._session.workspace.today.year
            known |= set(range(today + 1, today + 1 + YEARS_AHEAD))
        return tuple(sorted(known))

    def _make(self) -> None:
        if self._table is not None:
            self._column.removeWidget(self._table)
            self._table.hide()
            self._table.deleteLater()
        if self.form is not None:
            self.form.deleteLater()
        self.form = Form(self._session, parent=self)
        self.form.changed.connect(self._tell_refusal)
        self._table = table = QFrame()
        table.setProperty("role", "carte")
        grid = QGridLayout(table)
        grid.setContentsMargins(px(12), px(6), px(8), px(8))
        grid.setHorizontalSpacing(px(6))
        grid.setVerticalSpacing(px(4))
        grid.setColumnStretch(0, 1)
        self._fill(grid, self.form)
        self._column.insertWidget(1, table)
        table.show()  # now: Tab goes to nothing that the next loop shows

    def _fill(self, grid: QGridLayout, form: Form) -> None:
        grid.addWidget(SafeLabel(_("Cible"), "label"), 1, 0)
        grid.addLayout(self._value_head(), 2, 0)
        self._lock_state = self._locks()
        specs = {spec.key: spec for spec in self._specs()}
        for rank, year in enumerate(self.years, start=1):
            grid.addWidget(SafeLabel(str(year), "caption-strong"), 0, rank, RIGHT)
            if year == self._start():
                grid.addWidget(SafeLabel(_("départ"), "small-2"), 1, rank, RIGHT)
            grid.setColumnStretch(rank, 1)
        for key, spec in specs.items():
            name = key.rpartition(".")[2]
            year = int(name.rpartition("_")[2])
            row = form.add(spec, bare=True)
            row.setMinimumWidth(px(CELL))
            row.editor.installEventFilter(self)
            line = 1 if name.startswith(CIBLE) else 2
            grid.addWidget(row, line, 1 + self.years.index(year))

    def _value_head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(px(4))
        line.addWidget(SafeLabel(_("Valeur"), "label"))
        self.lock = IconLabel("lock", "texte-2", 16, parent=self)
        line.addWidget(self.lock)
        line.addStretch(1)
        return line

    def _start(self) -> int | None:
        return self.suivi.indicateur.annee_initiale if self.suivi else None

    def _locks(self) -> bool:
        """Tell whether the values come from the figures."""
        return self.suivi is not None and bool(self.suivi.indicateur.donnee)

    def _lock_changed(self) -> bool:
        return self._lock_state != self._locks()

    # --- cells

    def _specs(self) -> list[FieldSpec]:
        self._lock_state = self._locks()
        self.lock.setVisible(self._lock_state)
        start = self._start()
        cibles = [self._cible(year) for year in self.years if year != start]
        return [*cibles, *(self._valeur(year) for year in self.years)]

    def _id(self) -> int:
        assert self.suivi is not None, "cells are made for an indicator"
        return self.suivi.indicateur.id

    def _cible(self, year: int) -> FieldSpec:
        return FieldSpec(
            key=field_key(self._id(), f"{CIBLE}{year}"),
            label=_("Cible {annee}", annee=str(year)),
            kind="integer",
            read=partial(_read_cible, self._id(), year),
            write=partial(_write_cible, self._id(), year),
            parse=read_value,
            show=self._shown,
            placeholder=EMPTY,
        )

    def _valeur(self, year: int) -> FieldSpec:
        locked = self._locks() or year == self._start()
        return FieldSpec(
            key=field_key(self._id(), f"{VALEUR}{year}"),
            label=_("Valeur {annee}", annee=str(year)),
            kind="integer",
            read=partial(self._read_valeur, year),
            write=None if locked else partial(_write_valeur, self._id(), year),
            parse=read_value,
            show=self._shown,
            placeholder=EMPTY,
        )

    def _read_valeur(self, year: int, snapshot: DossierSnapshot) -> object:
        if self.suivi is None:
            return None
        if self._locks() or year == self._start():
            found = (y.valeur for y in self.suivi.annees if y.annee == year)
            return next(found, None)
        rows = snapshot.realisations
        wanted = (self.suivi.indicateur.id, year)
        return next((r.valeur for r in rows if (r.indicateur_id, r.annee) == wanted), None)

    def _shown(self, value: Decimal | None) -> str:
        if value is None or self.suivi is None:
            return ""
        exponent = value.as_tuple().exponent
        typed = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        least = decimales_of(self.suivi)
        return format_number(value, least if self._locks() else max(typed, least))

    def _tell_refusal(self) -> None:
        errors = self.form.errors() if self.form else []
        self.refusal.setText(
            "\n".join(_("{champ} : {refus}", champ=name, refus=why) for _k, name, why in errors)
        )
        self.refusal.setVisible(bool(errors))

    # --- keys

    def stops(self) -> list[QWidget]:
        """Return what Tab stops on, in reading order."""
        cells = [self.form.row(key).editor for key in self.form] if self.form else []
        return [self.spread, *cells]

    def focus_year(self, name: str = "") -> bool:
        """Put the caret in a cell, the last target without a name; tell whether it is there."""
        if self.form is None:
            return False
        keys = [key for key in self.form if f".{CIBLE}" in key]
        if name:
            keys = [key for key in self.form if key.endswith(f".{name}")]
        return bool(keys) and self.form.focus(keys[-1])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go to the next cell on Entrée; take a row of a spreadsheet."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                return self._step(watched, back=bool(event.modifiers() & SHIFT))
            if event.matches(QKeySequence.StandardKey.Paste):
                return self._paste(watched)
        return super().eventFilter(watched, event)

    def _step(self, editor: QObject, *, back: bool) -> bool:
        """Go to the next cell that may be typed, or to the one before."""
        assert self.form is not None, "a cell has the caret"
        cells = [self.form.row(key) for key in self.form]
        free = [row.editor for row in cells if row.spec.write is not None]
        here = free.index(editor) if editor in free else 0
        there = here + (-1 if back else 1)
        if isinstance(editor, LineField):
            editor.flush_requested.emit()
        if 0 <= there < len(free):
            free[there].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _paste(self, editor: QObject) -> bool:
        """Write a row of targets from the cell on; tell whether the paste was one."""
        texts = _cells(QGuiApplication.clipboard().text())
        years = self._years_from(editor)
        if len(texts) < 2 or not years or self._session.read_only:
            return False
        if isinstance(editor, LineField):
            editor.clear()
        try:
            values = [read_value(text) for text in texts[: len(years)]]
        except RegleInvalide as error:
            self._session.refused.emit(self._session.sentence(error))
            return True
        told = dict(zip(years, values, strict=False))
        run_told(self._session, SetCibles(indicateur_id=self._id(), valeurs=told))
        if self.form is not None:
            self.form.reload(self._session.snapshot, force=True)
        return True

    def _years_from(self, editor: QObject) -> list[int]:
        """Return the years of the targets from a cell on; none for a cell of values."""
        if self.form is None:
            return []
        keys = [key for key in self.form if f".{CIBLE}" in key]
        editors = [self.form.row(key).editor for key in keys]
        if editor not in editors:
            return []
        return [int(key.rpartition("_")[2]) for key in keys[editors.index(editor) :]]


SHIFT = Qt.KeyboardModifier.ShiftModifier


def _cells(text: str) -> Sequence[str]:
    """Return the texts of a row, or of a column, of a spreadsheet."""
    lines = text.strip("\r\n").splitlines()
    return lines[0].split("\t") if len(lines) == 1 else [line.split("\t")[0] for line in lines]


def _read_cible(indicateur_id: int, year: int, snapshot: DossierSnapshot) -> object:
    rows, wanted = snapshot.cibles_indicateurs, (indicateur_id, year)
    return next((c.valeur for c in rows if (c.indicateur_id, c.annee) == wanted), None)


def _write_cible(indicateur_id: int, year: int, value: Decimal | None) -> Operation:
    return SetCible(indicateur_id=indicateur_id, annee=year, valeur=value)


def _write_valeur(indicateur_id: int, year: int, value: Decimal | None) -> Operation:
    return SetRealisation(indicateur_id=indicateur_id, annee=year, valeur=value)
