"""The strip « Les chiffres » of a criterion: read only, it opens the page « Données »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import SetConstatIndicateurs
from cpom_desktop.services.queries.chiffres import (
    chiffres,
    indicateurs_beside,
    indicateurs_to_choose,
)
from ui.kit.buttons import TextButton
from ui.kit.figure_line import FigureLine
from ui.kit.labels import SafeLabel
from ui.models.part_section import run_told
from ui.models.ticking import Asked, TickDialog
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.queries.chiffres import Chiffre
    from ui.session import Session

FIRST = 1
"""Figures shown before she asks for the others; one more when it is the only one left."""


class ChiffresPart(QWidget):
    """The figures beside a criterion, one a line.

    Signals:
        opened: slug of the indicator to open in « Données ».
    """

    opened = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._critere = ""
        self._all = False
        self.lines: list[FigureLine] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addLayout(self._head())
        self._list = QVBoxLayout()
        self._list.setSpacing(px(3))
        column.addLayout(self._list)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        self.title = SafeLabel(_("Les chiffres, repris de la page Données"), "label", wrap=True)
        self.choose = TextButton(_("Choisir les indicateurs…")).set_dense()
        self.choose.clicked.connect(self._on_choose)
        self.choose.setEnabled(not self._session.read_only)
        self.more = TextButton("").set_dense()
        self.more.clicked.connect(self._on_more)
        head.addWidget(self.title, 1)
        head.addWidget(self.more)
        head.addWidget(self.choose)
        return head

    def show_critere(self, critere: str) -> None:
        """Show the figures of a criterion, the first ones when it is another."""
        if critere != self._critere:
            self._critere, self._all = critere, False
        workspace = self._session.workspace
        self._show(chiffres(workspace.snapshot, workspace.content, workspace.today, critere))

    def _show(self, found: Sequence[Chiffre]) -> None:
        first = FIRST if len(found) > FIRST + 1 else FIRST + 1
        kept = found if self._all else found[:first]
        self.title.setText(
            _("Les chiffres, repris de la page Données") if found else _("Aucun chiffre repris")
        )
        self.title.set_role("label" if found else "small-2")
        for line, chiffre in zip(self.lines, kept, strict=False):
            if line.chiffre != chiffre:
                line.show_figure(chiffre)
        for chiffre in kept[len(self.lines) :]:
            self._add(chiffre)
        for line in self.lines[len(kept) :]:
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        del self.lines[len(kept) :]
        self._tell_more(len(found) - first)

    def _add(self, chiffre: Chiffre) -> None:
        line = FigureLine(chiffre, self)
        line.opened.connect(self.opened)
        before = self.lines[-1] if self.lines else self.choose
        self.lines.append(line)
        self._list.addWidget(line)
        line.show()
        QWidget.setTabOrder(before, line)

    def _tell_more(self, rest: int) -> None:
        self.more.setVisible(rest > 0)
        told = ngettext("Voir l'autre", "Voir les {n} autres", max(rest, 0))
        self.more.setText(_("Voir moins") if self._all else told)
        self.more.setAccessibleName(_("{verbe}, chiffres", verbe=self.more.text()))
        self.more.set_icon("chevron-up" if self._all else "chevron-down")

    def _on_more(self) -> None:
        self._all = not self._all
        self.show_critere(self._critere)

    def _on_choose(self) -> None:
        workspace = self._session.workspace
        snapshot, content = workspace.snapshot, workspace.content
        dialog = TickDialog(
            Asked(
                _("Quels chiffres montrer à côté de ce critère ?"),
                _("Les valeurs viennent de la page Données : rien n'est copié."),
                "trending-up",
                _("Montrer ces chiffres"),
            ),
            indicateurs_to_choose(snapshot, content, workspace.today),
            indicateurs_beside(snapshot, content, self._critere),
            self.window(),
        )
        if dialog.exec():
            chosen = [str(slug) for slug in dialog.ticked()]
            run_told(
                self._session,
                SetConstatIndicateurs(critere=self._critere, indicateurs=chosen),
            )
        dialog.deleteLater()
        self.choose.setFocus()
