"""« Créer un dossier »: the name of the EHPAD and the place of its one file, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from cpom_desktop.errors import ErreurCpom
from cpom_desktop.i18n import _
from cpom_desktop.services.emplacement import advice_for_new
from cpom_desktop.services.messages import sentence
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.fields import LineField
from ui.kit.labels import ElidedLabel, SafeLabel
from ui.kit.restyle import set_state
from ui.kit.tall_dialog import TallDialog
from ui.shell.files import choose_folder, safe_stem

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.workspace import Workspace
    from ui.shell.services import AppServices


class NewDossierDialog(TallDialog):
    """Creates the file at once; `workspace` is the open dossier when it is accepted."""

    def __init__(self, services: AppServices, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Créer un dossier"),
            _(
                "Tout votre travail tient dans un seul fichier. Vous pourrez le copier sur une "
                "clé, le sauvegarder et le transmettre."
            ),
            icon_name="file-plus-2",
            icon_role="lien",
            parent=parent,
        )
        self._services = services
        self._folder = services.settings.folder
        self.workspace: Workspace | None = None
        self.name = LineField(_("Nom de l'établissement"))
        self.name.setPlaceholderText(_("EHPAD Les Tilleuls"))
        label = SafeLabel(_("Nom de l'établissement"), "label")
        label.setBuddy(self.name)
        self.body.addWidget(label)
        self.body.addWidget(self.name)
        self.body.addWidget(SafeLabel(_("Le dossier sera enregistré ici"), "label"))
        line = QHBoxLayout()
        self.place = ElidedLabel("", "small-2")
        line.addWidget(self.place, 1)
        self.change = SecondaryButton(_("Changer…")).set_dense()
        self.change.setAccessibleName(_("Changer d'emplacement"))
        line.addWidget(self.change)
        self.body.addLayout(line)
        self.note = SafeLabel("", "caption-2", wrap=True)
        self.body.addWidget(self.note)
        self.error = SafeLabel("", "error", wrap=True)
        self.error.hide()
        self.body.addWidget(self.error)
        self.cancel = self.add_button(SecondaryButton(_("Annuler")))
        self.make = self.add_button(PrimaryButton(_("Créer le dossier")))
        self.make.setDefault(True)
        self.name.textChanged.connect(self._show_place)
        self.change.clicked.connect(self._change_folder)
        self.cancel.clicked.connect(self.reject)
        self.make.clicked.connect(self._create)
        self._show_place()
        self._show_note()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def path(self) -> Path:
        """Where the file will be."""
        return self._folder / f"{safe_stem(self.name.text()) or _('Mon CPOM')}.cpom"

    def _show_place(self) -> None:
        self.place.set_whole_text(str(self.path))
        if self.error.isVisibleTo(self):
            self.error.hide()
            self.fit()
        self.name.setAccessibleDescription("")
        set_state(self.name, "etat", "")

    def _show_note(self) -> None:
        """Say what the place is worth, and why it is not in Documents."""
        settings = self._services.settings
        told = advice_for_new(self._services.lieux().place_of(self.path))
        if not told and self._folder == settings.usual_folder and not settings.documents_are_ours:
            told = _(
                "Documents est copié par un service en ligne ou sur le réseau : votre dossier "
                "sera gardé ici, sur cet ordinateur."
            )
        self.note.setText(told)
        self.note.setVisible(bool(told))
        self.change.setAccessibleDescription(told)

    def _change_folder(self) -> None:
        if folder := choose_folder(self, self._folder):
            self._folder = folder
            self._show_place()
            self._show_note()
            self.fit()

    def _create(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self.workspace = self._services.new_workspace(self.path, self.name.text())
        except ErreurCpom as error:
            self._refuse(f"{sentence(error)} {error.remedy}".strip())
        except OSError:
            self._refuse(_("Impossible de créer ce dossier à cet endroit. Changez d'emplacement."))
        else:
            self._services.settings.set_folder(self._folder)
            self.accept()

    def _refuse(self, text: str) -> None:
        self.error.setText(text)
        self.error.show()
        self.fit()
        set_state(self.name, "etat", "erreur")
        self.name.setAccessibleDescription(text)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
