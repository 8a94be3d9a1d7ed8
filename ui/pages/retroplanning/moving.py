"""Before the date aimed at moves: what would move with it, and what would no longer hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QWidget

from cpom_desktop.domain.calendrier import public_holidays
from cpom_desktop.i18n import _, format_date, ngettext
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.dialogs import KitDialog
from ui.kit.states import Strip
from ui.kit.tables import StyledTableView
from ui.models.plan_moves import Moved, MovesModel, moves_between, moves_sentence
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cpom_desktop.services.queries.planning import PlanView
    from ui.session import Session

_SATURDAY = 5
FAR_YEARS = 10
"""Years after which a date aimed at is asked about."""


class MovesTable(StyledTableView):
    """Each date that changes, before and after."""

    def __init__(
        self, session: Session, moves: Sequence[Moved], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Dates qui changent"), by_cell=False, row_height=30, parent=parent)
        self.model_ = MovesModel(session, self)
        self.model_.set_rows(moves)
        self.setModel(self.model_)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        for place, column in enumerate(self.model_.columns):
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(place, mode.Fixed if place else mode.Stretch)
            self.setColumnWidth(place, px(column.width))
        shown = min(max(len(moves), 2), 8)
        self.setFixedHeight(
            header.height() + shown * self.verticalHeader().defaultSectionSize() + 2
        )


class MoveDialog(KitDialog):
    """« Déplacer » or keep the date; Entrée moves, Échap keeps."""

    def __init__(
        self,
        session: Session,
        before: PlanView,
        after: PlanView,
        parent: QWidget | None = None,
    ) -> None:
        moves = moves_between(before, after)
        super().__init__(
            _("Déplacer au {jour} ?", jour=format_date(after.target, "full")),
            " ".join(part for part in (moves_sentence(moves), _margins(before, after)) if part),
            icon_name="calendar-clock",
            parent=parent,
        )
        self.setFixedWidth(px(640))
        self.notes: list[str] = [*target_notes(after), *_now_late(moves)]
        for note in self.notes:
            self.body.addWidget(Strip("alerte", note))
        if moves:
            self.table = MovesTable(session, moves)
            self.body.addWidget(self.table)
        self.body.addStretch(1)
        kept = _("Garder le {jour}", jour=format_date(before.target))
        self.keep = self.add_button(SecondaryButton(kept))
        self.keep.clicked.connect(self.reject)
        self.move_button = self.add_button(PrimaryButton(_("Déplacer")), default=True)
        self.move_button.clicked.connect(self.accept)


def accepts_move(session: Session, before: PlanView, after: PlanView, parent: QWidget) -> bool:
    """Show what would move; tell whether she moves the date."""
    dialog = MoveDialog(session, before, after, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return accepted


def target_notes(view: PlanView) -> list[str]:
    """Return what is odd in the date aimed at: past, far away, a day on which nobody signs."""
    if view.target is None:
        return []
    return date_notes(view.target, view.today, view.holidays.get(view.target, ""))


def date_notes(target: date, today: date, holiday: str = "") -> list[str]:
    """Return what is odd in a date to sign on.

    Args:
        target: the date.
        today: the day on which it is read.
        holiday: name of the public holiday that it is, if any.
    """
    notes = [_when(target, today), _closed(target, holiday or _national(target))]
    return [note for note in notes if note]


def _national(day: date) -> str:
    return public_holidays(day.year).get(day, "")


def _when(target: date, today: date) -> str:
    gap = (target - today).days
    if gap < 0:
        return ngettext(
            "Cette date est déjà passée (il y a {n} jour). Est-ce voulu ?",
            "Cette date est déjà passée (il y a {n} jours). Est-ce voulu ?",
            -gap,
        )
    years = target.year - today.year
    if years >= FAR_YEARS:
        return _("Cette date est dans {annees} ans. Est-ce voulu ?", annees=years)
    return ""


def _closed(target: date, holiday: str) -> str:
    day = format_date(target, "full")
    if holiday:
        return _("Le {jour} est un jour férié ({nom}).", jour=day, nom=holiday)
    if target.weekday() >= _SATURDAY:
        return _("Le {jour} n'est pas un jour ouvré.", jour=day)
    return ""


def _margins(before: PlanView, after: PlanView) -> str:
    if before.marge_jours is None or after.marge_jours is None:
        return ""
    if after.marge_jours < 0:
        return after.marge
    if before.marge_jours < 0:
        return _("Le plan tient de nouveau. {marge}.", marge=after.marge)
    return ngettext(
        "La marge passe de {avant} à {n} jour.",
        "La marge passe de {avant} à {n} jours.",
        after.marge_jours,
        avant=before.marge_jours,
    )


def _now_late(moves: Sequence[Moved]) -> list[str]:
    late = [line.titre for line in moves if line.late]
    if not late:
        return []
    return [ngettext(
        "{n} tâche devrait déjà être finie : {titre}.",
        "{n} tâches devraient déjà être finies, dont : {titre}.",
        len(late),
        titre=late[0],
    )]  # fmt: skip
