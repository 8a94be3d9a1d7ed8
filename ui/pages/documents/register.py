"""« Ce qui a été transmis »: every sending of every document, what is kept of it, and since."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cpom_desktop.errors import ErreurCpom
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.queries.envois import imprint_words, sendings
from ui.kit.buttons import PrimaryButton, SecondaryButton, TextButton
from ui.kit.dialogs import KitDialog
from ui.kit.flow import FlowLayout
from ui.kit.labels import SafeLabel, set_tooltip
from ui.kit.pills import Pill
from ui.kit.states import EmptyState
from ui.models.attachments import open_attached
from ui.models.lines import Heading, Line, LinesModel
from ui.models.lines_view import LinesView
from ui.pages.documents.changes import ChangesDialog
from ui.pages.documents.since import Etat, Since
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.services.documents import DocumentMaker
    from cpom_desktop.services.ports import VersionInfo
    from cpom_desktop.services.queries.comparaison import Comparison
    from cpom_desktop.services.queries.envois import Sending
    from ui.models.lines import Row
    from ui.session import Session

WIDTH, HEIGHT = 720, 300
SENTENCES: Mapping[Etat, str] = {
    Etat.INCHANGE: "Le document dit la même chose aujourd'hui.",
    Etat.MODIFIE: "Le document a été modifié depuis.",
    Etat.DISPARU: "Ce document n'existe plus dans le dossier.",
    Etat.INCONNU: "",
}
GONE = (
    "La version du dossier gardée pour cet envoi a été supprimée : ce qui a changé ne peut plus "
    "être montré. Le document transmis, lui, reste."
)
NEVER_KEPT = "Aucune version du dossier n'a été gardée pour cet envoi."


class RegisterDialog(KitDialog):
    """The sendings, by document; what may be done of the one chosen.

    Attributes:
        comparison: what she asked to write as a PDF; None when she did not.
        exchange_id: the exchange that she asked to see; 0 for none.
        print_asked: she asked for the printed register.
    """

    def __init__(self, session: Session, maker: DocumentMaker, parent: QWidget) -> None:
        super().__init__(
            _("Ce qui a été transmis"),
            _("Chaque envoi garde le document tel qu'il est parti."),
            icon_name="send",
            icon_role="lien",
            parent=parent,
        )
        self._session, self._maker = session, maker
        self.comparison: Comparison | None = None
        self.exchange_id = 0
        self.print_asked = False
        self._etats: Mapping[int, Etat] = {}
        self._sendings: tuple[Sending, ...] = ()
        self._versions = {info.id: info for info in session.workspace.versions}
        self.model = LinesModel(self)
        self.view = LinesView(self.model, _("Envois, document par document"))
        self.detail = SafeLabel("", "small-2", wrap=True)
        self._build()
        self._fit(parent.window())
        self._since = Since(session, maker, self)
        self._since.known.connect(self._on_known)
        self.finished.connect(self._since.give_up)
        self._show()
        self._since.ask(self._sendings)

    def _build(self) -> None:
        self.states = QStackedWidget()
        self.nothing = EmptyState(
            "send",
            _("Rien n'a encore été transmis"),
            _("« Transmis à… », sur un document, garde ce qui part, à qui et quand."),
        )
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.view, 1)
        column.addWidget(self.detail)
        self.open_button = TextButton(_("Ouvrir le document transmis"), icon_name="file-text")
        self.changes_button = TextButton(_("Ce qui a changé depuis…"), icon_name="git-compare")
        self.exchange_button = TextButton(_("Voir l'échange"), icon_name="arrow-right")
        acts = QWidget()
        flow = FlowLayout(acts)
        for button in (self.open_button, self.changes_button, self.exchange_button):
            flow.addWidget(button)
        column.addWidget(acts)
        for widget in (full, self.nothing):
            self.states.addWidget(widget)
        self.body.addWidget(self.states)
        self.print_button = self.add_button(
            SecondaryButton(_("Registre des envois"), icon_name="printer")
        )
        self.close_button = self.add_button(PrimaryButton(_("Fermer")))
        self._connect()

    def _fit(self, window: QWidget) -> None:
        self.setFixedWidth(min(px(WIDTH), window.width() - 40))
        self.states.setFixedHeight(min(px(HEIGHT), window.height() - px(140)))

    def _connect(self) -> None:
        self.view.chosen.connect(self._on_chosen)
        self.view.acted.connect(self._on_changes)
        self.open_button.clicked.connect(self._on_open)
        self.changes_button.clicked.connect(self._on_changes)
        self.exchange_button.clicked.connect(self._on_exchange)
        self.print_button.clicked.connect(self._on_print)
        self.close_button.clicked.connect(self.reject)

    # --- showing

    def _show(self) -> None:
        """Show the sendings, each document under its title."""
        self._sendings = sendings(self._session.snapshot)
        rows: list[Row] = []
        for _slug, group in groupby(self._sendings, key=_document):
            found = tuple(group)
            number = ngettext("{n} envoi", "{n} envois", len(found))
            rows.append(Heading(found[0].envoi.titre, number))
            rows += [self._line(each) for each in found]
        self.model.show_rows(rows)
        self.states.setCurrentIndex(0 if rows else 1)
        self.print_button.setVisible(bool(rows))
        if rows and self.view.current() is None:
            self.view.setCurrentIndex(self.model.index(1))
        target: QWidget = self.view if rows else self.close_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_chosen(None)

    def _line(self, sending: Sending) -> Line:
        jour = format_date(sending.jour)
        return Line(
            id=sending.envoi.id,
            first=_("N° {n}, {jour}", n=sending.numero, jour=jour),
            second=sending.people,
            pill=_pill(self._etats.get(sending.envoi.id, Etat.INCONNU)),
        )

    def show_sending(self, envoi_id: int) -> None:
        """Choose a sending."""
        index = self.model.index_of(envoi_id)
        if index.isValid():
            self.view.choose(index)

    def _on_known(self, etats: Mapping[int, Etat]) -> None:
        chosen = self.view.current()
        self._etats = etats
        self._show()
        if chosen is not None and isinstance(chosen.id, int):
            self.show_sending(chosen.id)

    @property
    def sending(self) -> Sending | None:
        """The sending chosen."""
        line = self.view.current()
        return next((s for s in self._sendings if line and s.envoi.id == line.id), None)

    @property
    def version(self) -> VersionInfo | None:
        """The version kept for the sending chosen, if it is still there."""
        return self._versions.get(self.sending.envoi.version_id or 0) if self.sending else None

    def _on_chosen(self, _line: object) -> None:
        sending = self.sending
        if sending is None:
            return
        self.detail.setText(_told(sending, self.version, self._etats.get(sending.envoi.id)))
        self.open_button.setEnabled(sending.fichier is not None)
        why = "" if sending.fichier else _("Aucun fichier n'a été gardé pour cet envoi")
        set_tooltip(self.open_button, why)

    # --- what she does

    def _on_open(self) -> None:
        if self.sending is not None and self.sending.fichier is not None:
            refusal = open_attached(self._session, self.sending.fichier, self)
            if refusal:
                self._refuse(refusal)

    def _on_changes(self, _line: object = None) -> None:
        """Compare the version kept with the dossier; say why when it cannot be."""
        sending, version = self.sending, self.version
        if sending is None:
            return
        if version is None:
            self._refuse(_(GONE if sending.envoi.version_id else NEVER_KEPT))
            return
        workspace = self._session.workspace
        try:
            former = workspace.read_version(version.id)
            tables = self._maker.tables_read(workspace, sending.envoi.document, former)
        except ErreurCpom as error:
            self._refuse(f"{self._session.sentence(error)} {error.remedy}".strip())
            return
        etat = self._etats.get(sending.envoi.id, Etat.INCONNU)
        dialog = ChangesDialog(self._session, sending, (version, former), tables, etat, self)
        dialog.exec()
        self.comparison = dialog.asked
        dialog.deleteLater()
        if self.comparison is not None:
            self.accept()

    def _refuse(self, sentence: str) -> None:
        self.detail.setText(sentence)
        self.setAccessibleDescription(sentence)

    def _on_exchange(self) -> None:
        if self.sending is not None:
            self.exchange_id = self.sending.envoi.echange_id
            self.accept()

    def _on_print(self) -> None:
        self.print_asked = True
        self.accept()


def _document(sending: Sending) -> str:
    return sending.envoi.document


def _pill(etat: Etat) -> Pill:
    match etat:
        case Etat.INCHANGE:
            return Pill("fait", _("Inchangé"), "check")
        case Etat.MODIFIE:
            return Pill("en-cours", _("Modifié"), "pencil")
        case Etat.DISPARU:
            return Pill("bloquant", _("Disparu"), "minus")
        case Etat.INCONNU:
            return Pill("neutre", "…")


def _told(sending: Sending, version: VersionInfo | None, etat: Etat | None) -> str:
    """Return all that is known of a sending, in sentences."""
    envoi = sending.envoi
    copies = ngettext("{n} exemplaire", "{n} exemplaires", envoi.exemplaires)
    slip = _("bordereau n° {n}", n=sending.bordereau) if sending.bordereau else ""
    imprint = _("empreinte {e}", e=imprint_words(envoi.empreinte)) if envoi.empreinte else ""
    facts = ", ".join(filter(None, (envoi.version, copies, slip, imprint)))
    kept = _("Version gardée : « {nom} ».", nom=version.nom) if version else ""
    if version is None:
        kept = _(GONE if envoi.version_id else NEVER_KEPT)
    to_whom = _("À {qui} : {faits}.", qui=", ".join(sending.a_qui), faits=facts)
    return " ".join(filter(None, (to_whom, _(SENTENCES[etat]) if etat else "", kept)))
