"""« Une personne »: everything that the dossier holds of somebody, to hand over or to erase."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.documents import DocumentFormat
from cpom_desktop.services.personne.partout import gathering, search
from cpom_desktop.services.personne.trouve import SOURCE_WORDS
from ui.kit.buttons import DangerButton, PrimaryButton, SecondaryButton
from ui.kit.cards import Card
from ui.kit.fields import LineField
from ui.kit.flow import FlowLayout
from ui.kit.labels import SafeLabel
from ui.kit.scrolling import bring_into_view
from ui.kit.states import EmptyState, Strip
from ui.kit.turns import Turns
from ui.kit.worker import PATIENCE_MS, Job
from ui.models.lines import Heading, Line, LinesModel
from ui.models.lines_view import LinesView
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.errors import ErreurCpom
    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.personne.partout import Matter
    from cpom_desktop.services.personne.trouve import Occurrence, Personne
    from ui.models.lines import Row
    from ui.session import Session

LIST_HEIGHT = 220


class PersonneTab(QWidget):
    """A name, and all that bears it.

    Signals:
        opened: slug of a page and key of a field.
        written: a `Personne` and the format in which she wants it.
        erasure_asked: an `ErasePersonne`, and a `Purge`.
        attested: number of an erasure that was just done, to be printed.
    """

    opened = Signal(str, str)
    written = Signal(object, str)
    erasure_asked = Signal(object, object)
    attested = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._acteur_id: int | None = None
        self._asked = ""
        self._job: Job | None = None
        self._turns = Turns(self)
        self._turns.done.connect(self._on_gathered)
        self._turns.failed.connect(self._on_failed)
        self.patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self.patience.timeout.connect(self._speak)
        self._numero = 0
        self.found: Personne | None = None
        self.model = LinesModel(self)
        self.view = LinesView(
            self.model, _("Ce que le dossier contient sur cette personne"), lead=0
        )
        self.view.acted.connect(self._on_acted)
        self._build()
        self._show(None)

    # --- building

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(10))
        outer.addWidget(self._asking())
        self.done = Strip("succes")
        self.attest = SecondaryButton(_("Voir l'attestation")).set_dense()
        self.attest.clicked.connect(self._on_attested)
        self.done.add_button(self.attest)
        self.done.hide()
        outer.addWidget(self.done)
        self.warning = Strip("alerte")
        outer.addWidget(self.warning)
        card = Card(flush=True)
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(px(LIST_HEIGHT))
        self.nothing = EmptyState(
            "user-check",
            _("Cherchez une personne"),
            _("Fiches, textes, historique, corbeille, versions et fichiers : tout est lu."),
        )
        self.absent = EmptyState(
            "user-check",
            _("Rien ne nomme cette personne"),
            _(
                "Vérifiez l'orthographe, ou cherchez son seul nom de famille. Le PDF dit cette "
                "réponse : vous pouvez le lui remettre."
            ),
        )
        for shown in (self.view, self.nothing, self.absent):
            self._stack.addWidget(shown)
        card.add(self._stack, 1)
        outer.addWidget(card, 1)
        outer.addLayout(self._actions())

    def _asking(self) -> QWidget:
        asking = QWidget()
        column = QVBoxLayout(asking)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        label = SafeLabel(_("Prénom et nom de la personne"), "label")
        self.name = LineField(label.text())
        self.name.setMaximumWidth(px(420))
        self.name.returnPressed.connect(self.ask)
        label.setBuddy(self.name)
        self.search_button = PrimaryButton(_("Chercher partout"), icon_name="search")
        self.search_button.clicked.connect(self.ask)
        self.stop_button = SecondaryButton(_("Arrêter la recherche"))
        self.stop_button.clicked.connect(self._on_stop)
        self.stop_button.hide()
        self.summary = SafeLabel("", "small-2", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.name, 1)
        row.addWidget(self.search_button)
        row.addWidget(self.stop_button)
        row.addStretch(1)
        column.addWidget(label)
        column.addLayout(row)
        column.addWidget(self.summary)
        return asking

    def _actions(self) -> FlowLayout:
        flow = FlowLayout(spacing=px(8), between=px(6))
        self.pdf_button = SecondaryButton(_("Enregistrer en PDF"), icon_name="file-text")
        self.json_button = SecondaryButton(_("Enregistrer les données (JSON)"))
        self.erase_button = DangerButton(_("Effacer cette personne…"))
        self.pdf_button.clicked.connect(partial(self._write, DocumentFormat.PDF))
        self.json_button.clicked.connect(partial(self._write, DocumentFormat.JSON))
        self.erase_button.clicked.connect(self.ask_erase)
        for button in (self.pdf_button, self.json_button, self.erase_button):
            flow.addWidget(button)
        return flow

    # --- looking

    def take_caret(self) -> None:
        """Put the caret in the name."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_acteur(self, acteur: Acteur) -> None:
        """Look for a stakeholder."""
        self.name.setText(acteur.display_name)
        self._acteur_id = acteur.id
        self.ask()

    def ask(self) -> None:
        """Look everywhere for the name typed: the file is read by turns, its texts in a worker."""
        nom = self.name.text().strip()
        if not nom:
            self._show(None)
            self.take_caret()
            return
        known = self._session.snapshot.acteurs_by_id.get(self._acteur_id or 0)
        if known is None or known.display_name != nom:
            self._acteur_id = None
        self.stop()
        self.done.hide()
        self._asked = nom
        self.search_button.setEnabled(False)
        self.patience.start()
        self._turns.start(gathering(self._session.workspace))

    def _on_gathered(self, matter: Matter) -> None:
        nom, acteur_id = self._asked, self._acteur_id
        self._job = Job(lambda checkpoint: search(matter, nom, acteur_id, checkpoint), self)
        self._job.done.connect(self._on_found)
        self._job.failed.connect(self._on_failed)
        self._job.start()

    def _speak(self) -> None:
        """Say what is being done, and offer to stop it, where it was asked for."""
        self.summary.setText(
            _("Recherche de {nom} dans tout le dossier, son historique compris…", nom=self._asked)
        )
        self.search_button.hide()
        self.stop_button.show()

    def stop(self) -> None:
        """Wait no longer for what is being looked for."""
        self._turns.stop()
        self.patience.stop()
        if self._job is not None:
            self._job.abandon()
            self._job = None
        self.stop_button.hide()
        self.search_button.show()
        self.search_button.setEnabled(True)

    def _on_stop(self) -> None:
        """Stop looking; what was found before is no longer shown, it may be of another name."""
        self.stop()
        self._show(None)
        self.summary.setText(_("Recherche arrêtée : rien n'a été changé dans le dossier."))
        self.take_caret()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stop looking with Échap."""
        if event.key() == Qt.Key.Key_Escape and not self.search_button.isEnabled():
            self._on_stop()
            return
        super().keyPressEvent(event)

    def reload(self, changes: Changes | None) -> None:
        """Say that what was found may no longer be all, once the dossier changed."""
        if changes and self.found is not None and self.done.isHidden():
            self.summary.setText(
                _("Le dossier a changé depuis cette recherche : cherchez de nouveau.")
            )

    def _on_found(self, found: Personne) -> None:
        if self.sender() is not self._job:  # found in the very moment when it was stopped
            return
        self.stop()
        self._show(found)
        if found.occurrences:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.take_caret()
            self.name.selectAll()

    def _on_failed(self, error: ErreurCpom) -> None:
        self.stop()
        self._session.refused.emit(self._session.sentence(error))

    def _show(self, found: Personne | None) -> None:
        self.found = found
        some = found is not None and bool(found.occurrences)
        self.model.show_rows(_rows(found) if found else [])
        empty = self.nothing if found is None else self.absent
        self._stack.setCurrentWidget(self.view if some else empty)
        self.summary.setText(found.summary if found else "")
        told = _told(found) if found else ""
        self.warning.set_text(told)
        self.warning.setVisible(bool(told))
        for button in (self.pdf_button, self.json_button):
            button.setVisible(found is not None)
        self.erase_button.setVisible(some and not self._session.read_only)
        if some:
            self.view.choose(self.model.index_of(0))

    def _on_acted(self, key: object) -> None:
        if self.found is not None and isinstance(key, int):
            each = self.found.occurrences[key]
            if each.page:
                self.opened.emit(each.page, each.champ)

    def _write(self, kind: DocumentFormat, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's
        if self.found is not None:
            self.written.emit(self.found, kind.value)

    # --- erasing

    def ask_erase(self) -> None:
        """Say what erasing does, let her choose, and do it."""
        if self.found is None or self._session.read_only:
            return
        from ui.pages.confidentialite.erasing import EraseDialog  # noqa: PLC0415 - when asked

        self.erasing = EraseDialog(self._session, self.found, self._acteur_id, self)
        self.erasing.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.erasing.asked.connect(self.erasure_asked)
        self.erasing.open()

    def show_erased(self, numero: int) -> None:
        """Say that a person is erased, and offer the attestation, the caret on it."""
        self._numero = numero
        self.done.set_text(
            _("La personne est effacée : « Personne effacée n° {n} » la remplace.", n=numero)
        )
        self.done.show()
        self.attest.setFocus(Qt.FocusReason.ShortcutFocusReason)
        QTimer.singleShot(0, self, self._bring_done)  # once it has its place

    def _bring_done(self) -> None:
        bring_into_view(self.done)

    def _on_attested(self) -> None:
        self.attested.emit(self._numero)


def _rows(found: Personne) -> list[Row]:
    """Return the lines of what was found, under where it is kept."""
    rows: list[Row] = []
    source = None
    for place, each in enumerate(found.occurrences):
        if each.source is not source:
            source = each.source
            count = len(found.of(source))
            rows.append(
                Heading(_(SOURCE_WORDS[source]), ngettext("{n} ligne", "{n} lignes", count))
            )
        rows.append(
            Line(
                id=place,
                first=each.ou,
                second=_second(each),
                action="corner-down-left" if each.page else "",
            )
        )
    return rows


def _second(each: Occurrence) -> str:
    day = format_date(each.quand, "medium") if each.quand else ""
    kind = "" if each.quoi is None else each.told
    return ", ".join(filter(None, (each.extrait, kind, day)))


def _told(found: Personne) -> str:
    """Return what is to be known before the list is handed over."""
    told = [found.namesakes] if found.homonymes else []
    if found.illisibles:
        words = ("Un fichier joint ne se lit pas ici", "{n} fichiers joints ne se lisent pas ici")
        names = ", ".join(found.illisibles[:3])
        told.append(
            _("{combien} : {noms}.", combien=ngettext(*words, len(found.illisibles)), noms=names)
        )
    return " ".join(told)
