"""Where the lines of the plan go: copied, moved by a step, or dropped between two others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.services.operations import DuplicateTasks, MoveTasks
from ui.pages.retroplanning.gestures import RowGestures

if TYPE_CHECKING:
    from collections.abc import Sequence


class RowMoves(RowGestures):
    """Adds, to what is done to the lines, what changes their places."""

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
