"""What became of the documents that were sent: unchanged or not, found in a worker."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cpom_desktop.i18n import _, format_date
from ui.kit.worker import Job

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cpom_desktop.services.documents import DocumentMaker
    from cpom_desktop.services.queries.envois import Sending
    from ui.session import Session

NOW = 0
"""Id of the dossier as it is, among its versions."""


class Etat(StrEnum):
    """What became of a document since it was sent."""

    INCHANGE = "inchange"
    MODIFIE = "modifie"
    DISPARU = "disparu"
    INCONNU = "inconnu"


ETAT_WORDS: Mapping[Etat, str] = {
    Etat.INCHANGE: "inchangé depuis",
    Etat.MODIFIE: "modifié depuis",
    Etat.DISPARU: "n'existe plus dans le dossier",
    Etat.INCONNU: "",
}


class Since(QObject):
    """Compares what documents told when they were sent with what they tell now.

    A document that does not tell the same is made again from the version kept, on the same day
    as the other: what only time changed (« en retard de 3 jours ») is no change.

    Signals:
        known: the `Etat` of each sending, by id of its row.
    """

    known = Signal(object)

    def __init__(self, session: Session, maker: DocumentMaker, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._maker = session, maker
        self._asked: tuple[Sending, ...] = ()
        self._now: dict[str, str] = {}
        self._job: Job | None = None

    def ask(self, sendings: Sequence[Sending]) -> None:
        """Find out for sendings; those asked for before are given up."""
        self.give_up()
        self._asked, self._now = tuple(sendings), {}
        if sendings:
            self._start({(each.envoi.document, NOW) for each in sendings})

    def give_up(self) -> None:
        """Wait for nothing any more."""
        if self._job is not None:
            self._job.abandon()
            self._job = None

    def _start(self, wanted: Iterable[tuple[str, int]]) -> None:
        prepared = self._maker.prepare_contents(self._session.workspace, wanted)
        self._job = job = Job(prepared.compute, self)
        job.done.connect(self._on_done)
        job.failed.connect(job.deleteLater)
        job.abandoned.connect(job.deleteLater)
        job.start()

    def _on_done(self, found: Mapping[tuple[str, int], str]) -> None:
        job = self.sender()
        if isinstance(job, Job):
            job.deleteLater()
        if job is not self._job:
            return
        self._job = None
        first = not self._now
        self._now |= {slug: told for (slug, version), told in found.items() if version == NOW}
        again = {
            (each.envoi.document, each.envoi.version_id)
            for each in self._asked
            if each.envoi.version_id and self._etat(each, {}) is Etat.MODIFIE
        }
        if first and again:
            self._start(again)
        else:
            self.known.emit({each.envoi.id: self._etat(each, found) for each in self._asked})

    def _etat(self, sending: Sending, found: Mapping[tuple[str, int], str]) -> Etat:
        envoi = sending.envoi
        now = self._now.get(envoi.document)
        if now is None:
            return Etat.DISPARU
        if not envoi.contenu:
            return Etat.INCONNU
        same = now in {envoi.contenu, found.get((envoi.document, envoi.version_id or NOW))}
        return Etat.INCHANGE if same else Etat.MODIFIE


def sent_words(sending: Sending, etat: Etat) -> str:
    """Return « Transmis le 12 mars 2027 (n° 2) à Anne Delmas ; modifié depuis »."""
    told = _(
        "Transmis le {jour} (n° {n}), à {qui}",
        jour=format_date(sending.jour),
        n=sending.numero,
        qui=sending.people,
    )
    words = ETAT_WORDS[etat]
    return _("{dit} ; {etat}", dit=told, etat=_(words)) if words else told
