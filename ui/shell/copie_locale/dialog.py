"""The original was changed elsewhere meanwhile: both files, their dates, and her choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QWidget

from cpom_desktop.i18n import _
from cpom_desktop.services.copies_de_travail import side_words
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.labels import SafeLabel
from ui.kit.tall_dialog import TallDialog
from ui.shell.copie_locale.choice import ChoiceCard

if TYPE_CHECKING:
    from cpom_desktop.services.copies_de_travail import CopieDeTravail, Cote


class ChangedDialog(TallDialog):
    """Keeping both is the default; replacing keeps the original beside too."""

    def __init__(
        self, link: CopieDeTravail, original: Cote, copie: Cote, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("L'original a changé depuis votre copie"),
            _(
                "{nom} a été modifié ailleurs. Rien n'est remplacé sans votre accord.",
                nom=link.original.name,
            ),
            icon_name="triangle-alert",
            icon_role="attention",
            parent=parent,
        )
        for words, side in ((_("L'original"), original), (_("Votre copie"), copie)):
            told = _("{fichier} : {dates}.", fichier=words, dates=side_words(side))
            self.body.addWidget(SafeLabel(told, "small", wrap=True))
        self.both = ChoiceCard(
            _("Garder les deux"),
            _("Votre copie est écrite à côté de l'original, sous un nom daté."),
        )
        self.over = ChoiceCard(
            _("Remplacer l'original par ma copie"),
            _("L'original est gardé à côté, sous un nom daté."),
        )
        self._group = QButtonGroup(self)
        for card in (self.both, self.over):
            self._group.addButton(card.radio)
            self.body.addWidget(card)
        self.both.radio.setChecked(True)
        self.cancel = self.add_button(SecondaryButton(_("Ne rien faire")))
        self.cancel.clicked.connect(self.reject)
        self.act = self.add_button(PrimaryButton(_("Garder les deux")), default=True)
        self.act.clicked.connect(self.accept)
        self.over.radio.toggled.connect(self._show_action)

    @property
    def replaces(self) -> bool:
        """Whether the original is to be replaced."""
        return self.over.radio.isChecked()

    def _show_action(self) -> None:
        self.act.setText(_("Remplacer") if self.replaces else _("Garder les deux"))
