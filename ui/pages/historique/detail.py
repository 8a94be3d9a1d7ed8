"""The panel at the right: what a step changed, before and after, and the way back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cpom_desktop.i18n import EMPTY, _, format_date, format_time
from cpom_desktop.services.operations.restore import RestoreValue, may_be_restored
from cpom_desktop.services.queries.differences import Kind
from cpom_desktop.services.queries.historique import hidden_rows
from ui.kit.buttons import SecondaryButton, TextButton
from ui.kit.cards import Rule
from ui.kit.labels import SafeLabel
from ui.pages.historique.panel import SidePanel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from cpom_desktop.services.queries.differences import Difference
    from cpom_desktop.services.queries.historique import Entry
    from ui.pages.historique.steps import Steps

MOST_SHOWN = 25
"""Changes shown one under the other; the others are counted."""


class DetailPanel(SidePanel):
    """Shows one step.

    Args:
        steps: tells what the dossier holds now.
        read_only: nothing may be written: no way back is offered.

    Signals:
        restore_asked: the `RestoreValue` to run.
        scope_asked: a `Difference` whose row's own history is wanted.
        corbeille_asked: a `Difference` of a row deleted.
    """

    restore_asked = Signal(object)
    scope_asked = Signal(object)
    corbeille_asked = Signal(object)

    def __init__(self, steps: Steps, *, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(_("Modification"), parent)
        self._steps, self._read_only = steps, read_only
        self.show_entry(None)

    def show_entry(self, entry: Entry | None) -> None:
        """Show a step; nothing yet when None."""
        column = self.begin()
        if entry is None:
            told = _("Choisissez une ligne pour voir ce qu'elle a changé.")
            column.addWidget(SafeLabel(told, "small-2", wrap=True))
        else:
            self._fill(column, entry)
        self.end(column)

    def _fill(self, column: QVBoxLayout, entry: Entry) -> None:
        self.setAccessibleName(entry.title)
        column.addWidget(SafeLabel(entry.title, "strong", wrap=True))
        when = _(
            "{jour} à {heure}",
            jour=format_date(entry.moment.date(), "full"),
            heure=format_time(entry.moment),
        )
        column.addWidget(SafeLabel(when, "caption-2", wrap=True))
        if entry.undone:
            told = _("Annulé depuis : le dossier n'en garde rien.")
            column.addWidget(SafeLabel(told, "small-2", wrap=True))
        for difference in entry.differences[:MOST_SHOWN]:
            column.addWidget(Rule())
            self._add(column, difference)
        more = entry.more + max(len(entry.differences) - MOST_SHOWN, 0)
        if more:
            column.addWidget(Rule())
            column.addWidget(SafeLabel(hidden_rows(more), "small-2", wrap=True))

    def _add(self, column: QVBoxLayout, difference: Difference) -> None:
        if not difference.field:
            column.addWidget(SafeLabel(difference.sentence, "small", wrap=True))
            self._add_corbeille(column, difference)
            return
        column.addWidget(SafeLabel(difference.label, "label", wrap=True))
        for title, words, value in (
            (_("Avant"), difference.before_words, difference.before),
            (_("Après"), difference.after_words, difference.after),
        ):
            self.add_value(column, title, words or EMPTY)
            self._add_way_back(column, difference, title, value)
        self.add_button(
            column,
            TextButton(
                _("Voir tout l'historique de cet élément"), icon_name="history"
            ).set_dense(),
            _("Voir tout l'historique de {nom}", nom=difference.name),
            partial(self.scope_asked.emit, difference),
        )

    def _add_way_back(
        self, column: QVBoxLayout, difference: Difference, side: str, value: object
    ) -> None:
        table, record_id, field = difference.table, difference.record_id, difference.field
        exists = self._steps.exists(table, record_id)
        now = self._steps.value(table, record_id, field)
        offered = may_be_restored(table, field) and exists and now != value
        if self._read_only or not offered:
            return
        operation = RestoreValue(table=table, id=record_id, champ=field, valeur=value)
        self.add_button(
            column,
            SecondaryButton(_("Revenir à cette valeur"), icon_name="undo-2").set_dense(),
            _("Revenir à la valeur {cote}, {champ}", cote=side.lower(), champ=difference.label),
            partial(self.restore_asked.emit, operation),
        )

    def _add_corbeille(self, column: QVBoxLayout, difference: Difference) -> None:
        gone = not self._steps.exists(difference.table, difference.record_id)
        if difference.kind is Kind.RETRAIT and gone:
            self.add_button(
                column,
                TextButton(_("Voir dans la corbeille"), icon_name="archive-restore").set_dense(),
                _("Voir dans la corbeille : {nom}", nom=difference.name),
                partial(self.corbeille_asked.emit, difference),
            )
