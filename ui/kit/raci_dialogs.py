"""The two small dialogs of the RACI matrix: a new activity, who holds a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from cpom_desktop.i18n import _
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.combo import ChoiceField
from ui.kit.dialogs import KitDialog
from ui.kit.fields import LineField
from ui.kit.labels import SafeLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


class ActivityDialog(KitDialog):
    """Asks for the words of a new activity and its phase.

    Signals:
        submitted: phase (slug) and words; the page closes the dialog once they are taken.
    """

    submitted = Signal(str, str)

    def __init__(
        self, phases: Sequence[tuple[object, str]], phase: object, parent: QWidget
    ) -> None:
        title = _("Quelle activité ajouter ?")
        text = _("Elle arrive vide, à la fin de sa phase : il reste à donner les rôles.")
        super().__init__(title, text, icon_name="plus", icon_role="texte-2", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.titre = LineField(_("Activité"))
        self.phase = ChoiceField(_("Phase"), phases, none_label=None)
        self.phase.set_value(phase)
        self.error = SafeLabel("", "error", wrap=True)
        self.error.hide()
        for words, editor in ((_("Activité"), self.titre), (_("Phase"), self.phase)):
            label = SafeLabel(words, "label")
            label.setBuddy(editor)
            self.body.addSpacing(px(4))
            self.body.addWidget(label)
            self.body.addWidget(editor)
            if editor is self.titre:
                self.body.addWidget(self.error)
        self.cancel = self.add_button(SecondaryButton(_("Annuler")))
        self.cancel.clicked.connect(self.reject)
        self.add = self.add_button(PrimaryButton(_("Ajouter l'activité")))
        self.add.clicked.connect(self._on_submit)
        self.titre.returnPressed.connect(self._on_submit)
        self.titre.setFocus()

    def show_error(self, sentence: str) -> None:
        """Say why the words are refused, and let them be corrected."""
        self.titre.set_state("erreur")
        self.titre.setAccessibleDescription(sentence)
        self.error.setText(sentence)
        self.error.show()
        self.titre.setFocus()

    def _on_submit(self) -> None:
        self.submitted.emit(str(self.phase.value()), self.titre.raw())


class HolderDialog(KitDialog):
    """Asks which acteur holds a role.

    Signals:
        submitted: id of the acteur, or None for nobody.
    """

    submitted = Signal(object)

    def __init__(
        self,
        role: str,
        acteurs: Sequence[tuple[object, str]],
        acteur_id: int | None,
        parent: QWidget,
    ) -> None:
        title = _("Qui tient le rôle « {role} » ?", role=role)
        text = _("Son nom s'affiche sous le rôle. Les personnes se nomment page Acteurs.")
        super().__init__(title, text, icon_name="user", icon_role="texte-2", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.acteur = ChoiceField(_("Titulaire"), acteurs, none_label=_("Personne pour l'instant"))
        self.acteur.set_value(acteur_id)
        label = SafeLabel(_("Titulaire"), "label")
        label.setBuddy(self.acteur)
        self.body.addSpacing(px(4))
        self.body.addWidget(label)
        self.body.addWidget(self.acteur)
        self.cancel = self.add_button(SecondaryButton(_("Annuler")))
        self.cancel.clicked.connect(self.reject)
        self.choose = self.add_button(PrimaryButton(_("Choisir")))
        self.choose.clicked.connect(self._on_submit)
        self.acteur.setFocus()

    def _on_submit(self) -> None:
        self.submitted.emit(self.acteur.value())
        self.accept()
