"""The French calendar that opens under a date field."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from ui.kit.labels import set_tooltip
from ui.theme.icons import icon
from ui.theme.theme import current_theme, px


class CalendarPopup(QFrame):
    """A month to pick from, in French, weeks beginning on Monday."""

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "bulle")
        self.calendar = QCalendarWidget(self)
        self.calendar.setLocale(QLocale("fr_FR"))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setAccessibleName(_("Calendrier"))
        self.calendar.setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        self._name_buttons()
        self.calendar.activated.connect(self._on_activated)
        self.calendar.clicked.connect(self._on_activated)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.calendar)

    def open_on(self, day: date | None, corner: QPoint) -> None:
        """Show the month of `day` (or of today) with the top left corner at `corner`."""
        self._colour()
        if day is not None:
            self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.resize(px(320), px(280))
        limits = self.screen().availableGeometry()
        x = min(corner.x(), limits.right() - self.width())
        y = min(corner.y(), limits.bottom() - self.height())
        self.move(x, y)
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _colour(self) -> None:
        theme = current_theme()
        for name, arrow in (("prev", "chevron-left"), ("next", "chevron-right")):
            button = self.calendar.findChild(QToolButton, f"qt_calendar_{name}month")
            if button is not None:
                button.setIcon(icon(arrow, "texte-2", 18))
        plain = QTextCharFormat()
        plain.setForeground(theme.colour("texte"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, plain)
        header = QTextCharFormat()
        header.setForeground(theme.colour("texte-2"))
        header.setBackground(theme.colour("surface-2"))
        self.calendar.setHeaderTextFormat(header)

    def _name_buttons(self) -> None:
        names = {
            "qt_calendar_prevmonth": _("Mois précédent"),
            "qt_calendar_nextmonth": _("Mois suivant"),
            "qt_calendar_monthbutton": _("Choisir le mois"),
            "qt_calendar_yearbutton": _("Choisir l'année"),
        }
        for name, words in names.items():
            button = self.calendar.findChild(QToolButton, name)
            if button is not None:
                button.setAccessibleName(words)
                set_tooltip(button, words)

    def _on_activated(self, day: QDate) -> None:
        self.hide()
        self.picked.emit(date(day.year(), day.month(), day.day()))
