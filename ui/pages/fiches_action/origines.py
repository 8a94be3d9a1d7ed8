"""The approaches that a fiche comes from, and the dialog that picks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.domain.fiches_action import Origine
from cpom_desktop.i18n import _
from cpom_desktop.services.operations import SetFicheOrigines
from cpom_desktop.services.operations.fiches_action import OrigineSaisie
from cpom_desktop.services.queries.words import word
from ui.attempt import Attempt
from ui.kit.buttons import KitButton, PrimaryButton, SecondaryButton, TextButton
from ui.kit.dialogs import KitDialog
from ui.kit.fields import CheckBox, LineField
from ui.kit.flow import FlowLayout
from ui.kit.labels import SafeLabel, set_tooltip
from ui.kit.scrolling import scrolled
from ui.models.part_section import run_told
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cpom_desktop.domain.fiches_action import FicheOrigine
    from ui.session import Session

CHIP_LETTERS = 44
DIALOG_HEIGHT = 400


class OriginesField(QWidget):
    """The approaches of a fiche as chips that take themselves back."""

    chosen = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.fiche_id = 0
        self.chips: list[KitButton] = []
        self._shown: tuple[FicheOrigine, ...] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        head = QHBoxLayout()
        head.addWidget(SafeLabel(_("Démarches à l'origine de la fiche"), "label"), 1)
        self.button = TextButton(_("Choisir les origines…"), icon_name="plus").set_dense()
        self.button.clicked.connect(self._on_choose)
        head.addWidget(self.button)
        column.addLayout(head)
        self.button.setVisible(not session.read_only)
        self.nothing = SafeLabel(_("Aucune origine citée."), "small-2", wrap=True)
        column.addWidget(self.nothing)
        self._flow = FlowLayout(spacing=px(2))
        column.addLayout(self._flow)

    def show_fiche(self, fiche_id: int, origines: Iterable[FicheOrigine]) -> None:
        """Show the approaches of a fiche, in the order of the list."""
        rank = list(Origine).index
        wanted = tuple(sorted(origines, key=lambda row: rank(row.origine)))
        if (fiche_id, wanted) == (self.fiche_id, self._shown):
            return
        self.fiche_id, self._shown = fiche_id, wanted
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(row) for row in wanted]
        self.nothing.setVisible(not wanted)

    def stops(self) -> list[QWidget]:
        """Return what Tab stops on, in reading order."""
        return [self.button, *self.chips]

    def focus(self) -> None:
        """Put the caret on the button, on the first chip when nothing may be changed."""
        stop = self.chips[0] if self.chips and self._session.read_only else self.button
        stop.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _chip(self, row: FicheOrigine) -> KitButton:
        read_only, words = self._session.read_only, origine_words(row)
        short = words if len(words) <= CHIP_LETTERS else f"{words[:CHIP_LETTERS].rstrip()}…"
        chip = KitButton(short, "chip", icon_name="" if read_only else "x", trailing=True)
        chip.setProperty("origine", row.origine.value)
        chip.setAccessibleName(words if read_only else _("Retirer l'origine {nom}", nom=words))
        set_tooltip(chip, chip.accessibleName())
        if not read_only:
            chip.clicked.connect(self._on_chip)
        self._flow.addWidget(chip)
        return chip

    def _on_chip(self) -> None:
        gone = str(self.sender().property("origine"))
        kept = [row for row in self._shown or () if row.origine.value != gone]
        said = [OrigineSaisie(origine=row.origine, reference=row.reference) for row in kept]
        run_told(self._session, SetFicheOrigines(fiche_id=self.fiche_id, origines=said))
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_choose(self) -> None:
        dialog = OriginesDialog(self._session, self.fiche_id, self._shown or (), self.window())
        if dialog.exec():
            self.chosen.emit()
        dialog.deleteLater()


class OriginesDialog(KitDialog):
    """Every approach with a box to tick and a place for its reference; kept as one step."""

    def __init__(
        self,
        session: Session,
        fiche_id: int,
        origines: Sequence[FicheOrigine],
        parent: QWidget,
    ) -> None:
        super().__init__(
            _("De quelles démarches cette fiche vient-elle ?"),
            _("Plusieurs réponses sont possibles ; la référence dit où, si vous le savez."),
            icon_name="link",
            parent=parent,
        )
        self._fiche_id = fiche_id
        self.boxes: dict[Origine, CheckBox] = {}
        self.references: dict[Origine, LineField] = {}
        self.error = SafeLabel("", "error-strong", wrap=True)
        self._attempt = Attempt(session, self, self._refuse)
        self._lay_out({row.origine: row.reference for row in origines})
        cancel = self.add_button(SecondaryButton(_("Annuler")))
        cancel.clicked.connect(self.reject)
        self.keep = self.add_button(PrimaryButton(_("Enregistrer les origines")))
        self.keep.setDefault(True)
        self.keep.clicked.connect(self._on_keep)
        next(iter(self.boxes.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, said: dict[Origine, str]) -> None:
        inner = QFrame()
        inner.setProperty("role", "surface")
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, px(8), 0)
        grid.setVerticalSpacing(px(2))
        grid.setColumnStretch(1, 1)
        for rank, origine in enumerate(Origine):
            box, line = CheckBox(word(origine)), LineField(_reference_name(origine))
            box.setChecked(origine in said)
            line.set_raw(said.get(origine, ""))
            line.setPlaceholderText(_EXAMPLES.get(origine, ""))
            line.edited.connect(self._on_reference)
            line.setProperty("origine", origine.value)
            grid.addWidget(box, rank, 0)
            grid.addWidget(line, rank, 1)
            self.boxes[origine], self.references[origine] = box, line
        area = scrolled(inner)
        area.setMinimumHeight(min(px(DIALOG_HEIGHT), DIALOG_HEIGHT))
        self.body.addWidget(area)
        self.body.addWidget(self.error)
        self.error.hide()

    def _on_reference(self) -> None:
        """Tick the approach whose reference is typed."""
        line = self.sender()
        if isinstance(line, LineField) and line.raw().strip():
            self.boxes[Origine(str(line.property("origine")))].setChecked(True)

    def _on_keep(self) -> None:
        said = [
            OrigineSaisie(origine=origine, reference=self.references[origine].raw())
            for origine, box in self.boxes.items()
            if box.isChecked()
        ]
        self._attempt.run(SetFicheOrigines(fiche_id=self._fiche_id, origines=said))

    def _refuse(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.show()
        self.setAccessibleDescription(sentence)


_EXAMPLES = {
    Origine.EVALUATION_HAS: "Critère 3.6.1",
    Origine.PROJET_ETABLISSEMENT: "Projet 2026-2030, axe 2",
    Origine.INSPECTION: "Remarque n° 4 du 12 mai 2026",
    Origine.DUERP: "Unité de travail « soins de nuit »",
}


def _reference_name(origine: Origine) -> str:
    return _("Référence : {origine}", origine=word(origine))


def origine_words(row: FicheOrigine) -> str:
    """Return « Évaluation HAS, critère 3.6.1 »."""
    return ", ".join(filter(None, (word(row.origine), row.reference)))
