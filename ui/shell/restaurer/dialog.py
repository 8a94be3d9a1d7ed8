"""Which backup she wants, and whether beside the dossier or in its place (picture 28)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cpom_desktop.errors import ErreurCpom
from cpom_desktop.i18n import _, format_date, format_time, ngettext
from cpom_desktop.services.backups import BackupInfo, Reason
from cpom_desktop.services.kept_beside import files_words
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.presence import is_file
from cpom_desktop.services.queries.restauration import (
    groups_of,
    origin_words,
    short_moment,
    size_words,
)
from ui.kit.buttons import PrimaryButton, SecondaryButton, TextButton
from ui.kit.dialogs import KitDialog, inform
from ui.kit.labels import SafeLabel
from ui.kit.states import EmptyState
from ui.kit.worker import Job
from ui.models.lines import Heading, Line, LinesModel
from ui.models.lines_view import LinesView
from ui.shell.restaurer.file_beside import FileBeside
from ui.shell.restaurer.preview import Preview
from ui.shell.restaurer.target import action_words, reading
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cpom_desktop.services.queries.restauration import Look
    from cpom_desktop.services.restorer import Restorer
    from ui.models.lines import Row
    from ui.shell.restaurer.target import Target

WIDTH, LEFT, HEIGHT = 900, 272, 430
LEAST_PREVIEW = 330
"""Least height, in pixels at 100 %, where what the buttons do stays under the preview."""


class RestoreDialog(KitDialog):
    """The list at the left, what the backup holds at the right; opening it beside is the default.

    `info` says what she chose once it is accepted, `replaces` that it goes in the place of the
    dossier. One press does either: restoring is undone in one too.
    """

    def __init__(
        self,
        restorer: Restorer,
        target: Target,
        now: datetime,
        parent: QWidget,
        *,
        also: Sequence[BackupInfo] = (),
    ) -> None:
        infos = restorer.backups_of(target.path)
        super().__init__(
            _("Quelle copie voulez-vous retrouver ?"),
            _("{nom}. {copies}", nom=target.name, copies=_told(len(infos))),
            icon_name="archive-restore",
            icon_role="lien",
            parent=parent,
        )
        self._restorer, self._target, self._now = restorer, target, now
        self._infos: dict[object, BackupInfo] = {str(info.path): info for info in (*also, *infos)}
        self._aside: dict[object, BackupInfo] = {}
        self._also = {str(info.path) for info in also}
        self._job: Job | None = None
        self._window = parent.window()
        self.info: BackupInfo | None = None
        self.replaces = False
        self._build()
        self._add_buttons()
        self.setFixedWidth(min(px(WIDTH), self._window.width() - 40))
        self.finished.connect(self._abandon)
        self._show_list()
        if also:
            self.choose(str(also[0].path))
        self._seek()

    @property
    def is_beside(self) -> bool:
        """Whether what she chose is a file beside the dossier, and no backup."""
        key = str(self.info.path) if self.info is not None else ""
        return key in self._aside or key in self._also

    # --- building

    def _build(self) -> None:
        self.model = LinesModel(self)
        self.list = LinesView(self.model, _("Copies de secours"), lead=96)
        self.list.setFixedWidth(min(px(LEFT), self._window.width() // 3))
        self.list.chosen.connect(self._on_chosen)
        self.preview = Preview()
        self.empty = EmptyState(
            "archive-restore",
            _("Aucune copie de ce dossier sur cet ordinateur"),
            _("Si vous en avez une sur une clé ou un autre disque, cherchez-la ailleurs."),
        )
        height = min(px(HEIGHT), self._window.height() - px(170))
        row = QHBoxLayout()
        row.setSpacing(px(16))
        row.addWidget(self.list)
        row.addWidget(self._right(height), 1)
        row.addWidget(self.empty, 1)
        self.body.addLayout(row, 1)
        for widget in (self.list, self.right, self.empty):
            widget.setFixedHeight(height)

    def _right(self, height: int) -> QWidget:
        """Return the preview over the choices: these stay in sight where there is room."""
        self.right, inner = QFrame(), QFrame()
        column, scrolled = QVBoxLayout(self.right), QVBoxLayout(inner)
        self.file = FileBeside()
        self.file.delete_asked.connect(self._ask_delete)
        self.list.delete_requested.connect(self._ask_delete)
        scrolled.addWidget(self.file)
        scrolled.addWidget(self.preview)
        scrolled.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setProperty("role", "a-lire")
        self.area.setAccessibleName(_("Ce que contient la copie"))
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # its keys scroll it
        self.area.setWidget(inner)
        column.addWidget(self.area, 1)
        roomy = height >= px(LEAST_PREVIEW)
        for note in self._notes():
            (column if roomy else scrolled).addWidget(note)
        for frame, layout, side in ((self.right, column, 0), (inner, scrolled, px(6))):
            frame.setProperty("role", "surface")
            layout.setContentsMargins(0, 0, side, 0)
            layout.setSpacing(px(8))
        return self.right

    def _notes(self) -> tuple[SafeLabel, SafeLabel]:
        """Return what each of the two buttons does: one press is enough, and both can be left."""
        self.beside_note, self.replace_note = (
            SafeLabel("", "small", wrap=True) for _n in range(2)
        )
        return self.beside_note, self.replace_note

    def _add_buttons(self) -> None:
        self.search = TextButton(_("Chercher ailleurs…"), icon_name="folder-open")
        self.search.clicked.connect(self._search)
        self._buttons.insertWidget(0, self.search)
        self.cancel = self.add_button(SecondaryButton(_("Annuler")))
        self.cancel.clicked.connect(self.reject)
        opens = self._target.snapshot is not None
        words = _("Remplacer le dossier") if opens else _("Remplacer le fichier")
        self.replace = self.add_button(SecondaryButton(words))
        self.replace.clicked.connect(self._replace)
        self.act = PrimaryButton(_("Ouvrir la copie"), icon_name="archive-restore")
        self.add_button(self.act, default=True)
        self.act.clicked.connect(self.accept)

    def _replace(self) -> None:
        self.replaces = True
        self.accept()

    # --- showing

    def _seek(self) -> None:
        """Look for the files beside: in the worker, on a key or a share that may be slow."""
        restorer, path = self._restorer, self._target.path
        job = Job(lambda _checkpoint: restorer.beside(path), QCoreApplication.instance())
        job.done.connect(self._on_found)
        for over in (job.done, job.failed):
            over.connect(job.deleteLater)
        job.start()

    def _on_found(self, aside: tuple[BackupInfo, ...]) -> None:
        """Add them under the copies; what she chose stays chosen."""
        if not aside:
            return
        self._aside = {str(info.path): info for info in aside if str(info.path) not in self._infos}
        self.text.setText(f"{self.text.text()} {files_words(len(aside))}")
        self._show_list(self.info)

    def _show_list(self, chosen: BackupInfo | None = None) -> None:
        rows: list[Row] = []
        for group in groups_of(self._infos.values(), self._now):
            rows.append(Heading(group.title))
            rows += [_line(info, self._now) for info in group.infos]
        if self._aside:
            rows.append(Heading(_("Gardés à côté du dossier")))
            folder = self._target.path.parent
            rows += [_aside_line(info, self._now, folder) for info in self._aside.values()]
        self.model.show_rows(rows)
        self.empty.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self.right.setVisible(bool(rows))
        if chosen is not None:
            silent = QSignalBlocker(self.list)  # it is read already, or being read
            self.choose(str(chosen.path))
            silent.unblock()
            return
        self._may(act=False)
        if rows:
            mine = (key for key, info in self._infos.items() if info.origin is None)
            self.choose(next(mine, next(iter({**self._infos, **self._aside}))))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, key: object) -> None:
        """Put the cursor of the list on a backup."""
        self.list.choose(self.model.index_of(key))

    def _may(self, *, act: bool) -> None:
        """Let the copy chosen be opened and put in place, or neither; say what each does."""
        self.act.setEnabled(act)
        self.replace.setEnabled(act and not self._target.read_only)
        if self.info is None:
            return
        notes = action_words(self._target, self.info, is_beside=self.is_beside)
        for note, button, words in zip(
            (self.beside_note, self.replace_note), (self.act, self.replace), notes, strict=True
        ):
            note.setText(words)
            button.setAccessibleDescription(words)

    def _on_chosen(self, key: object) -> None:
        info = {**self._infos, **self._aside}[key]
        self._abandon()
        self.info = info
        self._may(act=False)
        self.file.show_file(info.path if self.is_beside else None, may_go=self._may_go(info))
        self.preview.show_reading(info)
        work = reading(self._restorer, self._target, info, is_beside=self.is_beside)
        job = self._job = Job(work, QCoreApplication.instance())  # may outlive the dialog
        job.done.connect(self._on_read)
        job.failed.connect(self._on_failed)
        for over in (job.done, job.failed, job.abandoned):
            over.connect(job.deleteLater)
        job.start()

    def _on_read(self, read: tuple[Look, bool]) -> None:
        if self._is_last() and self.info is not None:
            look, self.file.kept = read
            self.file.read = True
            self.preview.show_look(self.info, look)
            self._may(act=True)

    def _on_failed(self, error: ErreurCpom) -> None:
        if self._is_last():
            advice = _("Choisissez une autre copie.")
            self.preview.show_damaged(f"{sentence(error)} {advice}")

    def _is_last(self) -> bool:
        """Tell whether it is the backup now chosen that was read."""
        last = self._job is not None and self.sender() is self._job
        if last:
            self._job = None
        return last

    def _abandon(self) -> None:
        if self._job is not None:
            self._job.abandon()
            self._job = None

    # --- a file beside

    def _may_go(self, info: BackupInfo) -> bool:
        return self.is_beside and info.path != self._target.awaited

    def _ask_delete(self, _key: object = None) -> None:
        info = self.info
        if info is None or not self._may_go(info) or not self.file.sure(info, self):
            return
        self._abandon()
        try:
            self._restorer.remove_beside(info.path)
        except ErreurCpom as error:
            told = f"{sentence(error)} {error.remedy}".strip()
            inform(self, _("Le fichier n'a pas été supprimé"), told, trouble=True)
            return
        for known in (self._infos, self._aside):
            known.pop(str(info.path), None)
        self._show_list()

    # --- elsewhere

    def _search(self) -> None:
        from ui.shell.files import choose_dossier  # noqa: PLC0415 - Qt's file dialog, when asked

        path = choose_dossier(self, self._target.path.parent)
        if path is None or not is_file(path):
            return
        found = path.stat()
        moment = datetime.fromtimestamp(found.st_mtime, self._now.tzinfo)
        self._infos[str(path)] = BackupInfo(
            path=path,
            sequence=0,
            moment=moment.replace(tzinfo=None),
            size=found.st_size,
            reason=Reason.DEMANDE,
            title=path.stem,
        )
        self._show_list()
        self.choose(str(path))


def _line(info: BackupInfo, now: datetime) -> Line:
    icon = "pin" if info.pinned else ""
    return Line(
        id=str(info.path),
        first=info.words,
        second=origin_words(info),
        lead=short_moment(info, now),
        icon=icon,
    )


def _aside_line(info: BackupInfo, now: datetime, folder: Path) -> Line:
    day, place = info.moment.date(), info.path.parent
    told = [format_time(info.moment), size_words(info.size)]
    if place != folder:  # that of the original of a working copy
        told.append(place.name or str(place))
    return Line(
        id=str(info.path),
        first=info.words,
        second=", ".join(told),
        lead=format_date(day, "short" if day.year == now.year else "medium"),
    )


def _told(count: int) -> str:
    if not count:
        return _("Aucune copie sur cet ordinateur.")
    return ngettext("{n} copie sur cet ordinateur.", "{n} copies sur cet ordinateur.", count)
