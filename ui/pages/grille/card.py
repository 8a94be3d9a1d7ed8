"""The card of one criterion: its question, its rating, the finding, its proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cpom_desktop.domain.diagnostic import Cotation
from cpom_desktop.i18n import _
from cpom_desktop.services.queries.cotations import is_dated
from cpom_desktop.services.queries.diagnostic import constat_of
from cpom_desktop.services.queries.grille import founding_line, founding_texts
from ui.kit.buttons import IconButton, TextButton
from ui.kit.cards import Card
from ui.kit.cotation import CotationScale
from ui.kit.field_flow import FieldFlow
from ui.kit.fields import TextField
from ui.kit.fold import Fold
from ui.kit.form import Form
from ui.kit.labels import ElidedLabel, SafeLabel, set_tooltip
from ui.pages.grille.chiffres import ChiffresPart
from ui.pages.grille.exemples import ExemplesMenu
from ui.pages.grille.fields import NAMES, after_words, critere_specs, field_key
from ui.pages.grille.preuves import PreuvesPart
from ui.pages.grille.propres import OwnButton
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.queries.criteres import Critere
    from cpom_desktop.services.queries.grille import Place
    from ui.kit.field_row import FieldRow, FieldSpec
    from ui.session import Session

_POSITIONS = (
    ("position_ars", 152),
    ("note_ars", 158),
    ("position_departement", 152),
    ("note_departement", 158),
)
WIDEST = 880
"""Widest form of the design, in pixels at 100 %."""
LEAST_FOUNDING = 64
"""Room that the mark keeps beside a long title, in pixels at 100 %."""


class CritereCard(Card):
    """Edits the answer to one criterion; the same widgets serve for all.

    Signals:
        back, onward: the arrows of the header.
        opened: page and field to go to, for a figure or a document.
    """

    back = Signal()
    onward = Signal()
    opened = Signal(str, str)

    def __init__(self, session: Session, place: Place) -> None:
        super().__init__(" ", flush=True)
        self._session = session
        self.critere, self._place = place.critere, place
        self.form = Form(session, self._specs(place.critere), parent=self)
        self._make_header()
        self._make_body()
        self._show_place(place)
        self.refresh()
        self.after.set_open(self._is_refused_inside())

    def show_place(self, place: Place) -> bool:
        """Show another criterion, what is typed committed first; tell whether it was done."""
        if place == self._place:
            return True
        if not self.form.rebind(self._specs(place.critere)):
            return False
        self.critere = place.critere
        self._show_place(place)
        self.refresh()
        self.after.set_open(self._is_refused_inside())
        self.area.verticalScrollBar().setValue(0)
        return True

    def _is_refused_inside(self) -> bool:
        """Tell whether a refused text is in the fold, where it would not be seen."""
        rows = (self.form.row(key) for key in self.form)
        return any(row.error and self.after.isAncestorOf(row) for row in rows)

    def _specs(self, critere: Critere) -> tuple[FieldSpec, ...]:
        return critere_specs(critere, self._session)

    def reload(self, *, force: bool) -> None:
        """Show the values again."""
        self.form.reload(self._session.snapshot, force=force)
        self.refresh()

    def refresh(self) -> None:
        """Ask for a reason where the criterion is set aside, or where one was written."""
        found = constat_of(self._session.snapshot, self.critere.slug)
        aside = found.cotation is Cotation.NON_CONCERNE
        self.row("motif").setVisible(aside)
        self.chiffres.show_critere(self.critere.slug)
        self.preuves.show_critere(self.critere.slug)
        self.after.set_summary(after_words(found, self._session.snapshot))

    def row(self, name: str) -> FieldRow:
        """Return the row of a field of the criterion shown."""
        return self.form.row(self.key(name))

    def key(self, name: str) -> str:
        """Return the key of a field of the criterion shown."""
        return field_key(self.critere.slug, name)

    @property
    def scale_field(self) -> CotationScale:
        """The tiles that rate."""
        editor = self.row("cotation").editor
        assert isinstance(editor, CotationScale)
        return editor

    def focus_field(self, name: str) -> bool:
        """Put the caret in a field, scrolled to; tell whether there is one of this name."""
        if name not in NAMES or self.row(name).isHidden():
            return False
        if self.after.isAncestorOf(self.row(name)) and not self.after.is_open:
            self.after.set_open(True)
            QTimer.singleShot(0, self._reveal)  # once what was folded has its place
        had = self.row(name).isAncestorOf(QApplication.focusWidget() or self)
        self.form.focus(self.key(name))
        editor = self.row(name).editor
        if isinstance(editor, TextField) and not had:
            editor.moveCursor(QTextCursor.MoveOperation.End)
        if name == "cotation":
            self.area.verticalScrollBar().setValue(0)  # the question too
        else:
            self.area.ensureWidgetVisible(self.row(name), px(16), px(16))
        return True

    def _reveal(self) -> None:
        """Scroll to the field that has the caret."""
        key = self.current_field()
        if key:
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self.area.ensureWidgetVisible(self.form.row(key), px(16), px(16))

    def current_field(self) -> str:
        """Return the key of the field that has the caret, empty when none has."""
        focused = QApplication.focusWidget()
        if focused is None:
            return ""
        return next((key for key in self.form if self.form.row(key).isAncestorOf(focused)), "")

    def restyle(self) -> None:
        """Keep the header as low as that of the themes."""
        super().restyle()
        self._header_layout.setContentsMargins(px(16), 0, px(10), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the header between the title and what founds it."""
        super().resizeEvent(event)
        self._fit_header()

    def _fit_header(self) -> None:
        """Give the title its words first, and the founding text what is left."""
        shown = [b for b in (self.own, self.previous, self.next) if not b.isHidden()]
        buttons = sum(button.sizeHint().width() for button in shown)
        room = self.width() - buttons - px(16 + 10 + 4 * 8)
        title = self.name.fontMetrics().horizontalAdvance(self.name.whole_text)
        wanted = self.founding.fontMetrics().horizontalAdvance(self.founding.whole_text)
        left = max(room - title, px(LEAST_FOUNDING))
        self.founding.setFixedWidth(max(0, min(wanted + px(4), left)))

    def _make_header(self) -> None:
        self.name = ElidedLabel("", "section")
        self._header_layout.replaceWidget(self.title_label, self.name)
        self._header_layout.setStretchFactor(self.name, 100)  # Card ends with a stretch of 1
        self.title_label.hide()
        self.founding = ElidedLabel("", "caption-2")
        self.founding.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.founding.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._header_layout.insertWidget(1, self.founding)
        self.previous = IconButton("arrow-left", _("Critère précédent"), shortcut="Alt+←")
        self.next = IconButton("arrow-right", _("Critère suivant"), shortcut="Alt+→")
        self.previous.clicked.connect(self.back)
        self.next.clicked.connect(self.onward)
        self.own = OwnButton()
        self.add_action(self.own)
        self.add_action(self.previous)
        self.add_action(self.next)

    def _make_body(self) -> None:
        inner, fields = QWidget(), QWidget()
        beside = QHBoxLayout(inner)
        beside.setContentsMargins(px(16), px(6), px(16), 0)
        beside.addWidget(fields, 1)
        beside.addStretch()
        fields.setMaximumWidth(px(WIDEST))
        column = QVBoxLayout(fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        self.question = SafeLabel("", "body", wrap=True)
        column.addWidget(self.question)
        column.addLayout(self._flow())
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        inner.setAutoFillBackground(False)  # the card's own surface shows
        self.area.viewport().setAutoFillBackground(False)
        self.add(self.area, 1)

    def _flow(self) -> FieldFlow:
        flow = FieldFlow(down=6)
        flow.whole(self._with_left(self.row("cotation")))
        flow.whole(self.row("motif"))
        flow.whole(self._make_dates())
        flow.whole(self._make_chiffres())
        flow.whole(self._with_examples(self.row("texte")))
        flow.line((self.row("nature"), 440), (self.row("priorite"), 185))
        flow.line(*((self.row(name), width) for name, width in _POSITIONS))
        flow.line((self.row("preuve"), 440), (_at_the_bottom(self.row("a_verifier")), 200))
        flow.whole(self._make_preuves())
        flow.whole(self._make_after())
        return flow

    def _make_chiffres(self) -> QWidget:
        self.chiffres = ChiffresPart(self._session)
        self.chiffres.opened.connect(self._on_figure)
        return self.chiffres

    def _make_preuves(self) -> QWidget:
        self.preuves = PreuvesPart(self._session)
        self.preuves.opened.connect(self._on_piece)
        return self.preuves

    def _make_after(self) -> QWidget:
        """Fold what is said once the finding is written."""
        self.after = Fold(_("Poids, vérification et dates"))
        flow = FieldFlow(down=6)
        flow.line((self.row("importance"), 300), (self.row("faisabilite"), 300))
        flow.whole(self.row("acteur_id"))
        self.after.add(flow)
        self.after.add(self.dates)
        return self.after

    def _make_dates(self) -> QWidget:
        """Return where the dates stand on a scale of dates; they are folded on the others."""
        self.dates, self._near = QWidget(), QWidget()
        flow = FieldFlow(down=6)
        flow.line((self.row("date_preuve"), 300), (self.row("echeance"), 300))
        self.dates.setLayout(flow)
        for name in ("date_preuve", "echeance"):  # Tab reaches the editor: its row stays behind
            self.row(name).setFocusProxy(None)  # type: ignore[arg-type]  # Qt takes none
            self.row(name).setFocusPolicy(Qt.FocusPolicy.NoFocus)
        near = QVBoxLayout(self._near)
        near.setContentsMargins(0, 0, 0, 0)
        return self._near

    def _place_dates(self) -> None:
        """Put the dates under the rating where it depends on them, else in the fold."""
        near = is_dated(self._session.content.grille, self.critere.slug)
        layout = self._near.layout() if near else self.after.body
        assert layout is not None
        if layout.indexOf(self.dates) < 0:
            layout.addWidget(self.dates)
        self._near.setVisible(near)
        before = self.left_button if near else self.row("acteur_id").editor
        QWidget.setTabOrder(before, self.row("date_preuve").editor)
        QWidget.setTabOrder(self.row("date_preuve").editor, self.row("echeance").editor)

    def _on_figure(self, slug: str) -> None:
        self.opened.emit("donnees", f"donnees.{slug}")

    def _on_piece(self, piece_id: int) -> None:
        self.opened.emit("pieces", f"pieces.{piece_id}")

    def _with_left(self, row: FieldRow) -> FieldRow:
        """Offer beside the rating to go to what is still to rate."""
        self.left_button = TextButton(_("Prochain à coter")).set_dense()
        set_tooltip(self.left_button, _("Critère suivant qui n’est pas encore coté (Alt+Fin)"))
        row.add_beside_label(self.left_button)
        return row

    def _with_examples(self, row: FieldRow) -> FieldRow:
        """Offer the ready-made sentences beside the label of the finding."""
        self.examples = ExemplesMenu(self)
        self.examples.chosen.connect(self._insert)
        self.examples_button = TextButton(_("Insérer un exemple")).set_dense()
        set_tooltip(self.examples_button, _("Phrases souvent citées pour ce thème, à adapter"))
        self.examples_button.setMenu(self.examples)
        row.add_beside_label(self.examples_button)
        return row

    def _show_place(self, place: Place) -> None:
        self._place = place
        grille = self._session.content.grille
        titre = place.critere.titre
        hers = place.critere.propre_id is not None
        self.own.setVisible(hers and not self._session.read_only)
        self.name.set_whole_text(
            _("Critère {n} sur {total} : {titre}", n=place.rank, total=place.total, titre=titre)
        )
        self.setAccessibleName(self.name.whole_text)
        self.founding.set_whole_text(founding_line(place.critere))
        self._fit_header()
        told = founding_texts(place.critere, self._session.content)
        self.founding.setAccessibleDescription(told)
        self.question.setText(place.critere.question)
        self._place_dates()
        self.examples.show_sentences(grille.exemples_of(place.theme.slug))
        offered = bool(self.examples.actions()) and not self._session.read_only
        self.examples_button.setVisible(offered)

    def _insert(self, sentence: str) -> None:
        """Add a sentence to the finding, where the caret is when it is there."""
        editor = self.row("texte").editor
        if not isinstance(editor, TextField) or self._session.read_only:
            return
        cursor = editor.textCursor()
        if not editor.hasFocus():
            cursor.movePosition(QTextCursor.MoveOperation.End)
        before = editor.toPlainText()[: cursor.position()]
        gap = "" if not before or before[-1].isspace() else " "
        cursor.insertText(gap + sentence)
        editor.setTextCursor(cursor)
        editor.setFocus(Qt.FocusReason.OtherFocusReason)


def _at_the_bottom(row: QWidget) -> QWidget:
    """Return a holder that keeps a box to tick level with the fields beside it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addStretch(1)
    column.addWidget(row)
    return holder
