"""What is said over an open dossier: only read, not saved, not backed up, stopped, refused."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpom_desktop.i18n import _, format_date, format_time
from cpom_desktop.services.detenteur import since_words
from ui.shell.notices_area import NoticesArea

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from cpom_desktop.services.ports import Holder
    from ui.kit.states import Banner, Strip, Tone
    from ui.session import Session
    from ui.shell.copie_locale.line import WorkingLine
    from ui.shell.open_view import OpenView
    from ui.shell.refusal_banner import RefusalBanner, WayOut


CLOCK_LEEWAY = timedelta(minutes=90)
"""How far before the last edit a clock may be: an hour when summer time ends."""


class Notices(QObject):
    """The banners between the top bar and the page; each is made when it is first needed.

    Signals:
        elsewhere_asked: write a copy elsewhere, and go on in it.
        writing_asked: try to open for writing a dossier that is only read.
        restore_undone: put back the dossier that was replaced by a backup.
        restore_kept: the backup put in its place is the right one.
    """

    elsewhere_asked = Signal()
    writing_asked = Signal()
    restore_undone = Signal()
    restore_kept = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._trouble = ""
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.widget = NoticesArea(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        if session.read_only:
            self.column.addWidget(self.read_only)
        session.state_changed.connect(self._on_state)
        session.refused.connect(self.refuse)
        session.doubted.connect(self.warn)
        session.guarded.connect(self._follow_copies)
        self._follow_copies()

    @cached_property
    def read_only(self) -> Banner:
        """Why nothing may be changed, over every page of a dossier that may only be read."""
        from ui.kit.buttons import SecondaryButton  # noqa: PLC0415 - most dossiers are written in
        from ui.kit.states import Banner  # noqa: PLC0415

        workspace = self._session.workspace
        banner = Banner(
            "alerte",
            read_only_sentence(workspace.holder, workspace.clock_time().date()),
            action=_("Réessayer"),
        )
        banner.triggered.connect(self.writing_asked)
        copy = SecondaryButton(_("Travailler sur une copie…")).set_dense()
        copy.clicked.connect(self.elsewhere_asked)
        banner.add_button(copy)
        return banner

    @cached_property
    def unsaved(self) -> Banner:
        """What is not written and why, until it is."""
        from ui.kit.states import Banner  # noqa: PLC0415 - when saving failed

        banner = Banner("erreur", action=_("Enregistrer une copie ailleurs…"))
        banner.triggered.connect(self.elsewhere_asked)
        banner.hide()
        self.column.addWidget(banner)
        return banner

    @cached_property
    def copies(self) -> Banner:
        """Why no backup is made for now; the dossier itself is written."""
        from ui.kit.states import Banner  # noqa: PLC0415 - when backups fail

        banner = Banner("alerte", close_name=_("Fermer le message"))
        banner.hide()
        self.column.addWidget(banner)
        return banner

    @cached_property
    def told(self) -> Banner:
        """A line that waits to be put away."""
        from ui.kit.states import Banner  # noqa: PLC0415 - rarely needed

        banner = Banner("conseil", close_name=_("Fermer le message"))
        banner.hide()
        self.column.addWidget(banner)
        return banner

    @cached_property
    def restored(self) -> Banner:
        """The dossier was replaced by a backup: all is kept until she says that it is right."""
        from ui.kit.buttons import SecondaryButton  # noqa: PLC0415 - after a restore
        from ui.kit.states import Banner  # noqa: PLC0415

        banner = Banner(
            "conseil",
            _("le fichier d'avant est à côté, et toutes les copies sont gardées."),
            lead=_("Dossier restauré :"),
            action=_("Annuler la restauration"),
        )
        banner.triggered.connect(self.restore_undone)
        keep = SecondaryButton(_("C'est le bon")).set_dense()
        keep.clicked.connect(self.restore_kept)
        banner.add_button(keep)
        self.column.addWidget(banner)
        return banner

    @cached_property
    def refusal(self) -> RefusalBanner:
        """Why something was refused, and what can be done; put away by the next change."""
        from ui.shell.refusal_banner import RefusalBanner  # noqa: PLC0415 - when refused

        banner = RefusalBanner()
        self.column.addWidget(banner)
        return banner

    def show_working_line(self, original: Path) -> WorkingLine:
        """Say, under the top bar, what the open dossier is a copy of."""
        from ui.shell.copie_locale.line import WorkingLine  # noqa: PLC0415 - of a copy only

        line = WorkingLine(original)
        self.column.insertWidget(0, line)
        return line

    def add_banner(self, banner: Strip) -> None:
        """Put a banner under those that are there; the column keeps it."""
        self.column.addWidget(banner)

    def refuse(self, sentence: str, ways: Sequence[WayOut] = (), *, tone: Tone = "erreur") -> None:
        """Say why something was refused, and offer what can be done."""
        self.refusal.say(sentence, ways, tone=tone)
        self.widget.reveal(self.refusal)

    def warn(self, sentence: str) -> None:
        """Say what was written all the same and has no place there."""
        self.refuse(sentence, tone="alerte")

    def forget_refusal(self) -> None:
        """Put the last refusal away."""
        if "refusal" in vars(self):
            self.refusal.hide()

    def tell(self, sentence: str) -> None:
        """Say something calm, until she puts it away; after what is said already."""
        before = "" if self.told.isHidden() else self.told.text.text()
        self.told.set_text(f"{before} {sentence}".strip())
        self.widget.reveal(self.told)

    def _follow_copies(self) -> None:
        if self._session.copies is not None:
            self._session.copies.changed.connect(self._on_copies)
            self._on_copies()

    def _on_copies(self) -> None:
        copies = self._session.copies
        trouble = copies.trouble if copies is not None else ""
        if trouble and trouble != self._trouble:
            self.copies.set_text(trouble)
            self.widget.reveal(self.copies)
        elif not trouble and "copies" in vars(self):
            self.copies.hide()
        self._trouble = trouble

    def _on_state(self, _state: object) -> None:
        state = self._session.state
        if state.failure and not self._session.read_only:
            self.unsaved.set_text(unsaved_sentence(self._session))
            self.widget.reveal(self.unsaved)
        elif "unsaved" in vars(self):
            self.unsaved.hide()


def unsaved_sentence(session: Session) -> str:
    """Return why it is not saved, what is kept meanwhile, and what to do."""
    state = session.state
    waits = _("Ce que vous avez écrit est gardé ici, et s'enregistrera dès que possible.")
    parts = (state.failure, waits if state.kept else "", state.remedy)
    return " ".join(part for part in parts if part)


def read_only_sentence(holder: Holder | None, today: date) -> str:
    """Return why a dossier is only read, naming who has it open if somebody does."""
    if holder is None:
        return _("Lecture seule : vous pouvez lire, imprimer et chercher dans ce dossier.")
    return _(
        "Lecture seule : ouvert depuis {depuis} par {personne}, sur {ordinateur}. Vous pouvez "
        "lire, imprimer, chercher.",
        depuis=since_words(holder, today),
        personne=holder.personne,
        ordinateur=holder.ordinateur,
    )


def stop_sentence(saved: datetime | None, today: date) -> str:
    """Return what is said of a dossier whose program did not close it."""
    told = _("Dossier rouvert après un arrêt inattendu.")
    if saved is None:
        return told
    when = format_time(saved)
    if saved.date() != today:
        when = _("le {jour} à {h}", jour=format_date(saved.date()), h=when)
    return f"{told} {_('Dernière saisie enregistrée : {quand}.', quand=when)}"


def clock_sentence(saved: datetime | None, now: datetime) -> str:
    """Return what is said of a computer whose clock is before the last edit; nothing else.

    An hour and a half is left for the return to winter time.
    """
    if saved is None or saved.replace(tzinfo=None) - now.replace(tzinfo=None) < CLOCK_LEEWAY:
        return ""
    return _(
        "L'ordinateur indique une date antérieure à votre dernière saisie ({jour}). Vérifiez "
        "l'horloge.",
        jour=f"{saved:%d/%m/%Y}",
    )


def greet(view: OpenView, now: datetime) -> None:
    """Say what is to be known of a dossier that was just opened: a stop, a clock that is wrong.

    A dossier that has a day of its own (the demonstration) says nothing of the clock.
    """
    workspace = view.session.workspace
    if workspace.greeted:
        return
    workspace.greeted = True
    saved = workspace.last_saved()
    if workspace.stopped:
        view.tell(stop_sentence(saved, now.date()))
    a_day_of_its_own = workspace.today != now.date()
    if not a_day_of_its_own and (sentence := clock_sentence(saved, now)):
        view.tell(sentence)
