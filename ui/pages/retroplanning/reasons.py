"""Over the fields of a task: how late it is, and how its date is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, format_date, ngettext
from ui.kit.buttons import TextButton
from ui.kit.labels import IconLabel, SafeLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.services.queries.planning import PlanRow


class LateCard(QFrame):
    """By how many days a task is late, and what this does to the date aimed at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "erreur")
        self.title = SafeLabel("", "error-strong", wrap=True)
        self.text = SafeLabel("", "small", wrap=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(px(12), px(8), px(12), px(8))
        line.setSpacing(px(8))
        line.addWidget(IconLabel("alarm-clock", "erreur", 18), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(self.title)
        words.addWidget(self.text)
        line.addLayout(words, 1)
        self.hide()

    def show_row(self, row: PlanRow | None) -> None:
        """Tell of a late task; hide for one that is on time."""
        self.setVisible(row is not None and bool(row.retard_jours))
        if row is None or not row.retard_jours:
            return
        days = row.retard_jours
        self.title.setText(ngettext("{n} jour de retard", "{n} jours de retard", days))
        self.text.setText(_harm(row))


class Reason(QWidget):
    """« Comment cette date est trouvée », the slack, and what lets it be computed again.

    Signals:
        unpin_asked: she wants the date computed again.
    """

    unpin_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = SafeLabel(_("Comment cette date est trouvée"), "label")
        self.why = SafeLabel("", "small-2", wrap=True)
        self.slack = SafeLabel("", "caption-strong", wrap=True)
        self.unpin = TextButton(_("Laisser calculer la date"), icon_name="calculator").set_dense()
        self.unpin.clicked.connect(self.unpin_asked)
        self.icon = IconLabel("calendar-clock", "texte-2", 18)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addWidget(self.title)
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(self.why)
        words.addWidget(self.slack)
        line.addLayout(words, 1)
        column.addLayout(line)
        column.addWidget(self.unpin, 0, Qt.AlignmentFlag.AlignLeft)

    def show_row(self, row: PlanRow | None, *, unpins: bool) -> None:
        """Tell where the date of a task comes from, and what slack it has."""
        self.why.setText(row.explication if row else "")
        slack = row.marge if row else ""
        self.slack.setText(slack[:1].upper() + slack[1:])
        self.slack.setVisible(bool(slack))
        self.unpin.setVisible(unpins)


def _harm(row: PlanRow) -> str:
    dated = row.scheduled
    if dated is None:
        return ""
    if dated.marge_jours < 0 and dated.fin_prevue is not None:
        return _(
            "Fin prévue le {jour}. Sans rattrapage, la date visée n'est plus tenue.",
            jour=format_date(dated.fin_prevue),
        )
    if dated.critical:
        return _("Cette tâche est sur le chemin critique : chaque jour de plus retire un jour de "
                 "marge avant la date visée.")  # fmt: skip
    return _("Il reste {marge} : la date visée est encore tenue.", marge=row.marge)
