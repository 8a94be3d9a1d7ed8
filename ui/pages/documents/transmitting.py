"""« Marquer comme transmis… »: what was exported or printed goes into the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.i18n import _
from cpom_desktop.services.documents import DocumentOptions
from cpom_desktop.services.operations import FichierLu
from cpom_desktop.services.queries.envois import REGISTRE_ENVOIS, may_be_kept, sendings_of
from ui.kit.buttons import IconButton, SecondaryButton
from ui.kit.labels import set_tooltip
from ui.kit.link_line import LinkLine
from ui.pages.documents.register import RegisterDialog
from ui.pages.documents.since import Etat, Since, sent_words
from ui.pages.documents.transmit_dialog import Sent, TransmitDialog
from ui.theme.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.documents import (
        DocumentInfo,
        DocumentMaker,
        RenderedDocument,
        Subject,
        Written,
    )
    from cpom_desktop.services.queries.envois import Sending
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
REMEMBERED = 4
"""Documents whose last file is held until she says that it was sent."""


class Made(NamedTuple):
    """What was last made of a document: its bytes, their name and imprint, what it told."""

    data: bytes
    nom: str
    empreinte: str
    contenu: str


class Transmitting(QObject):
    """Remembers what was last made of each document, and asks to whom it was sent.

    `buttons` are the two forms of the same button, for a usual and for a large text.

    Signals:
        asked: say to whom the document shown was sent.
        noted: id of the exchange that tells it.
        comparison_asked: the `Comparison` to write as a PDF.
        opened: slug of a page and key of a field, as `Page.navigate`.
    """

    asked = Signal()
    noted = Signal(int)
    comparison_asked = Signal(object)
    opened = Signal(str, str)

    def __init__(self, session: Session, maker: DocumentMaker, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._maker, self._host = session, maker, parent
        self._made: dict[str, Made] = {}
        self._asked = ""
        self._last: Sending | None = None
        self._allowed = False
        self._since = Since(session, maker, self)
        self._since.known.connect(self._on_known)
        self.line = LinkLine("", "send", "texte-2")
        self.line.hide()
        self.line.clicked.connect(self._on_line)
        words = _("Marquer comme transmis…")
        self.buttons = (
            SecondaryButton(_("Transmis à…"), icon_name="send"),
            IconButton("send", words),
        )
        self.buttons[0].setAccessibleName(words)
        set_tooltip(self.buttons[0], words)
        for button in self.buttons:
            button.clicked.connect(self.asked)

    def allow(self, slug: str, *, empty: bool) -> None:
        """Offer it for a document that has something to tell, in a dossier that is written in.

        The last sending of the document is told in `line`.
        """
        self._allowed = not empty and not self._session.read_only
        self.fit()
        self._last = next(iter(sendings_of(self._session.snapshot, slug)), None)
        self.line.setVisible(self._last is not None)
        if self._last is not None:
            self.line.set_words(sent_words(self._last, Etat.INCONNU))
        self._since.ask((self._last,) if self._last else ())

    def _on_known(self, etats: Mapping[int, Etat]) -> None:
        if self._last is not None:
            self.line.set_words(sent_words(self._last, etats[self._last.envoi.id]))

    def _on_line(self) -> None:
        if self._last is not None:
            self.show_register(self._last.envoi.id)

    def finish(self) -> None:
        """Wait for nothing any more: the dossier is closing."""
        self._since.give_up()

    def open_register(self) -> None:
        """Show what was sent."""
        self.show_register()

    def show_register(self, envoi_id: int = 0) -> None:
        """Show what was sent, one sending chosen if it is named; then go where she asks."""
        dialog = RegisterDialog(self._session, self._maker, self._host)
        dialog.show_sending(envoi_id)
        dialog.exec()
        comparison, echange_id = dialog.comparison, dialog.exchange_id
        print_asked = dialog.print_asked
        dialog.deleteLater()
        if comparison is not None:
            self.comparison_asked.emit(comparison)
        elif echange_id:
            self.opened.emit("journal", f"echanges.{echange_id}")
        elif print_asked:
            self.opened.emit("documents", f"documents.{REGISTRE_ENVOIS}")

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
        made = Made(written.data, written.path.name, written.empreinte, written.contenu)
        self._remember(self._asked, made)

    def remember_printed(self, slug: str, rendered: RenderedDocument, mention: Mention) -> None:
        """Note the pages of a document that go to the printer."""
        self._remember(slug, self._as_shown(slug, rendered, mention))

    def _remember(self, slug: str, made: Made) -> None:
        self._made.pop(slug, None)
        self._made[slug] = made
        while len(self._made) > REMEMBERED:
            del self._made[next(iter(self._made))]

    def _as_shown(self, slug: str, rendered: RenderedDocument, mention: Mention) -> Made:
        """Return the pages of the preview as what was sent on paper: no imprint."""
        workspace = self._session.workspace
        options = DocumentOptions(mention=mention)
        nom = self._maker.prepare(workspace, slug, options).file_name
        return Made(rendered.data, nom, "", self._maker.contenu(workspace, slug))

    def ask(
        self,
        slug: str,
        info: DocumentInfo,
        subject: Subject | None,
        chosen: Mention,
        shown: RenderedDocument | None,
    ) -> None:
        """Ask to whom a document was sent, and write it in the journal.

        Args:
            slug: of the document, with what it is about.
            info, subject: what it is, what it is about if it is about one thing.
            chosen: the mention that she chose, where the document has none of its own.
            shown: the pages of the preview: what is kept when nothing was written nor printed.
        """
        mention = info.mention or chosen
        titre = f"{_(info.title)}, {subject.title}" if subject else _(info.title)
        version = "" if info.mention else _(VERSIONS[chosen])
        made = self._made.get(slug)
        if made is None and shown is not None:
            made = self._as_shown(slug, shown, chosen)
        dialog = TransmitDialog(self._session, titre, version, self._sent(slug, made), self._host)
        dialog.reunion_id = subject.id if subject and info.about == MEETING else None
        dialog.warn(internal=mention is Mention.INTERNE)
        dialog.exec()
        noted = dialog.result_id
        dialog.deleteLater()
        if noted:
            self.noted.emit(noted)

    def _sent(self, slug: str, made: Made | None) -> Sent:
        """Return what is frozen of a document."""
        now = self._maker.contenu(self._session.workspace, slug)
        if made is None:
            return Sent(slug, now)
        fits = may_be_kept(self._session.snapshot, len(made.data))
        return Sent(
            slug,
            made.contenu,
            made.empreinte,
            FichierLu(nom=made.nom, contenu=made.data) if fits else None,
            full=not fits,
            outdated=made.contenu != now,
        )
