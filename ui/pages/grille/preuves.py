"""What proves a finding: gathered documents of the dossier, and files attached to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import SetConstatPieces
from cpom_desktop.services.queries.preuves import pieces_of, pieces_to_choose, proofs_count
from ui.kit.buttons import KitButton, TextButton
from ui.kit.flow import FlowLayout
from ui.kit.labels import SafeLabel, set_tooltip
from ui.models.attachments import AttachmentsPart
from ui.models.part_section import run_told
from ui.models.ticking import Asked, TickDialog
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.services.queries.pieces import LignePiece
    from ui.session import Session

CHIP_LETTERS = 40


class PreuvesPart(QWidget):
    """The documents that prove a finding, then its files.

    Signals:
        opened: the id of the document to open in « Pièces à réunir ».
    """

    opened = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._critere = ""
        self._shown: tuple[LignePiece, ...] = ()
        self.chips: list[KitButton] = []
        self.files = AttachmentsPart(session, "critere", _("Fichiers joints à ce critère"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        head = QHBoxLayout()
        self.title = SafeLabel("", "label", wrap=True)
        self.choose = TextButton(_("Citer des pièces…"), icon_name="plus").set_dense()
        self.choose.clicked.connect(self._on_choose)
        self.choose.setEnabled(not session.read_only)
        head.addWidget(self.title, 1)
        head.addWidget(self.choose)
        column.addLayout(head)
        self._flow = FlowLayout(spacing=px(4))
        column.addLayout(self._flow)
        column.addWidget(self.files.widget)

    def show_critere(self, critere: str) -> None:
        """Show what proves a criterion."""
        self._critere = critere
        workspace = self._session.workspace
        found = pieces_of(workspace.snapshot, workspace.content, workspace.today, critere)
        self.files.show_owner(critere)
        self._tell(proofs_count(workspace.snapshot, critere))
        if found == self._shown:
            return
        self._shown = found
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(line) for line in found]

    def _tell(self, count: int) -> None:
        told = ngettext("Preuve au dossier : {n}", "Preuves au dossier : {n}", count)
        self.title.set_role("label" if count else "small-2")
        self.title.setText(told if count else _("Aucune pièce ni fichier en preuve"))

    def _chip(self, line: LignePiece) -> KitButton:
        words = line.piece.titre
        short = words if len(words) <= CHIP_LETTERS else f"{words[:CHIP_LETTERS].rstrip()}…"
        chip = KitButton(short, "chip", icon_name="folder")
        chip.setProperty("piece", line.piece.id)
        chip.setAccessibleName(_("Ouvrir la pièce {nom}", nom=words))
        set_tooltip(chip, f"{words}\n{line.version}")
        chip.clicked.connect(self._on_chip)
        self._flow.addWidget(chip)
        return chip

    def _on_chip(self) -> None:
        chip = self.sender()
        self.opened.emit(int(chip.property("piece")))

    def _on_choose(self) -> None:
        workspace = self._session.workspace
        snapshot = workspace.snapshot
        dialog = TickDialog(
            Asked(
                _("Quelles pièces prouvent ce constat ?"),
                _("Elles viennent de la page « Pièces à réunir »."),
                "folder",
                _("Citer ces pièces"),
            ),
            pieces_to_choose(snapshot, workspace.content, workspace.today, self._critere),
            [line.piece.id for line in self._shown],
            self.window(),
        )
        if dialog.exec():
            chosen = [key for key in dialog.ticked() if isinstance(key, int)]
            run_told(self._session, SetConstatPieces(critere=self._critere, pieces=chosen))
        dialog.deleteLater()
        self.choose.setFocus()
