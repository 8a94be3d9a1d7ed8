"""The dialog that makes an objective: its axis and its strategic objective, known or new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cpom_desktop.i18n import _
from cpom_desktop.services.operations.rattachement import AttachNewObjectif
from ui.attempt import Attempt
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.combo import ChoiceField
from ui.kit.dialogs import KitDialog
from ui.kit.fields import LineField
from ui.kit.labels import SafeLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.session import Session


class ObjectifDialog(KitDialog):
    """Names an operational objective and attaches the fiche to it, as one step."""

    def __init__(self, session: Session, fiche_id: int, parent: QWidget) -> None:
        super().__init__(
            _("Quel objectif cette fiche réalise-t-elle ?"),
            _("Un axe porte des objectifs stratégiques ; chacun se réalise par des objectifs "
              "opérationnels."),
            icon_name="target",
            parent=parent,
        )  # fmt: skip
        self._session, self._fiche_id = session, fiche_id
        axes = tuple((axe.id, axe.libelle) for axe in session.snapshot.axes)
        self.axe = ChoiceField(_("Axe"), axes, none_label=_("Nouvel axe"))
        self.new_axe = LineField(_("Nom du nouvel axe"))
        self.strategique = ChoiceField(
            _("Objectif stratégique"), none_label=_("Nouvel objectif stratégique")
        )
        self.new_strategique = LineField(_("Nom du nouvel objectif stratégique"))
        self.operationnel = LineField(_("Objectif opérationnel"))
        self.error = SafeLabel("", "error-strong", wrap=True)
        self._attempt = Attempt(session, self, self._refuse)
        self._lay_out()
        self.axe.set_value(axes[0][0] if axes else None)
        self._on_axe()
        self.axe.edited.connect(self._on_axe)
        self.strategique.edited.connect(self._on_strategique)
        first = self.operationnel if axes else self.new_axe
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        for words, fields in (
            (_("Axe"), (self.axe, self.new_axe)),
            (_("Objectif stratégique"), (self.strategique, self.new_strategique)),
            (_("Objectif opérationnel"), (self.operationnel,)),
        ):
            name = SafeLabel(words, "label")
            name.setBuddy(fields[0])
            self.body.addWidget(name)
            for field in fields:
                self.body.addWidget(field)
        for field in (self.new_axe, self.new_strategique):
            field.setPlaceholderText(field.accessibleName())
        self.operationnel.setPlaceholderText(_("Réduire les chutes et leurs conséquences"))
        self.body.addWidget(self.error)
        self.error.hide()
        cancel = self.add_button(SecondaryButton(_("Annuler")))
        cancel.clicked.connect(self.reject)
        self.keep = self.add_button(PrimaryButton(_("Ajouter l'objectif")), default=False)
        self.keep.setDefault(True)
        self.keep.clicked.connect(self._on_keep)

    def _on_axe(self) -> None:
        self.new_axe.setVisible(self.axe.value() is None)
        known = [
            (objectif.id, objectif.libelle)
            for objectif in self._session.snapshot.objectifs
            if objectif.strategique_id is None and objectif.axe_id == self.axe.value()
        ]
        self.strategique.set_choices(known)
        self.strategique.set_value(known[0][0] if known else None)
        self._on_strategique()

    def _on_strategique(self) -> None:
        self.new_strategique.setVisible(self.strategique.value() is None)
        self.adjustSize()

    def _on_keep(self) -> None:
        missing = next((field for field in self._named() if not field.raw().strip()), None)
        if missing is not None:
            self._refuse(_("À compléter : {champ}.", champ=missing.accessibleName()))
            missing.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._attempt.run(
            AttachNewObjectif(
                fiche_id=self._fiche_id,
                axe=_chosen(self.axe, self.new_axe),
                strategique=_chosen(self.strategique, self.new_strategique),
                libelle=self.operationnel.raw(),
            )
        )

    def _named(self) -> list[LineField]:
        """Return the lines to fill, from top to bottom."""
        lines = (self.new_axe, self.new_strategique, self.operationnel)
        return [line for line in lines if not line.isHidden()]

    def _refuse(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.show()
        self.setAccessibleDescription(sentence)


def _chosen(known: ChoiceField, new: LineField) -> int | str:
    """Return the id of what is chosen, or the words of a new one."""
    value = known.value()
    return value if isinstance(value, int) else new.raw()


def make_objectif(session: Session, fiche_id: int, parent: QWidget) -> None:
    """Open the dialog until an objective is made or not."""
    dialog = ObjectifDialog(session, fiche_id, parent)
    dialog.exec()
    dialog.deleteLater()
