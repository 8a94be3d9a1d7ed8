"""« Sauver ce qui peut l'être… »: what still reads of a damaged dossier, in a new file.

The same as `cpom verify --repair-to`, in a worker; the damaged file is never touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QScrollArea

from cpom_desktop.i18n import _
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.recuperation import losses
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.dialogs import KitDialog
from ui.kit.labels import SafeLabel
from ui.kit.worker import Job
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cpom_desktop.errors import ErreurCpom
    from cpom_desktop.services.recuperation import Rescue
    from ui.shell.services import RescueFile

TAKEN = "existe-deja"
LINES_SEEN = 8


def rescue_file(parent: QWidget, damaged: Path, rescue: RescueFile) -> Path | None:
    """Save what can be of a damaged file where she says; return the new file if she wants it."""
    from ui.shell.files import choose_dossier_copy  # noqa: PLC0415 - when asked

    place = damaged.with_name(_("{nom} (récupéré).cpom", nom=damaged.stem))
    title = _("Où écrire ce qui peut être sauvé ?")
    while (target := choose_dossier_copy(parent, place, title)) is not None:
        dialog = RescueDialog(_saving(rescue, damaged, target), parent)
        wanted = dialog.exec() == QDialog.DialogCode.Accepted
        again = dialog.asks_again
        dialog.deleteLater()
        if not (wanted and again):
            return target if wanted else None
    return None


def _saving(
    rescue: RescueFile, damaged: Path, target: Path
) -> Callable[[Callable[[], None]], Rescue]:
    """Return what a worker does; what she no longer wants is not left behind."""

    def save(checkpoint: Callable[[], None]) -> Rescue:
        checkpoint()
        return rescue(damaged, target, checkpoint)

    return save


class RescueDialog(KitDialog):
    """Being saved, then what was found and what is lost; accepted to open the new file.

    `asks_again`: the name was taken, another one is wanted.
    """

    def __init__(
        self, saving: Callable[[Callable[[], None]], Rescue], parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("Récupération en cours…"),
            _(
                "Le fichier est lu page par page. Il n'est pas modifié. Cela peut prendre une "
                "minute pour un gros dossier."
            ),
            icon_name="life-buoy",
            icon_role="lien",
            parent=parent,
        )
        self.asks_again = False
        self.lost = SafeLabel("", "small", wrap=True)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setProperty("role", "a-lire")
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # its keys scroll it
        self.area.setWidget(self.lost)
        self.area.hide()
        self.body.addWidget(self.area)
        self.close_button = self.add_button(SecondaryButton(_("Annuler")), default=True)
        self.close_button.clicked.connect(self._on_close)
        self.open_button = self.add_button(PrimaryButton(_("Ouvrir le fichier récupéré")))
        self.open_button.hide()
        self.open_button.clicked.connect(self.accept)
        self.finished.connect(self._abandon)
        job = self._job = Job(saving, QCoreApplication.instance())  # may outlive the dialog
        job.done.connect(self._on_saved)
        job.failed.connect(self._on_failed)
        for over in (job.done, job.failed, job.abandoned):
            over.connect(job.deleteLater)
        job.start()

    def _on_saved(self, found: Rescue) -> None:
        lines = losses(found)
        self._say(_("Voici ce qui a été retrouvé"), found.sentence)
        told = [_("Ce qui est perdu :"), *lines] if lines else []
        told.append(_("Le détail est à côté, dans « {nom}.txt ».", nom=found.target))
        self.lost.setText("\n".join(told))
        self.area.setAccessibleName(self.lost.text())
        self.area.setFixedHeight(min(len(told), LINES_SEEN) * px(21))
        self.area.show()
        self.open_button.show()
        self.open_button.setDefault(True)
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.adjustSize()

    def _on_failed(self, error: ErreurCpom) -> None:
        self.asks_again = error.code == TAKEN
        self._say(_("Rien n'a été récupéré"), f"{sentence(error)} {error.remedy}".strip())

    def _say(self, title: str, text: str) -> None:
        self.setWindowTitle(title)
        self.title.setText(title)
        self.text.setText(text)
        self.setAccessibleDescription(text)
        self.close_button.setText(_("Choisir un autre nom…") if self.asks_again else _("Fermer"))
        self.adjustSize()

    def _on_close(self) -> None:
        if self.asks_again:
            self.accept()
        else:
            self.reject()

    def _abandon(self) -> None:
        self._job.abandon()
