"""Where the lines of the plan go: copied, moved by a step, or dropped between two others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QGuiApplication

from cpom_desktop.i18n import _
from cpom_desktop.services.operations import DuplicateTasks, MoveTasks
from ui.models.base import from_tsv, paste_at
from ui.models.planning import TITLE
from ui.pages.retroplanning.gestures import RowGestures
from ui.pages.retroplanning.paste import paste_tasks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ui.pages.retroplanning.plan import PlanCard
    from ui.session import Session


class RowMoves(RowGestures):
    """Adds, to what is done to the lines, what changes their places.

    Args:
        card: the table whose keys and mouse ask for it.

    Signals:
        pasted: ids of the tasks made of a list.
    """

    pasted = Signal(object)

    def __init__(self, session: Session, page: QWidget, card: PlanCard) -> None:
        super().__init__(session, page)
        self._card = card
        card.table.move_asked.connect(self._on_move)
        card.table.drop_asked.connect(self._on_drop)
        card.table.duplicate_asked.connect(self.duplicate_chosen)
        card.table.delete_requested.connect(self._on_delete)
        card.table.pasted.connect(self._on_pasted)

    def duplicate_chosen(self) -> None:
        """Copy the lines selected."""
        self.duplicate(self._card.selected_tasks())

    def paste_list(self) -> None:
        """Make tasks of the list that the clipboard holds."""
        text = QGuiApplication.clipboard().text().strip("\r\n")
        if text:
            self._paste(from_tsv(text))
        else:
            self._session.refused.emit(
                _("Rien n'est copié. Dans Excel, choisissez les lignes puis Ctrl+C.")
            )

    def _paste(self, texts: Sequence[Sequence[str]]) -> None:
        chosen = self._task(self._card.current_task())
        phase = chosen.phase if chosen else next(iter(self._phases()))
        made = paste_tasks(self._session, texts, phase, self._page.window())
        if made:
            self.pasted.emit(made)

    def _on_pasted(self, index: QModelIndex, texts: Sequence[Sequence[str]]) -> None:
        """Write over the cells of a column that may be, else make tasks of the list."""
        if self._session.read_only:
            return
        listed = len(texts) > 1 or len(texts[0]) > 1
        if listed and index.column() <= TITLE:
            self._paste(texts)
        else:
            paste_at(index, texts)

    def _shown(self) -> list[int]:
        return [line.task.id for line in self._card.model.rows]

    def _on_move(self, step: int) -> None:
        self.move(self._card.selected_tasks(), self._shown(), step)

    def _on_drop(self, places: Sequence[int], place: int) -> None:
        shown = self._shown()
        self.drop([shown[p] for p in places], shown, place)

    def _on_delete(self, _places: object) -> None:
        self.delete(self._card.selected_tasks())

    def duplicate(self, ids: Sequence[int]) -> None:
        """Make a copy of each task, after it."""
        if ids:
            made = self._run(DuplicateTasks(ids=list(ids)))
            if isinstance(made, list):
                self.added.emit(made)

    def move(self, ids: Sequence[int], shown: Sequence[int], step: int) -> None:
        """Move tasks past the line above (−1) or below (+1), into the next phase at its edge.

        Args:
            ids: what moves, from top to bottom.
            shown: every line shown, in order.
            step: −1 or +1.
        """
        if not ids:
            return
        edge = shown.index(ids[0] if step < 0 else ids[-1])
        near = shown[edge + step] if 0 <= edge + step < len(shown) else 0
        moved, passed = self._task(shown[edge]), self._task(near)
        if moved is None:
            return
        if passed is not None and passed.phase == moved.phase:
            before = near if step < 0 else self._following(near, ids)
            self._put(ids, before, moved.phase)
            return
        phases = list(self._phases())
        place = phases.index(moved.phase) + step if moved.phase in phases else -1
        if 0 <= place < len(phases):
            first = self._first_of(phases[place]) if step > 0 else None
            self._put(ids, first, phases[place])

    def drop(self, ids: Sequence[int], shown: Sequence[int], place: int) -> None:
        """Put tasks between two lines, in the phase of the one that they follow.

        Args:
            ids: what moves, from top to bottom.
            shown: every line shown, in order.
            place: that of the line which they go before; after the last, the end.
        """
        above = [i for i in shown[:place] if i not in ids]
        below = [i for i in shown[place:] if i not in ids]
        anchor = self._task(above[-1] if above else next(iter(below), 0))
        if anchor is None or [*above, *ids, *below] == list(shown):
            return
        if not above:
            self._put(ids, anchor.id, anchor.phase)
            return
        self._put(ids, self._following(anchor.id, ids), anchor.phase)

    def _put(self, ids: Sequence[int], before: int | None, phase: str) -> None:
        if before is None:
            self._run(MoveTasks(ids=list(ids), phase=phase))
        else:
            self._run(MoveTasks(ids=list(ids), avant=before))

    def _following(self, task_id: int, moved: Sequence[int]) -> int | None:
        """Return the task after another in its phase, those that move left out."""
        task = self._task(task_id)
        same = [t.id for t in self._session.snapshot.tasks
                if task is not None and t.phase == task.phase]  # fmt: skip
        after = same[same.index(task_id) + 1 :]
        return next((i for i in after if i not in moved), None)

    def _first_of(self, phase: str) -> int | None:
        tasks = self._session.snapshot.tasks
        return next((task.id for task in tasks if task.phase == phase), None)
