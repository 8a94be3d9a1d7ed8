"""Before people are deleted: what keeps their names, what loses them, what goes with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.acteurs_suppression import (
    consequences,
    deletion_words,
    listed_words,
)
from ui.kit.dialogs import QuestionDialog
from ui.kit.fold import Fold
from ui.models.acteurs import title_of
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from ui.session import Session

LIST_HEIGHT, REST = 150, 310
"""Height of the list, and of the dialog without it, in pixels at 100 %."""


class DeleteDialog(QuestionDialog):
    """Counts what names them, and lists it when asked; keeping is the safe answer."""

    def __init__(self, session: Session, ids: Sequence[int], parent: QWidget) -> None:
        snapshot = session.snapshot
        name = title_of(snapshot.acteurs_by_id[ids[0]])
        count = len(ids)
        super().__init__(
            ngettext("Supprimer « {nom} » ?", "Supprimer {n} acteurs ?", count, nom=name),
            deletion_words(snapshot, ids),
            action_label=ngettext("Supprimer l'acteur", "Supprimer {n} acteurs", count),
            safe_label=_("Garder"),
            destructive=True,
            parent=parent,
        )
        lines = listed_words(consequences(snapshot, ids))
        if lines:
            self._add_list(lines)
        fit_height(self)

    def showEvent(self, event: QShowEvent) -> None:
        """Measure the words again, now that they are dressed."""
        super().showEvent(event)
        fit_height(self)

    def _add_list(self, lines: Sequence[str]) -> None:
        self.fold = Fold(_("Voir la liste"))
        self.listed = QPlainTextEdit()
        self.listed.setReadOnly(True)
        self.listed.setTabChangesFocus(True)
        self.listed.setAccessibleName(_("Ce qui nomme cet acteur"))
        self.listed.setPlainText("\n".join(lines))
        room = self.screen().availableGeometry().height() - px(REST)
        self.listed.setFixedHeight(min(px(LIST_HEIGHT), max(room, px(60))))
        self.fold.add(self.listed)
        self.fold.toggled.connect(self._on_listed)
        self.body.addWidget(self.fold)

    def _on_listed(self) -> None:
        fit_height(self)


def fit_height(dialog: QDialog) -> None:
    """Give a dialog of a fixed width the height of its words: Qt would cut those that wrap."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        height = layout.totalHeightForWidth(dialog.width())
        dialog.setMinimumHeight(height)
        dialog.resize(dialog.width(), height)
