"""The dialog that asks to whom a document was sent, and says what is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.domain.echanges import NatureEchange
from cpom_desktop.domain.saisie import parse_integer
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.operations import TransmitDocument
from cpom_desktop.services.queries.journal_mots import acteur_choices
from ui.attempt import Attempt
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.date_field import DateField
from ui.kit.dialogs import KitDialog
from ui.kit.fields import CheckBox, LineField
from ui.kit.labels import SafeLabel
from ui.kit.scrolling import bring_into_view, scrolled
from ui.kit.segmented import SegmentedChoice
from ui.kit.specs import date_reader
from ui.kit.states import Strip
from ui.kit.tokens import TokensField
from ui.theme.theme import px

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QShowEvent

    from cpom_desktop.services.operations import FichierLu
    from ui.session import Session

WAYS = (
    (NatureEchange.COURRIEL, "Courriel"),
    (NatureEchange.COURRIER, "Courrier"),
    (NatureEchange.DOCUMENT, "Remis en main propre"),
)


OUTDATED = (
    "Le dossier a changé depuis que ce document a été enregistré ou imprimé : l'envoi garde le "
    "document, sans version à comparer. Pour en garder une, enregistrez-le de nouveau."
)


class Sent(NamedTuple):
    """What is frozen of a document that she says she sent.

    Attributes:
        document: its name in the catalogue, with what it is about.
        contenu: SHA-256 of what it told when it was written or printed.
        empreinte: SHA-256 of the file that she exported; empty for paper.
        fichier: the file to keep in the dossier; None when there is none, or no room for it.
        full: the file exists, and is too large to be kept.
        outdated: the dossier changed since: its present state is not that of the document.
    """

    document: str
    contenu: str
    empreinte: str = ""
    fichier: FichierLu | None = None
    full: bool = False
    outdated: bool = False


AROUND, AROUND_ACROSS, LEAST = 170, 84, 120
"""Room that the dialog takes around its questions; the least that they are given."""


class TransmitDialog(KitDialog):
    """To whom, when and how a document was sent."""

    def __init__(
        self,
        session: Session,
        titre: str,
        version: str,
        sent: Sent,
        parent: QWidget,
    ) -> None:
        super().__init__(
            _("À qui l'avez-vous transmis ?"),
            _("« {titre} » s'inscrit au journal, avec ce que vous en dites ici.", titre=titre),
            icon_name="send",
            parent=parent,
        )
        self._session, self._titre, self._sent = session, titre, sent
        self._window = parent.window()
        self.reunion_id: int | None = None
        self.result_id = 0
        self._read = date_reader(session.workspace)
        self.people = TokensField(_("À qui"), acteur_choices(session.snapshot))
        self.jour = DateField(_("Transmis le"), parse=self._read)
        self.jour.setText(format_date(session.workspace.today))
        self.way = SegmentedChoice(_("Comment"), [(way, _(words)) for way, words in WAYS])
        self.way.set_value(NatureEchange.COURRIEL)
        self.version = LineField(_("Version"))
        self.version.setText(version)
        self.copies = LineField(_("Exemplaires"), align_right=True)
        self.copies.setText("1")
        self.slip = CheckBox(_("Numéroter un bordereau d'envoi"))
        self.slip.setChecked(True)
        self.error = SafeLabel("", "error-strong", wrap=True)
        self.error.hide()
        self._attempt = Attempt(session, self, self._refuse)
        self._lay_out()
        self.people.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        inner = QWidget()
        self._column = column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, px(4), 0)
        column.setSpacing(px(6))
        self._area = scrolled(inner)
        self._area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        self.body.addWidget(self._area)
        self._ask(column, _("À qui"), self.people)
        self._pair((_("Transmis le"), self.jour), (_("Exemplaires"), self.copies))
        self._ask(column, _("Comment"), self.way)
        self._ask(column, _("Version"), self.version)
        column.addWidget(self.slip)
        self.about = SafeLabel(self._about_file(), "caption-2", wrap=True)
        column.addWidget(self.about)
        if self._sent.outdated:
            column.addWidget(Strip("alerte", _(OUTDATED)))
        column.addWidget(self.error)
        cancel = self.add_button(SecondaryButton(_("Annuler")))
        cancel.clicked.connect(self.reject)
        self.keep = self.add_button(PrimaryButton(_("Noter l'envoi")))
        self.keep.setDefault(True)
        self.keep.clicked.connect(self._on_keep)

    def _ask(self, column: QVBoxLayout, words: str, field: QWidget) -> None:
        name = SafeLabel(words, "label")
        name.setBuddy(field)
        column.addWidget(name)
        column.addWidget(field)

    def _pair(self, *fields: tuple[str, QWidget]) -> None:
        row = QHBoxLayout()
        row.setSpacing(px(12))
        for words, field in fields:
            column = QVBoxLayout()
            column.setSpacing(px(4))
            self._ask(column, words, field)
            row.addLayout(column, 1)
        self._column.addLayout(row)

    def _about_file(self) -> str:
        """Return which file the slip vouches for, and what the dossier keeps of it."""
        sent = self._sent
        told = [_("Aucun fichier n'a été enregistré : le bordereau n'aura pas d'empreinte.")]
        if sent.empreinte:
            told = [_("Le bordereau porte l'empreinte du fichier que vous avez enregistré.")]
        if sent.fichier is not None:
            told.append(_("Le dossier en garde une copie : {nom}.", nom=sent.fichier.nom))
        elif sent.full:
            told.append(_("Ce fichier est trop lourd : le dossier n'en garde pas de copie."))
        if not sent.outdated:
            told.append(_("Une version du dossier est gardée, pour voir ce qui changera."))
        return " ".join(told)

    def warn(self, *, internal: bool) -> None:
        """Say that the document is not made to leave the house, when it is so."""
        if internal:
            told = _("Ce document est interne : il n'est pas fait pour sortir de l'établissement.")
            self._column.insertWidget(0, Strip("alerte", told))

    def showEvent(self, event: QShowEvent) -> None:
        """Take the room that the questions need, and no more than the window has."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        wanted = self._column.heightForWidth(self.width() - px(AROUND_ACROSS))
        room = self._window.height() - px(AROUND)
        self._area.setFixedHeight(min(wanted, max(room, px(LEAST))))
        self.adjustSize()

    def _on_keep(self) -> None:
        try:
            jour = self._read(self.jour.raw())
            copies = parse_integer(self.copies.raw())
            if jour is None:
                raise RegleInvalide("date-vide")
        except RegleInvalide as error:
            self._refuse(self._session.sentence(error))
            return
        outcome = self._attempt.run(self._operation(jour, copies))
        if outcome is not None and isinstance(outcome.result, int):
            self.result_id = outcome.result

    def _operation(self, jour: date, copies: int) -> TransmitDocument:
        value = self.people.value()
        people = value if isinstance(value, tuple) else ()
        way = self.way.value()
        return TransmitDocument(
            jour=jour,
            titre=self._titre,
            personnes=[who for who in people if isinstance(who, int)],
            noms=[str(who) for who in people if not isinstance(who, int)],
            nature=way if isinstance(way, NatureEchange) else NatureEchange.DOCUMENT,
            version=self.version.raw(),
            exemplaires=copies,
            empreinte=self._sent.empreinte,
            bordereau=self.slip.isChecked(),
            reunion_id=self.reunion_id,
            document=self._sent.document,
            contenu=self._sent.contenu,
            fichier=self._sent.fichier,
            version_gardee=not self._sent.outdated,
        )

    def _refuse(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.show()
        self._fit()
        QTimer.singleShot(0, self, self._bring)
        self.setAccessibleDescription(sentence)

    def _bring(self) -> None:
        bring_into_view(self.error)
