"""The files attached to a record of the dossier: attached, opened, copied out, removed.

A page makes one part for its panel (`AttachmentsPart(session, "piece_id")`), shows a record by
`show_owner(id)`, and puts `part.widget` in its layout. Files may be dropped on the widget.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QObject, Signal

from cpom_desktop.errors import ErreurCpom, RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations.fichiers import AttachFichiers, DeleteFichiers
from cpom_desktop.services.pieces_jointes import read_attachment
from cpom_desktop.services.queries.restauration import size_words
from ui.kit.attachments import AttachedFile, Attachments
from ui.kit.dialogs import ask
from ui.kit.outside import open_outside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cpom_desktop.domain.pieces import Fichier
    from cpom_desktop.services.operations import FichierLu, Operation
    from ui.session import Session

Owner = Literal["piece_id", "echange_id", "reunion_id", "critere"]
TOLD = "fichiers_ouverts"
"""Key of the place where it is noted that she was told what opening a file does."""


class AttachmentsPart(QObject):
    """The files of one record, wired to the dossier.

    Args:
        session: the dossier.
        owner: field of `Fichier` that names the record.
        title: words above the list.

    Signals:
        told: a sentence for the toast of the page: what was done, and can be undone.
    """

    told = Signal(str)

    def __init__(self, session: Session, owner: Owner, title: str = "") -> None:
        super().__init__()
        self._session = session
        self._owner: Owner = owner
        self._owner_id: int | str | None = None
        self._folder = Path.home()
        words = title or _("Fichiers joints")
        self.widget = Attachments(words, writes=not session.read_only)
        self.setParent(self.widget)
        self.widget.choose_asked.connect(self.choose)
        self.widget.dropped.connect(self.attach)
        self.widget.open_asked.connect(self.open)
        self.widget.save_asked.connect(self.save)
        self.widget.remove_asked.connect(self.remove)

    def show_owner(self, owner_id: int | str | None) -> None:
        """Show the files of a record (its id, or the slug of a criterion), read again."""
        self._owner_id = owner_id
        self.widget.setEnabled(owner_id is not None)
        self.widget.show_files(
            [AttachedFile(f.id, f.nom, size_words(f.taille)) for f in self._files()]
        )

    def _files(self) -> list[Fichier]:
        if self._owner_id is None:
            return []
        found = self._session.snapshot.fichiers
        return [f for f in found if getattr(f, self._owner) == self._owner_id]

    def _file(self, file_id: int) -> Fichier | None:
        return next((f for f in self._files() if f.id == file_id), None)

    # --- what she does

    def choose(self) -> None:
        """Ask which files to attach."""
        from ui.kit.file_dialogs import choose_attachments  # noqa: PLC0415 - when asked

        if paths := choose_attachments(self.widget.window(), self._folder):
            self._folder = paths[0].parent
            self.attach(paths)

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach files in one step; each that is refused is told, the others are attached."""
        if self._owner_id is None or self._session.read_only:
            return
        found: list[FichierLu] = []
        refused: list[str] = []
        for path in paths:
            try:
                found.append(read_attachment(path))
            except ErreurCpom as error:
                refused.append(_of(path, self._session.sentence(error)))
        if refused:
            self._session.refused.emit(" ".join(refused))
        if found:
            owner: dict[str, Any] = {self._owner: self._owner_id}
            if self._run(AttachFichiers(fichiers=found, **owner)):
                self.told.emit(ngettext("Un fichier joint.", "{n} fichiers joints.", len(found)))

    def open(self, file_id: int) -> None:
        """Have another program open a copy, once she knows what it means."""
        fichier = self._file(file_id)
        if fichier is not None:
            refusal = open_attached(self._session, fichier, self.widget.window())
            if refusal:
                self._session.refused.emit(refusal)

    def save(self, file_id: int) -> None:
        """Write a copy where she says."""
        from ui.kit.file_dialogs import choose_copy  # noqa: PLC0415 - when asked

        fichier = self._file(file_id)
        if fichier is None:
            return
        path = choose_copy(self.widget.window(), self._folder, fichier.nom)
        if path is None:
            return
        try:
            self._session.workspace.save_file(fichier, path)
        except ErreurCpom as error:
            self._refuse(error)
            return
        self._folder = path.parent
        self.told.emit(_("Copie enregistrée : {nom}.", nom=path.name))

    def remove(self, file_id: int) -> None:
        """Detach a file; undo brings it back."""
        fichier = self._file(file_id)
        if fichier is not None and self._run(DeleteFichiers(ids=[file_id])):
            self.told.emit(_("« {nom} » est retiré.", nom=fichier.nom))

    def _run(self, operation: Operation) -> bool:
        try:
            return self._session.run(operation) is not None
        except RegleInvalide as error:
            self._refuse(error)
            return False

    def _refuse(self, error: ErreurCpom) -> None:
        self._session.refused.emit(f"{self._session.sentence(error)} {error.remedy}".strip())


def _of(path: Path, sentence: str) -> str:
    """Name the file that a sentence is about."""
    return (
        sentence
        if path.name in sentence
        else _("« {nom} » : {raison}", nom=path.name, raison=sentence)
    )


def open_attached(session: Session, fichier: Fichier, window: QWidget) -> str:
    """Have another program open a copy of an attached file, once she knows what it means.

    Return why it is not opened, in a sentence; empty when it is, or when she would rather not.
    """
    if not _knows(session, window):
        return ""
    try:
        path = session.workspace.open_file(fichier)
    except ErreurCpom as error:
        return f"{session.sentence(error)} {error.remedy}".strip()
    if open_outside(path):
        return ""
    return _("Aucun programme de cet ordinateur n'ouvre ce fichier : {nom}.", nom=fichier.nom)


def _knows(session: Session, window: QWidget) -> bool:
    """Ask, the first time in a dossier, before another program sees a file."""
    if session.workspace.resume().get(TOLD):
        return True
    agreed = ask(
        window,
        _("Ouvrir ce fichier dans un autre programme ?"),
        _(
            "Une copie est préparée en lecture seule, puis effacée à la fermeture du "
            "dossier : ce que vous y changeriez n'y reviendrait pas. Cette question n'est "
            "posée qu'une fois."
        ),
        _("Ouvrir le fichier"),
        _("Ne pas l'ouvrir"),
    )
    if agreed:
        session.set_resume(TOLD, "oui")
    return agreed
