"""Choosing a password, changing it, taking it away: plain words first about what is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cpom_desktop.domain.mot_de_passe import strength
from cpom_desktop.i18n import _
from cpom_desktop.services.protection import propose_phrase, strength_sentence
from ui.kit.buttons import DangerButton, PrimaryButton, SecondaryButton
from ui.kit.fields import CheckBox
from ui.kit.labels import IconLabel, SafeLabel
from ui.kit.tall_dialog import TallDialog
from ui.shell.protection.password_field import PasswordField
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpom_desktop.services.protection import Secret

    Tried = Callable[[Secret], str]
    """Tells why what she typed does not open the dossier; nothing when it does."""


class _Asking(TallDialog):
    """A dialog with fields of passwords, a line for what is wrong, and two buttons."""

    def _end(self, act: QWidget) -> None:
        self.error = SafeLabel("", "error", wrap=True)
        self.error.hide()
        self.body.addWidget(self.error)
        for field in self.findChildren(PasswordField):
            field.changed.connect(self._forget_error)
        self.cancel = self.add_button(SecondaryButton(_("Annuler")))
        self.cancel.clicked.connect(self.reject)
        assert isinstance(act, PrimaryButton | DangerButton)
        self.act = self.add_button(act)
        self.act.setDefault(isinstance(act, PrimaryButton))  # never what loses something
        self.act.clicked.connect(self._try)

    def _try(self) -> None:
        """Accept what is typed, or say what is wrong."""

    def refuse(self, text: str, field: PasswordField) -> None:
        """Say what is wrong, and put the caret in the field."""
        self.error.setText(text)
        self.error.show()
        field.line.setAccessibleDescription(text)
        field.line.selectAll()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit(seen=self.error)

    def forget(self) -> None:
        """Forget what is typed, once it is over."""
        for field in self.findChildren(PasswordField):
            field.clear()

    def _forget_error(self) -> None:
        if self.error.isVisibleTo(self):
            self.error.hide()
            self.fit()


class NewPasswordDialog(_Asking):
    """Protects a dossier, or changes its password.

    Args:
        known: what whoever tries knows already: the names of the dossier.
        tried: tells whether the present password opens it; None when it has none yet.
        parent: the window.
    """

    def __init__(
        self, known: tuple[str, ...], tried: Tried | None, parent: QWidget | None = None
    ) -> None:
        protect = tried is None
        super().__init__(
            _("Protéger par un mot de passe") if protect else _("Changer le mot de passe"),
            _protecting() if protect else _changing(),
            icon_name="lock",
            icon_role="lien",
            parent=parent,
        )
        self._known, self._tried = known, tried
        self.lost = SafeLabel(
            _(
                "Mot de passe perdu et fiche de secours perdue : le dossier est perdu. Personne "
                "ne peut le rouvrir."
            ),
            "strong",
            wrap=True,
        )
        self.body.addWidget(self.lost)
        self.present = PasswordField(_("Mot de passe actuel, ou code de la fiche de secours"))
        self.present.setVisible(not protect)
        self.password = PasswordField(_("Nouveau mot de passe"))
        self.again = PasswordField(_("Le même, une seconde fois"))
        self.meter_icon = IconLabel("circle-dashed", "texte-2", 16)
        self.meter = SafeLabel("", "small-2", wrap=True)
        self.meter.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.phrase = SafeLabel("", "strong", wrap=True)
        self.phrase.hide()
        self.propose = SecondaryButton(_("Proposer une phrase")).set_dense()
        self.propose.clicked.connect(self._propose)
        self.understood = CheckBox(_("J'ai compris qu'un mot de passe perdu ne se retrouve pas."))
        self._lay_out()
        words = _("Protéger le dossier") if protect else _("Changer le mot de passe")
        self._end(PrimaryButton(words))
        self.password.changed.connect(self._show_strength)
        self._show_strength()
        first = self.password if protect else self.present
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(px(6))
        line.addWidget(self.meter_icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.meter, 1)
        line.addWidget(self.propose, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.present)
        self.body.addWidget(self.password)
        self.body.addLayout(line)
        self.body.addWidget(self.phrase)
        self.body.addWidget(self.again)
        self.body.addWidget(self.understood)

    def _show_strength(self) -> None:
        result = strength(self.password.text, known=self._known)
        self.meter.setText(strength_sentence(self.password.text, result))
        self.password.line.setAccessibleDescription(self.meter.text())
        self.phrase.setVisible(self.phrase.text() == self.password.text != "")
        icons = ("circle-check", "succes") if result.enough else ("circle-dashed", "texte-2")
        self.meter_icon.set_icon(*icons)
        if self.isVisible():
            self.fit()

    def _propose(self) -> None:
        """Write a phrase in the first field, and whole under it: she copies it by hand."""
        phrase = propose_phrase()
        self.password.show_box.setChecked(True)
        self.phrase.setText(phrase)
        self.password.line.setText(phrase)
        self.again.clear()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Forget what is typed, and the phrase that was proposed."""
        super().forget()
        self.phrase.clear()

    def _try(self) -> None:
        if self._tried is not None and (why := self._tried(self.present.secret())):
            self.refuse(why, self.present)
        elif not strength(self.password.text, known=self._known).enough:
            self.refuse(self.meter.text(), self.password)
        elif why := _not_typed_again(self.password):
            self.refuse(why, self.password)
        elif self.password.text != self.again.text:
            self.refuse(_("Les deux mots de passe diffèrent : retapez le second."), self.again)
        elif not self.understood.isChecked():
            self.refuse(_("Cochez la dernière case pour continuer."), self.again)
            self.understood.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.accept()


def _not_typed_again(field: PasswordField) -> str:
    """Tell what would keep a password from being typed again; nothing when all is well."""
    if field.text != field.text.strip():
        return _("Ce mot de passe commence ou finit par une espace, qui ne se voit pas : ôtez-la.")
    if field.is_full:
        return _("Ce mot de passe est trop long : mille caractères au plus.")
    return ""


class RemovePasswordDialog(_Asking):
    """Takes the password of a dossier away."""

    def __init__(self, tried: Tried, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Retirer le mot de passe ?"),
            _(
                "Le dossier et ses sauvegardes seront lisibles par toute personne qui a le "
                "fichier. La fiche de secours ne servira plus."
            ),
            icon_name="triangle-alert",
            icon_role="attention",
            parent=parent,
        )
        self._tried = tried
        self.present = PasswordField(_("Mot de passe actuel, ou code de la fiche de secours"))
        self.body.addWidget(self.present)
        self._end(DangerButton(_("Retirer le mot de passe")))
        self.present.entered.connect(self._go_to_button)
        self.present.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_button(self) -> None:
        """Entrée in the field does not take the password away: it goes to what does."""
        self.act.setFocus(Qt.FocusReason.TabFocusReason)

    def _try(self) -> None:
        if why := self._tried(self.present.secret()):
            self.refuse(why, self.present)
        else:
            self.accept()


def _protecting() -> str:
    return _(
        "Le dossier et ses sauvegardes seront chiffrés : sans le mot de passe, le fichier ne se "
        "lit pas. Il sera demandé à chaque ouverture. Ce qui était enregistré avant peut laisser "
        "des traces sur le disque : demandez aussi le chiffrement de l'ordinateur (BitLocker) à "
        "votre service informatique."
    )


def _changing() -> str:
    return _(
        "Le dossier et ses sauvegardes suivront le nouveau mot de passe. L'ancienne fiche de "
        "secours ne servira plus : une nouvelle vous sera proposée."
    )
