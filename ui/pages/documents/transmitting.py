"""« Marquer comme transmis… »: what was exported or printed goes into the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.domain.echanges import NatureEchange
from cpom_desktop.domain.saisie import parse_integer
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.operations import TransmitDocument
from cpom_desktop.services.queries.journal_mots import acteur_choices
from ui.attempt import Attempt
from ui.kit.buttons import IconButton, PrimaryButton, SecondaryButton
from ui.kit.date_field import DateField
from ui.kit.dialogs import KitDialog
from ui.kit.fields import CheckBox, LineField
from ui.kit.labels import SafeLabel, set_tooltip
from ui.kit.segmented import SegmentedChoice
from ui.kit.specs import date_reader
from ui.kit.states import Strip
from ui.kit.tokens import TokensField
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cpom_desktop.services.documents import DocumentInfo, Subject, Written
    from ui.session import Session

VERSIONS: Mapping[Mention, str] = {
    Mention.PROJET: "version de travail",
    Mention.COPIL: "version présentée au COPIL",
    Mention.INTERNE: "",
    Mention.AUCUNE: "version définitive",
}
"""What a document carries across its pages → the version proposed."""
MEETING = "Réunion"
"""What documents of a meeting say that they are about."""
LARGE = 1.5
"""Text scale from which the button is an icon, so that the title keeps its room."""
WAYS = (
    (NatureEchange.COURRIEL, "Courriel"),
    (NatureEchange.COURRIER, "Courrier"),
    (NatureEchange.DOCUMENT, "Remis en main propre"),
)


class TransmitDialog(KitDialog):
    """To whom, when and how a document was sent."""

    def __init__(
        self,
        session: Session,
        titre: str,
        version: str,
        written: Written | None,
        parent: QWidget,
    ) -> None:
        super().__init__(
            _("À qui l'avez-vous transmis ?"),
            _("« {titre} » s'inscrit au journal, avec ce que vous en dites ici.", titre=titre),
            icon_name="send",
            parent=parent,
        )
        self._session, self._titre, self._written = session, titre, written
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
        self._ask(self.body, _("À qui"), self.people)
        self._pair((_("Transmis le"), self.jour), (_("Exemplaires"), self.copies))
        self._ask(self.body, _("Comment"), self.way)
        self._ask(self.body, _("Version"), self.version)
        self.body.addWidget(self.slip)
        self.body.addWidget(SafeLabel(self._about_file(), "caption-2", wrap=True))
        self.body.addWidget(self.error)
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
        self.body.addLayout(row)

    def _about_file(self) -> str:
        """Return which file the slip vouches for."""
        if self._written is None:
            return _("Aucun fichier n'a été enregistré : le bordereau n'aura pas d'empreinte.")
        return _(
            "Le bordereau porte l'empreinte du fichier que vous venez d'enregistrer : {nom}.",
            nom=self._written.path.name,
        )

    def warn(self, *, internal: bool) -> None:
        """Say that the document is not made to leave the house, when it is so."""
        if internal:
            told = _("Ce document est interne : il n'est pas fait pour sortir de l'établissement.")
            self.body.insertWidget(self.body.indexOf(self.text) + 1, Strip("alerte", told))

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
            empreinte=self._written.empreinte if self._written else "",
            bordereau=self.slip.isChecked(),
            reunion_id=self.reunion_id,
        )

    def _refuse(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.show()
        self.setAccessibleDescription(sentence)


class Transmitting(QObject):
    """Remembers the file last written of each document, and asks to whom it was sent.

    `buttons` are the two forms of the same button, for a usual and for a large text.

    Signals:
        asked: say to whom the document shown was sent.
        noted: id of the exchange that tells it.
    """

    asked = Signal()
    noted = Signal(int)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._host = session, parent
        self._written: dict[str, Written] = {}
        self._asked = ""
        self._allowed = False
        words = _("Marquer comme transmis…")
        self.buttons = (
            SecondaryButton(_("Transmis à…"), icon_name="send"),
            IconButton("send", words),
        )
        self.buttons[0].setAccessibleName(words)
        set_tooltip(self.buttons[0], words)
        for button in self.buttons:
            button.clicked.connect(self.asked)

    def allow(self, *, empty: bool) -> None:
        """Offer it for a document that has something to tell, in a dossier that is written in."""
        self._allowed = not empty and not self._session.read_only
        self.fit()

    def fit(self) -> None:
        """Show the words, or the icon alone where the text is large."""
        large = current_theme().scale >= LARGE
        for button, mine in zip(self.buttons, (not large, large), strict=True):
            button.setVisible(self._allowed and mine)

    def about_to_write(self, slug: str) -> None:
        """Note which document is being written."""
        self._asked = slug

    def remember(self, written: Written) -> None:
        """Note the file of the document that was being written."""
        self._written[self._asked] = written

    def ask(self, slug: str, info: DocumentInfo, subject: Subject | None, chosen: Mention) -> None:
        """Ask to whom a document was sent, and write it in the journal.

        Args:
            slug: of the document, with what it is about.
            info, subject: what it is, what it is about if it is about one thing.
            chosen: the mention that she chose, where the document has none of its own.
        """
        mention = info.mention or chosen
        titre = f"{_(info.title)}, {subject.title}" if subject else _(info.title)
        version = "" if info.mention else _(VERSIONS[chosen])
        file = self._written.get(slug)
        dialog = TransmitDialog(self._session, titre, version, file, self._host)
        dialog.reunion_id = subject.id if subject and info.about == MEETING else None
        dialog.warn(internal=mention is Mention.INTERNE)
        dialog.exec()
        noted = dialog.result_id
        dialog.deleteLater()
        if noted:
            self.noted.emit(noted)
