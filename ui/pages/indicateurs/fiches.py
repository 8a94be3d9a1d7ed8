"""The fiches that an indicator follows: attached from a menu, each detached by its cross."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from cpom_desktop.services.operations import LinkIndicateur, UnlinkIndicateur
from ui.kit.buttons import IconButton, TextButton
from ui.kit.labels import ElidedLabel, SafeLabel
from ui.models.part_section import run_told
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.domain.fiches_action import FicheAction
    from cpom_desktop.services.queries.indicateurs import IndicateurSuivi
    from ui.session import Session


def fiche_words(fiche: FicheAction) -> str:
    """Return « FA-01 Prévenir les chutes »."""
    return f"{fiche.repere} {fiche.titre}"


class FichesField(QWidget):
    """The fiches of one indicator; several may share it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._suivi: IndicateurSuivi | None = None
        self._shown: tuple[tuple[int, str], ...] | None = None
        self.crosses: list[IconButton] = []
        self._rows: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(SafeLabel(_("Fiches actions suivies"), "label"))
        head.addStretch(1)
        self.add_button = TextButton(_("Attacher à une fiche…"), icon_name="link").set_dense()
        self.add_button.clicked.connect(self.offer)
        head.addWidget(self.add_button)
        column.addLayout(head)
        self.add_button.setVisible(not session.read_only)
        self.nothing = SafeLabel(_("Aucune : il n'est au contrat par aucune action."), "small-2")
        column.addWidget(self.nothing)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)
        self.menu = QMenu(self)
        self.menu.triggered.connect(self._on_chosen)

    def show_suivi(self, suivi: IndicateurSuivi) -> bool:
        """Show the fiches of an indicator; tell whether the rows are others."""
        self._suivi = suivi
        wanted = tuple((fiche.id, fiche_words(fiche)) for fiche in suivi.fiches)
        self.nothing.setVisible(not wanted)
        if wanted == self._shown:
            return False
        self._shown = wanted
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.crosses = []
        self._rows = [self._row(*fiche) for fiche in wanted]
        for row in self._rows:
            self._list.addWidget(row)
            row.show()
        return True

    def _row(self, fiche_id: int, words: str) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(4))
        line.addWidget(ElidedLabel(words, "small"), 1)
        cross = IconButton("x", _("Détacher de {fiche}", fiche=words))
        cross.setProperty("fiche", fiche_id)
        cross.clicked.connect(self._on_cross)
        self.crosses.append(cross)
        line.addWidget(cross)
        cross.setVisible(not self._session.read_only)
        return row

    def stops(self) -> list[QWidget]:
        """Return what Tab stops on, in reading order."""
        return [self.add_button, *self.crosses]

    def focus_add(self) -> None:
        """Put the caret on the button that attaches."""
        self.add_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def offer(self) -> None:
        """Open the menu of the fiches that it does not follow yet."""
        self.menu.clear()
        known = {fiche.id for fiche in self._suivi.fiches} if self._suivi else set()
        left = [f for f in self._session.snapshot.fiches_action if f.id not in known]
        for fiche in sorted(left, key=_numero):
            action = self.menu.addAction(fiche_words(fiche).replace("&", "&&"))
            action.setData(fiche.id)
        if not left:
            self.menu.addAction(_("Aucune autre fiche")).setEnabled(False)
        self.menu.popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height())))

    def _on_chosen(self, action: object) -> None:
        fiche_id = action.data() if isinstance(action, QAction) else None
        if self._suivi is not None and isinstance(fiche_id, int):
            one = self._suivi.indicateur.id
            run_told(self._session, LinkIndicateur(fiche_id=fiche_id, indicateur_id=one))

    def _on_cross(self) -> None:
        fiche_id = self.sender().property("fiche")
        if self._suivi is not None:
            one = self._suivi.indicateur.id
            self.focus_add()
            run_told(self._session, UnlinkIndicateur(fiche_id=fiche_id, indicateur_id=one))


def _numero(fiche: FicheAction) -> int:
    return fiche.numero
