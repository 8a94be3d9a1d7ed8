"""Before a file is taken: what it was understood as, what each of its lines becomes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout

from cpom_desktop.i18n import _
from cpom_desktop.services.doutes import rows_doubt
from cpom_desktop.services.tableaux import MOST_NAMED, mended, spoilt
from ui.attempt import Attempt
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.dialogs import KitDialog
from ui.kit.labels import SafeLabel
from ui.kit.states import Strip
from ui.models.deciding import DecidingView
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.contacts import ContactsTable
    from cpom_desktop.services.tableaux import FileTable
    from ui.kit.fold import Fold
    from ui.models.deciding import DecidingModel
    from ui.session import Session

    AnyModel = DecidingModel[Any, Any]

WIDTH, HEIGHT = 1060, 560
LOW = 620
"""Height of a screen, at 100 %, where the caption gives its place."""
LEAST_TABLE, TIGHT_TABLE = 116, 68
"""Heights of the lines, the second on a low screen."""
REST = 420
"""Height of the dialog without the choices of columns."""


class ImportingDialog(KitDialog):
    """One button takes what is decided, in one step; a line that is refused stops no other."""

    _table: FileTable | ContactsTable

    def __init__(self, session: Session, title: str, icon: str, parent: QWidget | None) -> None:
        super().__init__(title, "", icon_name=icon, parent=parent)
        self._room = self.screen().availableGeometry()
        self.setFixedWidth(min(px(WIDTH), self._room.width() - px(16)))
        self._session = session
        self.notes = SafeLabel("", "caption-2", wrap=True)
        self._attempt = Attempt(session, self, self._refuse)
        self.text.setVisible(True)

    @property
    def _left(self) -> int:
        """Height that the choices of columns may take, in pixels."""
        return self._room.height() - px(REST)

    def _build_spoilt(self, rows: Sequence[Sequence[str]]) -> None:
        """Propose to mend accents that were read twice; tell what has no place in a dossier."""
        self.spoilt = Strip("alerte")
        found = spoilt(rows)
        if found:
            word, right = (text[:MOST_NAMED] for text in found)
            self.spoilt.set_text(_("Les accents semblent abîmés (« {mot} »).", mot=word))
            self.mend = SecondaryButton(_("Corriger en « {mot} »", mot=right))
            self.mend.clicked.connect(self._on_mend)
            self.spoilt.add_button(self.mend)
        self.body.addWidget(self.spoilt)
        self.spoilt.setVisible(found is not None)
        self._build_doubt(rows)

    def _build_doubt(self, rows: Iterable[Sequence[str]]) -> None:
        """Tell what the file holds and has no place in a dossier; it may be taken all the same."""
        if told := rows_doubt(rows):
            self.doubt = Strip("alerte")
            self.doubt.set_text(told)
            self.body.addWidget(self.doubt)

    def _on_mend(self) -> None:
        """Read the file again, its accents made right."""
        self._table = replace(self._table, rows=mended(self._table.rows))
        self.spoilt.hide()
        self._after_mend()

    def _after_mend(self) -> None:
        """Show what the file becomes."""
        raise AssertionError

    def _add_lines(self, name: str, model: AnyModel, told: str) -> None:
        """Put the lines, what is told of them, and where what is wrong is told."""
        self.view = DecidingView(name, model)
        self.view.setMinimumHeight(px(TIGHT_TABLE if self._is_low else LEAST_TABLE))
        self.body.addWidget(self.view, 1)
        self._usual = told
        self.caption = SafeLabel(told, "caption-2", wrap=True)
        self.body.addWidget(self.caption)
        self.view.selectionModel().currentRowChanged.connect(self._on_current)
        self.trouble = Strip("erreur")
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        model.decided.connect(self._tell)

    def _add_buttons(self, keep: str, take: str) -> None:
        self.cancel = self.add_button(SecondaryButton(keep))
        self.cancel.clicked.connect(self.reject)
        self.add = self.add_button(PrimaryButton(take), default=True)
        self.add.clicked.connect(self._on_add)

    def _settle(self) -> None:
        """Give the dialog its size, and the caret to its first line."""
        layout = self.layout()
        if self._is_low and layout is not None:
            layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
            self.setMinimumHeight(0)
        self.resize(self.width(), min(px(HEIGHT), self._room.height() - px(24)))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.view.model().rowCount():
            self.view.selectRow(0)

    def _refuse(self, sentence: str) -> None:
        self.trouble.set_text(sentence)
        self.trouble.show()

    def _about_row(self, row: int) -> str:
        """Return what there is to know of a row, wherever its columns are; nothing usually."""
        del row
        return ""

    def _on_current(self, index: QModelIndex, _former: QModelIndex) -> None:
        told = self._about_row(index.row()) if index.isValid() else ""
        self.caption.setText(told or self._usual)

    def _make_room(self, *folds: Fold) -> None:
        """Keep one of these open at a time; in a low room, the caption gives it its place."""
        self._folds = folds
        for fold in folds:
            fold.toggled.connect(self._on_toggled)

    def _on_toggled(self, opened: bool) -> None:  # noqa: FBT001 - a slot
        for fold in self._folds if opened else ():
            if fold is not self.sender() and fold.is_open:
                fold.set_open(False)
        tight = self._is_low and any(fold.is_open for fold in self._folds)
        for label in (self.caption, self.notes):
            label.setVisible(not tight and bool(label.text()))

    @property
    def _is_low(self) -> bool:
        """Whether the screen leaves no room to grow: everything is made to fit from the first."""
        return self._room.height() < px(LOW)

    def _tell(self) -> None:
        """Say on the button how much it takes."""
        raise AssertionError

    def _on_add(self) -> None:
        """Take what is decided."""
        raise AssertionError
