"""The dialogs of the page: add a document, ask a person for some, write a reminder."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from cpom_desktop.domain.echanges import NatureEchange, SensEchange
from cpom_desktop.domain.pieces import TypePiece
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.operations import AddEchange, AddPiece, AskPieces
from cpom_desktop.services.queries.pieces import reminder_text
from cpom_desktop.services.queries.words import choices
from ui.attempt import Attempt
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.combo import ChoiceField
from ui.kit.date_field import DateField
from ui.kit.dialogs import KitDialog
from ui.kit.fields import LineField, TextField
from ui.kit.labels import SafeLabel
from ui.kit.specs import date_reader
from ui.pages.pieces.fields import acteurs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.queries.pieces import LignePiece
    from ui.session import Session

USUAL_DELAY = timedelta(days=14)


class _Asking(KitDialog):
    """A dialog with fields, which keeps what she typed until it is written."""

    def __init__(
        self, session: Session, title: str, text: str, icon: str, parent: QWidget
    ) -> None:
        super().__init__(title, text, icon_name=icon, parent=parent)
        self._session = session
        self.result_id: object = None
        self.error = SafeLabel("", "error-strong", wrap=True)
        self.error.hide()
        self._attempt = Attempt(session, self, self._refuse)

    def _ask(self, words: str, field: QWidget) -> None:
        name = SafeLabel(words, "label")
        name.setBuddy(field)
        self.body.addWidget(name)
        self.body.addWidget(field)

    def _end(self, verb: str) -> None:
        self.body.addWidget(self.error)
        cancel = self.add_button(SecondaryButton(_("Annuler")))
        cancel.clicked.connect(self.reject)
        self.keep = self.add_button(PrimaryButton(verb))
        self.keep.setDefault(True)
        self.keep.clicked.connect(self._on_keep)

    def _on_keep(self) -> None:
        raise AssertionError(type(self).__name__)

    def _refuse(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.show()
        self.setAccessibleDescription(sentence)


class AddPieceDialog(_Asking):
    """A document of hers: its title, its family."""

    def __init__(self, session: Session, famille: TypePiece | None, parent: QWidget) -> None:
        super().__init__(
            session,
            _("Quelle pièce voulez-vous ajouter ?"),
            _("Pour en ajouter plusieurs, collez une liste de titres dans le tableau (Ctrl+V)."),
            "folder",
            parent,
        )
        self.titre = LineField(_("Titre de la pièce"))
        self.famille = ChoiceField(_("Famille"), choices(TypePiece), none_label=None)
        self.famille.set_value(famille or TypePiece.CONTRAT)
        self._ask(_("Titre de la pièce"), self.titre)
        self._ask(_("Famille"), self.famille)
        self._end(_("Ajouter la pièce"))
        self.titre.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_keep(self) -> None:
        if not self.titre.raw().strip():
            self._refuse(_("Donnez un titre à la pièce."))
            self.titre.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        kind = self.famille.value()
        assert isinstance(kind, TypePiece)
        outcome = self._attempt.run(AddPiece(titre=self.titre.raw(), type=kind))
        if outcome is not None:
            self.result_id = outcome.result


class AskDialog(_Asking):
    """Several documents asked of one person, at once."""

    def __init__(self, session: Session, lines: Sequence[LignePiece], parent: QWidget) -> None:
        words = (
            "À qui demander « {titre} » ?",
            "À qui demander ces {n} pièces ?",
        )
        super().__init__(
            session,
            ngettext(*words, len(lines), titre=lines[0].piece.titre),
            _("Chacune est notée demandée, avec sa date, et vient dans l'échéancier."),
            "send",
            parent,
        )
        self._ids = [line.piece.id for line in lines]
        read = self._read = date_reader(session.workspace)
        today = session.workspace.today
        self.acteur = ChoiceField(
            _("Qui peut me la donner"), acteurs(session.snapshot), none_label=_("Personne")
        )
        self.acteur.set_value(lines[0].piece.detenteur_id)
        self.demandee = DateField(_("Demandé le"), parse=read)
        self.demandee.setText(format_date(today))
        self.attendue = DateField(_("Attendu le"), parse=read)
        self.attendue.setText(format_date(today + USUAL_DELAY))
        self._ask(_("Personne"), self.acteur)
        self._ask(_("Demandé le"), self.demandee)
        self._ask(_("Attendu le"), self.attendue)
        self._end(_("Noter la demande"))
        self.acteur.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_keep(self) -> None:
        try:
            asked = self._read(self.demandee.raw())
            expected = self._read(self.attendue.raw())
        except RegleInvalide as error:
            self._refuse(self._session.sentence(error))
            return
        person = self.acteur.value()
        self._attempt.run(
            AskPieces(
                ids=self._ids,
                detenteur_id=person if isinstance(person, int) else None,
                demandee_le=asked or self._session.workspace.today,
                attendue_le=expected,
            )
        )


class ReminderDialog(_Asking):
    """A message ready to be sent by her own means; nothing leaves the computer from here."""

    def __init__(self, session: Session, lines: Sequence[LignePiece], parent: QWidget) -> None:
        super().__init__(
            session,
            _("Votre relance est prête"),
            _("Corrigez le texte, copiez-le, puis collez-le dans votre messagerie."),
            "mail",
            parent,
        )
        self._lines = lines
        self.message = TextField(_("Texte de la relance"), lines=9)
        text = reminder_text(lines, session.snapshot, session.workspace.today)
        self.message.setPlainText(text)
        self._ask(_("Texte de la relance"), self.message)
        self.body.addWidget(self.error)
        close = self.add_button(SecondaryButton(_("Fermer")))
        close.clicked.connect(self.reject)
        self.note_button = self.add_button(SecondaryButton(_("Copier et noter au journal")))
        self.note_button.clicked.connect(self._on_keep)
        self.copy_button = self.add_button(PrimaryButton(_("Copier le texte")), default=True)
        self.copy_button.clicked.connect(self._on_copy)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.message.raw())
        self.accept()

    def _on_keep(self) -> None:
        """Copy it, and write it in the journal of the exchanges as sent today."""
        QGuiApplication.clipboard().setText(self.message.raw())
        person = self._lines[0].piece.detenteur_id
        outcome = self._attempt.run(
            AddEchange(
                jour=self._session.workspace.today,
                nature=NatureEchange.COURRIEL,
                sens=SensEchange.EMIS,
                objet=_(
                    "Relance : {titres}",
                    titres=", ".join(line.piece.titre for line in self._lines),
                )[:180],
                texte=self.message.raw(),
                personnes=[person] if person else [],
                attend_reponse=True,
            )
        )
        if outcome is not None:
            self.result_id = outcome.result
