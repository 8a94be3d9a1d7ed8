"""The lines of « Calendrier et délais »: her closures, and what is due around each meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.domain.planification import DelaiReunion, Fermeture
from cpom_desktop.domain.saisie import parse_integer
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.operations.planification import LONGEST_LEAD
from ui.kit.buttons import IconButton
from ui.kit.combo import ChoiceField
from ui.kit.date_field import DateField, edit_text
from ui.kit.fields import CheckBox, LineField
from ui.kit.labels import SafeLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ui.kit.fields import FieldState


class EditedLine(QWidget):
    """A line that is kept as it is typed until everything is saved.

    Signals:
        edited: something was typed or ticked.
        removed: its cross was pressed.
    """

    edited = Signal()
    removed = Signal()

    def __init__(self, remove: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        self._line = QHBoxLayout()
        self._line.setSpacing(px(8))
        column.addLayout(self._line)
        self.error = SafeLabel("", "error", wrap=True)
        self.error.hide()
        column.addWidget(self.error)
        self._cross = IconButton("x", remove)
        self._cross.clicked.connect(self.removed)

    def _add(self, field: LineField | CheckBox | ChoiceField, stretch: int = 0) -> None:
        field.edited.connect(self.edited)
        self._line.addWidget(field, stretch, Qt.AlignmentFlag.AlignVCenter)

    def _end(self) -> None:
        self._line.addWidget(self._cross, 0, Qt.AlignmentFlag.AlignVCenter)

    def is_blank(self) -> bool:
        """Tell whether nothing was typed: such a line is left out."""
        return not any(field.raw().strip() for field in self.findChildren(LineField))

    def say(self, words: str) -> None:
        """Tell what is wrong with the line, nothing when it is right."""
        self.error.setText(words)
        self.error.setVisible(bool(words))
        state: FieldState = "erreur" if words else ""
        for field in self.findChildren(LineField):
            field.set_state(state)
            field.setAccessibleDescription(words)


class ClosureLine(EditedLine):
    """« Travaux, du 1er au 15 mars », and whether nobody works then."""

    def __init__(
        self,
        parse: Callable[[str], date | None],
        closure: Fermeture | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Retirer cette fermeture"), parent)
        self._parse = parse
        self.closure_id = closure.id if closure else 0
        self.label = LineField(_("Nom de la fermeture"))
        self.label.setPlaceholderText(_("Nom (travaux, congés…)"))
        self.first = DateField(_("Premier jour"), parse=parse)
        self.last = DateField(_("Dernier jour"), parse=parse)
        for field, hint in ((self.first, _("Du")), (self.last, _("Au"))):
            field.setPlaceholderText(hint)
            field.setFixedWidth(px(142))
        self.work = CheckBox(_("Personne ne travaille"))
        self._add(self.label, 1)
        for part in (self.first, self.last, self.work):
            self._add(part)
        self._end()
        if closure is not None:
            self.label.setText(closure.libelle)
            self.first.setText(edit_text(closure.debut))
            self.last.setText(edit_text(closure.fin))
            self.work.set_value(closure.travail)

    def read(self) -> Fermeture:
        """Return the closure as typed; a single day when its last one is left out.

        Raises:
            RegleInvalide: a day lacks, or the last one comes first.
        """
        first = self._parse(self.first.raw())
        if first is None:
            raise RegleInvalide("date-vide")
        last = self._parse(self.last.raw()) or first
        if last < first:
            raise RegleInvalide("fin-avant-debut", debut=edit_text(first), fin=edit_text(last))
        return Fermeture(
            id=self.closure_id,
            libelle=self.label.raw().strip(),
            debut=first,
            fin=last,
            travail=bool(self.work.value()),
        )

    def checked(self) -> Fermeture | None:
        """Return the closure, None when it is told what is wrong with it."""
        try:
            closure = self.read()
        except RegleInvalide as error:
            self.say(sentence(error))
            return None
        self.say("")
        return closure


class LeadLine(EditedLine):
    """« Envoyer la convocation, 21 jours avant », around every meeting."""

    def __init__(self, lead: DelaiReunion | None, parent: QWidget | None = None) -> None:
        super().__init__(_("Retirer ce délai"), parent)
        self._lead = lead
        self.active = CheckBox("")
        self.active.setAccessibleName(_("Suivre ce délai"))
        self.active.set_value(lead is None or lead.actif)
        self.label = LineField(_("Ce qui est à faire"))
        self.label.setText(lead.libelle if lead else "")
        self.days = LineField(_("Nombre de jours"), unit=_("jours"), align_right=True)
        self.days.setText(str(abs(lead.jours)) if lead else "")
        self.days.setFixedWidth(px(104))
        sides = ((-1, _("avant la réunion")), (1, _("après la réunion")))
        self.side = ChoiceField(_("Avant ou après"), sides, none_label=None)
        self.side.set_value(1 if lead and lead.jours > 0 else -1)
        self.side.setFixedWidth(px(164))
        self._add(self.active)
        self._add(self.label, 1)
        self._add(self.days)
        self._add(self.side)
        self._end()

    def read(self) -> DelaiReunion:
        """Return the lead time as typed.

        Raises:
            RegleInvalide: it has no name, or its days are none.
        """
        label = self.label.raw().strip()
        if not label:
            raise RegleInvalide("nom-vide")
        days = parse_integer(self.days.raw())
        if not 0 <= days <= LONGEST_LEAD:
            raise RegleInvalide("delai-reunion", limite=LONGEST_LEAD)
        side = self.side.value()
        return DelaiReunion(
            id=self._lead.id if self._lead else 0,
            slug=self._lead.slug if self._lead else "",
            ordre=self._lead.ordre if self._lead else 0,
            libelle=label,
            jours=days * (side if isinstance(side, int) else -1),
            actif=bool(self.active.value()),
        )

    def checked(self) -> DelaiReunion | None:
        """Return the lead time, None when it is told what is wrong with it."""
        try:
            lead = self.read()
        except RegleInvalide as error:
            self.say(sentence(error))
            return None
        self.say("")
        return lead


def section(title: str, text: str = "") -> QGridLayout:
    """Return the head of a part of the dialog: its title, and what it is for."""
    grid = QGridLayout()
    grid.setContentsMargins(0, px(8), 0, 0)
    grid.setVerticalSpacing(px(2))
    grid.addWidget(SafeLabel(title, "label"), 0, 0)
    if text:
        grid.addWidget(SafeLabel(text, "small-2", wrap=True), 1, 0)
    return grid
