"""The establishment's logo, on its page: shown, chosen, replaced, taken away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.errors import ErreurStockage, ImportImpossible
from cpom_desktop.i18n import _
from cpom_desktop.services.logo import logo_file, sound_logo
from cpom_desktop.services.operations.fichiers import DeleteLogo, SetLogo
from cpom_desktop.services.pieces_jointes import read_logo
from ui.kit.buttons import SecondaryButton, TextButton
from ui.kit.labels import SafeLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from ui.session import Session

KEY = "etablissement.logo"
"""The key that leads here, as those of fields do."""
SHOWN = (132, 44)
"""Pixels that it is shown in, at 100 %."""
TOLD = (
    "Image PNG ou JPEG, 2 Mo au plus : sur la couverture des documents et en tête des "
    "convocations."
)


class LogoRow(QWidget):
    """The logo and what may be done with it; every change is one step to undo."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._folder = Path.home()
        self._shown = ""
        self.picture = SafeLabel("", "help")
        self.picture.setAccessibleName(_("Logo de l'établissement"))
        self.choose = SecondaryButton(_("Choisir un logo…"), icon_name="upload")
        self.remove = TextButton(_("Retirer le logo"), icon_name="trash-2")
        self.choose.clicked.connect(self._on_choose)
        self.remove.clicked.connect(self._on_remove)
        self._build()
        self.refresh()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        line = QHBoxLayout()
        line.setSpacing(px(12))
        for widget in (self.picture, self.choose, self.remove):
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        column.addWidget(SafeLabel(_("Logo"), "label"))
        column.addLayout(line)
        column.addWidget(SafeLabel(_(TOLD), "help", wrap=True))

    def refresh(self) -> None:
        """Show the logo of the dossier; the picture is read again only when it changed."""
        found = logo_file(self._session.snapshot)
        writes = not self._session.read_only
        self.choose.setVisible(writes)
        self.choose.setText(_("Remplacer le logo…") if found else _("Choisir un logo…"))
        self.remove.setVisible(writes and found is not None)
        self.picture.setVisible(found is not None)
        if found is not None and found.empreinte != self._shown:
            self.picture.setPixmap(self._pixmap())
        self._shown = found.empreinte if found else ""

    def _pixmap(self) -> QPixmap:
        found = logo_file(self._session.snapshot)
        pixmap = QPixmap()
        if found is not None:
            try:
                pixmap.loadFromData(sound_logo(self._session.workspace.read_file(found)))
            except ErreurStockage as error:
                self._session.refused.emit(f"{self._session.sentence(error)} {error.remedy}")
        if pixmap.isNull():
            return pixmap
        dots = self.devicePixelRatioF()
        width, height = (round(px(side) * dots) for side in SHOWN)
        fitted = pixmap.scaled(
            width,
            height,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        fitted.setDevicePixelRatio(dots)
        return fitted

    def take(self, path: Path) -> None:
        """Make a picture of the computer the logo; what is refused is told over the page."""
        try:
            data = read_logo(path)
        except ImportImpossible as error:
            self._session.refused.emit(f"{self._session.sentence(error)} {error.remedy}")
            return
        self._folder = path.parent
        if self._session.attempt(SetLogo(contenu=data)) is not None:
            self.refresh()

    def _on_choose(self) -> None:
        from ui.kit.file_dialogs import choose_picture  # noqa: PLC0415 - when asked

        path = choose_picture(self.window(), self._folder)
        if path is not None:
            self.take(path)

    def _on_remove(self) -> None:
        if self._session.attempt(DeleteLogo()) is not None:
            self.refresh()
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
