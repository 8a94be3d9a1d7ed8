"""The right of the page: what the agent will ask of an indicator, and what she answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout

from cpom_desktop.i18n import _, capitalise, ngettext
from cpom_desktop.services.queries.vue_ars_types import SIGNES
from cpom_desktop.services.queries.words import word
from ui.kit.buttons import SecondaryButton
from ui.kit.detail_panel import DetailPanel
from ui.kit.field_row import FieldMessage
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.labels import SafeLabel
from ui.kit.link_line import LinkLine
from ui.kit.pills import StatusPill
from ui.kit.states import Strip
from ui.models.vue_ars import pill_of
from ui.pages.vue_ars.fields import answer_specs, field_key
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.services.queries.vue_ars_types import LigneArs
    from ui.kit.field_row import FieldRow, FieldSpec
    from ui.session import Session


class AnswerPanel(DetailPanel):
    """Shows the indicator chosen in the list; nothing to validate.

    Signals:
        previous_asked, next_asked: another of the points to explain.
        figures_asked: the figures that found the indicator.
    """

    previous_asked = Signal()
    next_asked = Signal()
    figures_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.ligne: LigneArs | None = None
        self.form: Form | None = None
        self._rows: dict[str, FieldRow] = {}
        self.name = SafeLabel("", "section", wrap=True)
        self.set_name_label(self.name)
        self.pill = StatusPill("a-saisir")
        self.add_action(self.pill)
        self.body.setSpacing(0)
        self.add(self._build_middle(), 1)
        self.add(self._build_footer())

    # --- building

    def _build_middle(self) -> QScrollArea:
        self._area, self._column = self.scroll_column()
        self.motif = SafeLabel("", "small", wrap=True)
        self.source = SafeLabel("", "caption-2", wrap=True)
        self.doubt = Strip("alerte")
        self._column.addWidget(self.motif)
        self._column.addWidget(self.doubt)
        self._fields = QVBoxLayout()
        self._fields.setSpacing(px(10))
        self._column.addLayout(self._fields)
        self.signs = FieldMessage()
        self.figures_link = LinkLine(_("Voir les chiffres dans Données"), "table", "lien")
        self.figures_link.clicked.connect(self.figures_asked)
        self._column.addWidget(self.source)
        self._column.addWidget(self.figures_link)
        self._column.addStretch(1)
        return self._area

    def _build_footer(self) -> QFrame:
        frame = QFrame()
        row = QHBoxLayout(frame)
        row.setContentsMargins(px(13), px(6), px(13), px(8))
        self.previous_button = SecondaryButton(_("Point précédent"), icon_name="arrow-left")
        self.next_button = SecondaryButton(
            _("Point suivant"), icon_name="arrow-right", trailing=True
        )
        self.previous_button.clicked.connect(self.previous_asked)
        self.next_button.clicked.connect(self.next_asked)
        row.addWidget(self.previous_button)
        row.addStretch(1)
        row.addWidget(self.next_button)
        self._footer = frame
        return frame

    # --- showing

    def show_ligne(self, ligne: LigneArs | None, *, force: bool = False) -> None:
        """Show an indicator; what is typed for the former one is committed first."""
        former, self.ligne = self.ligne, ligne
        self.setEnabled(ligne is not None)
        if ligne is None:
            self.name.setText("")
            return
        self._show_fields(
            ligne, same=former is not None and former.slug == ligne.slug, force=force
        )
        self._show_words(ligne)
        self._show_signs()

    def offer_points(self, *, before: bool, after: bool) -> None:
        """Tell whether there is a point before this one, and one after."""
        self.previous_button.setEnabled(before)
        self.next_button.setEnabled(after)
        self._footer.setVisible(before or after)

    def _show_fields(self, ligne: LigneArs, *, same: bool, force: bool) -> None:
        specs = answer_specs(ligne, self._usual(ligne))
        if self.form is None:
            self.form = self._make_form(specs)
        elif same:
            self.form.reload(self._session.snapshot, force=force)
        elif self.form.rebind(specs):
            self._area.verticalScrollBar().setValue(0)
        chosen = ligne.explication is not None and ligne.explication.fiche_id is not None
        self._rows["action"].setVisible(not chosen)

    def _usual(self, ligne: LigneArs) -> str:
        model = self._session.content.donnees.indicateur(ligne.slug)
        return model.question if model else ""

    def _make_form(self, specs: tuple[FieldSpec, ...]) -> Form:
        form = Form(self._session, parent=self)
        for spec in specs:
            name = spec.key.rpartition(".")[2]
            row = self._rows[name] = form.add(spec)
            self._fields.addWidget(row)
        self._count_signs(self._rows["texte"])
        return form

    def _count_signs(self, row: FieldRow) -> None:
        """Put the count of signs under the explanation, and keep it true."""
        column, editor = row.layout(), row.editor
        assert isinstance(column, QVBoxLayout)
        assert isinstance(editor, TextField)
        column.insertWidget(column.indexOf(editor) + 1, self.signs)
        editor.textChanged.connect(self._show_signs)

    def _show_words(self, ligne: LigneArs) -> None:
        value = _("{libelle} : {v}", libelle=ligne.indicateur.libelle, v=ligne.derniere.texte)
        self.name.setText(value)
        self.setAccessibleName(value)
        self.pill.set_pill(pill_of(ligne))
        self.motif.setText(f"{capitalise(ligne.motif)}.")
        self.source.setText("\n".join(_sources(ligne)))
        self.source.setVisible(bool(self.source.text()))
        doubts = ligne.derniere.questions
        self.doubt.setVisible(bool(doubts))
        self.doubt.set_text(" ".join(question.texte for question in doubts))

    def _show_signs(self) -> None:
        """Count the signs of the explanation as it is typed; nothing is refused."""
        editor = self._rows["texte"].editor
        assert isinstance(editor, TextField)
        count = len(editor.raw().strip())
        told = ngettext("{n} signe.", "{n} signes.", count)
        limit = _("Au-delà de {n}, le verso peut déborder.", n=SIGNES)
        self.signs.tell(f"{told} {limit}", "warning" if count > SIGNES else "help")

    # --- the caret

    def focus_field(self, name: str = "") -> bool:
        """Put the caret in a field, the explanation without a name; tell whether it is there."""
        if self.ligne is None or self.form is None:
            return False
        return self.form.focus(field_key(self.ligne.slug, name or "texte"))

    def reveal(self, name: str) -> None:
        """Scroll to a field."""
        self._area.ensureWidgetVisible(self.row(name), 0, px(16))

    def row(self, name: str) -> FieldRow:
        """Return the row of a field, once an indicator was shown."""
        return self._rows[name]

    def forms(self) -> tuple[Form, ...]:
        """Return the form of the answer, once one was shown."""
        return () if self.form is None else (self.form,)


def _sources(ligne: LigneArs) -> list[str]:
    """Return how it is reckoned, where figures and reference come from, and who looks at it."""
    told = [reckoned_words(ligne)]
    if ligne.reference is not None:
        told.append(_("Repère : {source}.", source=ligne.reference.source))
    if source := figures_source(ligne):
        told.append(_("Chiffres : {source}.", source=source))
    if ligne.ciblage:
        told.append(_("L'État le croise aussi pour cibler ses inspections (matrice ANAIS)."))
    return told


def reckoned_words(ligne: LigneArs) -> str:
    """Return how it is reckoned, with her numbers, and how far the formula was checked."""
    found = ligne.indicateur
    formula = found.formule_mots or _("chiffre saisi")
    told = _("Calcul : {formule} ({confiance}).", formule=formula, confiance=word(found.confiance))
    if not (detail := ligne.derniere.detail):
        return told
    return f"{told} " + _("{annee} : {detail}.", annee=ligne.derniere.annee, detail=detail)


def figures_source(ligne: LigneArs) -> str:
    """Return where the figures of the year that is read come from, each source once."""
    rows = (donnee.valeurs.get(ligne.derniere.annee) for donnee in ligne.indicateur.donnees)
    return ", ".join(dict.fromkeys(row.source for row in rows if row is not None and row.source))
