"""The detail of one point, opened on demand: what the dossier says, and what she says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cpom_desktop.domain.controles import EtatControle, ListeControle
from cpom_desktop.i18n import _
from ui.kit.buttons import IconButton, SecondaryButton, TextButton
from ui.kit.detail_panel import DetailPanel
from ui.kit.field_flow import FieldFlow
from ui.kit.form import Form
from ui.kit.labels import SafeLabel
from ui.kit.pills import StatusPill
from ui.models.controles import action_of, pill_of
from ui.pages.check_list.fields import key_of, specs_of
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.services.queries.controles_types import PointLu
    from ui.session import Session

HALF = 128
"""Pixels at 100 % under which two fields no longer stand side by side."""
SHORT = ("acteur_id", "echeance")
"""Fields that stand side by side."""


class PointPanel(DetailPanel):
    """Shows the point chosen in the list; nothing to validate.

    Signals:
        tick_asked: done, or to be done again.
        aside_asked: out of scope.
        back_asked: let the dossier answer again.
        why_asked: go to the datum.
        delete_asked: delete this point.
        closed: put the panel away.
    """

    tick_asked = Signal()
    aside_asked = Signal()
    back_asked = Signal()
    why_asked = Signal()
    delete_asked = Signal()
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.point: PointLu | None = None
        self._forms: dict[ListeControle, tuple[Form, QWidget]] = {}
        self._build_header()
        self.body.setSpacing(0)
        self.add(self._build_middle(), 1)
        self.add(self._build_footer())

    # --- building

    def _build_header(self) -> None:
        self.title_label.setText(_("Détail du point"))
        self.pill = StatusPill("a-faire")
        self.add_action(self.pill)
        self.aside_action, self.back_action, self.delete_action = self.add_more(
            _("Autres actions sur ce point"),
            (_("Sans objet pour nous…"), self.aside_asked),
            (_("Laisser le dossier répondre"), self.back_asked),
            (_("Supprimer ce point"), self.delete_asked),
        )
        self.close_button = IconButton("x", _("Fermer le détail"), shortcut=_("Échap"))
        self.close_button.clicked.connect(self.closed)
        self.add_action(self.close_button)

    def _build_middle(self) -> QScrollArea:
        self._area, column = self.scroll_column(spacing=8)
        self.name = SafeLabel("", "strong", wrap=True)
        self.help = SafeLabel("", "small-2", wrap=True)
        column.addWidget(self.name)
        column.addWidget(self.help)
        self.found_label = SafeLabel(_("Ce que dit le dossier"), "label")
        self.found = SafeLabel("", "small", wrap=True)
        self.why = TextButton("", icon_name="external-link")
        self.why.clicked.connect(self.why_asked)
        line = QHBoxLayout()
        line.addWidget(self.why)
        line.addStretch(1)
        column.addWidget(self.found_label)
        column.addWidget(self.found)
        column.addLayout(line)
        self._fields = QVBoxLayout()
        column.addLayout(self._fields)
        column.addStretch(1)
        return self._area

    def _build_footer(self) -> QFrame:
        frame = self._footer = QFrame()
        row = QHBoxLayout(frame)
        row.setContentsMargins(px(13), px(6), px(6), px(8))
        self.tick_button = SecondaryButton(_("Cocher"), icon_name="check")
        self.tick_button.clicked.connect(self.tick_asked)
        row.addWidget(self.tick_button)
        row.addStretch(1)
        return frame

    # --- showing

    def show_point(self, point: PointLu | None, *, force: bool = False) -> None:
        """Show a point; what is typed for the former one is committed first."""
        former, self.point = self.point, point
        self.setEnabled(point is not None)
        if point is None:
            return
        if former is None or former.id != point.id or point.row.liste not in self._forms:
            self._bind(point)
            self._area.verticalScrollBar().setValue(0)
        else:
            self._forms[point.row.liste][0].reload(self._session.snapshot, force=force)
        self._show_words(point)
        self._show_actions(point)

    def _show_words(self, point: PointLu) -> None:
        self.setAccessibleName(point.row.texte)
        self.name.setText(point.row.texte)
        self.help.setText(point.aide)
        self.help.setVisible(bool(point.aide))
        self.pill.set_pill(pill_of(point))
        told = point.trouve.phrase if point.trouve else ""
        self.found.setText(told)
        self.found.setVisible(bool(told))
        self.found_label.setVisible(bool(told))
        self.why.setText(action_of(point))
        self.why.setVisible(bool(action_of(point)))

    def _show_actions(self, point: PointLu) -> None:
        writes = not self._session.read_only
        self._footer.setVisible(writes)
        self.more.setVisible(writes)
        self.tick_button.setText(_tick_words(point))
        self.tick_button.set_icon("check" if point.open else "undo-2")
        self.aside_action.setVisible(point.etat is not EtatControle.SANS_OBJET)
        self.back_action.setVisible(point.a_la_main and point.trouve is not None)
        self._show_rows(point)

    def _show_rows(self, point: PointLu) -> None:
        """Show the reason and the day only where they mean something."""
        form = self._forms[point.row.liste][0]
        justified = point.a_la_main and bool(point.row.motif or point.against)
        shown = {
            "motif": justified or point.etat is EtatControle.SANS_OBJET,
            "fait_le": point.a_la_main and point.etat is EtatControle.FAIT,
        }
        for name, visible in shown.items():
            if key_of(point, name) in form:
                form.row(key_of(point, name)).setVisible(visible)

    # --- fields

    def _bind(self, point: PointLu) -> None:
        specs = specs_of(self._session, point)
        liste = point.row.liste
        if liste not in self._forms:
            form = Form(self._session, parent=self)
            box = QWidget()
            flow = FieldFlow()
            box.setLayout(flow)
            rows = {spec.key.rpartition(".")[2]: form.add(spec) for spec in specs}
            flow.line(*((rows[name], HALF) for name in SHORT))
            for name, row in rows.items():
                if name not in SHORT:
                    flow.whole(row)
            self._fields.addWidget(box)
            self._forms[liste] = form, box
        elif not self._forms[liste][0].rebind(specs):
            return
        for other, (_form, box) in self._forms.items():
            box.setVisible(other is liste)

    def focus_field(self, name: str = "") -> bool:
        """Put the caret in a field, the first one without a name; tell whether it is there."""
        if self.point is None or self.point.row.liste not in self._forms:
            return False
        form = self._forms[self.point.row.liste][0]
        key = key_of(self.point, name or SHORT[0])
        if key not in form or form.row(key).isHidden():
            key = key_of(self.point, SHORT[0])
        self._area.ensureWidgetVisible(form.row(key), 0, px(8))
        return form.focus(key)

    def forms(self) -> Iterable[Form]:
        """Return the form of each list shown until now."""
        return (form for form, _box in self._forms.values())


def _tick_words(point: PointLu) -> str:
    """Return what the button does; « … » when it asks why first."""
    if point.etat is EtatControle.SANS_OBJET:
        return _("Remettre dans la liste")
    if point.row.liste is ListeControle.LANCEMENT:
        return _("Marquer comme abordé") if point.open else _("Remettre à aborder")
    asks = point.trouve is not None and not point.a_la_main
    words = _("Cocher") if point.open else _("Décocher")
    return f"{words}…" if asks else words
