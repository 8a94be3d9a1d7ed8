"""The right of the page: what founds the row under the caret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from cpom_desktop.services.queries.donnees_detail import (
    calcul_of,
    consequence_of,
    evolution_of,
    reading_of,
    source_of_formula,
    sources_of,
)
from ui.kit.buttons import SecondaryButton, TextButton
from ui.kit.calculation import Calculation
from ui.kit.cards import Rule
from ui.kit.detail_panel import DetailPanel
from ui.kit.form import Form
from ui.kit.labels import IconLabel, SafeLabel
from ui.kit.states import Strip
from ui.models.donnees import Place
from ui.pages.donnees.fields import source_specs, value_at
from ui.pages.donnees.question import QuestionCard
from ui.pages.donnees.reperes import ReperesPart
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cpom_desktop.services.queries.donnees_lignes import LigneDonnees
    from cpom_desktop.services.queries.donnees_types import (
        DonneeLue,
        DonneesVue,
        IndicateurLu,
        Question,
    )
    from ui.session import Session


class DonneePanel(DetailPanel):
    """Shows the formula, the calculation with her numbers, the sources and the references.

    Signals:
        correct_asked, explain_asked: the `Question` shown.
        doubt_asked: the `Place` of a figure confirmed before.
        spread_asked: the source of this cell, for others of its year: whole year or its group.
        opened: slug of an indicator that uses the figure.
    """

    correct_asked = Signal(object)
    explain_asked = Signal(object)
    doubt_asked = Signal(object)
    spread_asked = Signal(object, bool)
    opened = Signal(str)
    edit_asked = Signal()
    delete_asked = Signal()
    add_repere_asked = Signal()
    edit_repere_asked = Signal(object)
    delete_repere_asked = Signal(object)
    built = False

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.place: Place | None = None
        self.form: Form | None = None
        self.name = SafeLabel("", "section", wrap=True)
        self.set_name_label(self.name)

    def build(self) -> None:
        """Make what it holds, once the grid has been seen."""
        if self.built:
            return
        self.built = True
        self._build_header()
        self._area, self._column = self.scroll_column()
        self._build_alerts()
        self._build_calculation()
        self._build_source()
        self._build_rest()
        self._column.addStretch(1)
        self.add(self._area, 1)

    def hasHeightForWidth(self) -> bool:
        """Tell that no width asks for a height: what it holds scrolls."""
        return False

    def sizeHint(self) -> QSize:
        """Ask for no more room than the list gives."""
        return QSize(px(300), px(200))

    # --- building

    def _build_header(self) -> None:
        self._locked = QWidget()
        row = QHBoxLayout(self._locked)
        row.setContentsMargins(0, 0, px(6), 0)
        row.setSpacing(px(4))
        row.addWidget(IconLabel("lock", "texte-2", 16))
        row.addWidget(SafeLabel(_("calculé"), "caption-2"))
        self.add_action(self._locked)
        self.edit_action, self.delete_action = self.add_more(
            _("Actions sur cet indicateur"),
            (_("Modifier…"), self.edit_asked),
            (_("Supprimer"), self.delete_asked),
        )

    def _build_alerts(self) -> None:
        self.refused = Strip("erreur")
        self.question = QuestionCard()
        self.question.correct_asked.connect(self._on_correct)
        self.question.explain_asked.connect(self._on_explain)
        self.confirmed = Strip("succes")
        self.doubt = SecondaryButton(_("Revoir"))
        self.doubt.clicked.connect(self._on_doubt)
        self.confirmed.add_button(self.doubt.set_dense())
        for widget in (self.refused, self.question, self.confirmed):
            self._column.addWidget(widget)

    def _build_calculation(self) -> None:
        self._calculation_title = SafeLabel(_("Le calcul, avec vos nombres"), "label")
        self.calculation = Calculation()
        self.reading = SafeLabel("", "small-2", wrap=True)
        self.evolution = SafeLabel("", "small", wrap=True)
        self._section(self._calculation_title, self.calculation, self.reading)
        self._evolution_title = SafeLabel(_("Évolution"), "label")
        self._section(self._evolution_title, self.evolution)

    def _section(self, *widgets: QWidget) -> QVBoxLayout:
        """Put a title and what is under it close together; return their column."""
        column = QVBoxLayout()
        column.setSpacing(px(4))
        for widget in widgets:
            column.addWidget(widget)
        self._column.addLayout(column)
        return column

    def _build_source(self) -> None:
        self._source_title = SafeLabel("", "label")
        self.figure = SafeLabel("", "small-2", wrap=True)
        self.sources = SafeLabel("", "small", wrap=True)
        self.where = SafeLabel("", "small-2", wrap=True)
        self._fields = QWidget()
        self._fields_column = QVBoxLayout(self._fields)
        self._fields_column.setContentsMargins(0, 0, 0, 0)
        self._fields_column.setSpacing(px(8))
        self._section(self._source_title, self.figure, self.sources, self.where)
        self._column.addWidget(self._fields)
        self._spread = QWidget()
        column = QVBoxLayout(self._spread)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.spread_group, self.spread_year = TextButton(""), TextButton("")
        for button in (self.spread_group, self.spread_year):
            button.set_icon("copy")
            column.addWidget(button.set_dense(), 0, Qt.AlignmentFlag.AlignLeft)
        self.spread_group.clicked.connect(self._on_spread_group)
        self.spread_year.clicked.connect(self._on_spread_year)
        self._column.addWidget(self._spread)

    def _build_rest(self) -> None:
        self._used: tuple[str, ...] = ()
        self._uses = QVBoxLayout()
        self._uses.setSpacing(0)
        self._uses_title = SafeLabel(_("Sert à calculer"), "label")
        self._section(self._uses_title).addLayout(self._uses)
        self.reperes = ReperesPart(writes=not self._session.read_only)
        self.reperes.add_asked.connect(self.add_repere_asked)
        self.reperes.edit_asked.connect(self.edit_repere_asked)
        self.reperes.delete_asked.connect(self.delete_repere_asked)
        self._column.addWidget(self.reperes)
        self._rule = Rule()
        self._column.addWidget(self._rule)
        self.remark = SafeLabel("", "small-2", wrap=True)
        self.definition = SafeLabel("", "small-2", wrap=True)
        self.mention = SafeLabel("", "caption-2", wrap=True)
        for widget in (self.remark, self.definition, self.mention):
            self._column.addWidget(widget)

    # --- showing

    def show_row(
        self, vue: DonneesVue, row: LigneDonnees | None, annee: int, *, force: bool = False
    ) -> None:
        """Show what founds a row, in a year."""
        self.setEnabled(row is not None)
        indicateur = row.indicateur if row else None
        donnee = row.donnee if row else None
        self.place = Place(donnee.slug, annee) if donnee else None
        title = indicateur.libelle if indicateur else donnee.libelle if donnee else ""
        self.name.setText(title)
        self.setAccessibleName(title)
        if not self.built:
            return
        own = indicateur is not None and indicateur.propre_id is not None
        self._locked.setVisible(indicateur is not None and bool(indicateur.formule_mots))
        self.more.setVisible(own and not self._session.read_only)
        self._show_indicator(indicateur)
        self._show_uses(vue, donnee if indicateur is None else None)
        self._show_alerts(indicateur, donnee, annee)
        self._show_source(vue, indicateur, donnee, annee, force=force)
        self.mention.setText(vue.mention if indicateur is not None else "")
        self.mention.setVisible(bool(self.mention.text()))

    def _show_indicator(self, indicateur: IndicateurLu | None) -> None:
        parts: tuple[QWidget, ...] = (
            self._calculation_title,
            self.calculation,
            self.reading,
            self.reperes,
            self._rule,
            self.remark,
            self.definition,
        )
        for widget in parts:
            widget.setVisible(indicateur is not None)
        told = evolution_of(indicateur) if indicateur else ""
        self.evolution.setText(told)
        self.evolution.setVisible(bool(told))
        self._evolution_title.setVisible(bool(told))
        if indicateur is None:
            return
        self.calculation.show_calculation(indicateur.formule_mots, calcul_of(indicateur))
        self.reading.setText(reading_of(indicateur))
        self.reperes.show_reperes(indicateur.reperes)
        self.remark.setText(indicateur.remarque)
        self.remark.setVisible(bool(indicateur.remarque))
        self.definition.setText(source_of_formula(indicateur))

    def _show_uses(self, vue: DonneesVue, donnee: DonneeLue | None) -> None:
        uses = vue.uses_of(donnee.slug) if donnee else ()
        self._uses_title.setVisible(bool(uses))
        slugs = tuple(indicateur.slug for indicateur in uses)
        if slugs == self._used:
            return
        self._used = slugs
        while (item := self._uses.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for indicateur in uses:
            button = TextButton(indicateur.libelle).set_dense()
            button.setProperty("slug", indicateur.slug)
            button.clicked.connect(self._on_use)
            self._uses.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_alerts(
        self, indicateur: IndicateurLu | None, donnee: DonneeLue | None, annee: int
    ) -> None:
        draft = self._session.drafts.get(self.place.key) if self.place else None
        self.refused.setVisible(draft is not None)
        if draft is not None:
            self.refused.set_text(draft.message, lead=_("« {saisie} »", saisie=draft.raw))
        asked = _asked(indicateur, donnee, annee)
        told = consequence_of(indicateur, asked[0]) if indicateur and asked else ""
        self.question.show_questions(asked, told, writes=not self._session.read_only)
        row = value_at(self._session.snapshot, self.place) if self.place else None
        self.confirmed.setVisible(row is not None and row.confirmee)
        self.confirmed.set_text(_("Vous avez dit ce nombre exact."))
        self.doubt.setVisible(not self._session.read_only)

    def _show_source(
        self,
        vue: DonneesVue,
        indicateur: IndicateurLu | None,
        donnee: DonneeLue | None,
        annee: int,
        *,
        force: bool,
    ) -> None:
        typed = donnee is not None and annee in donnee.valeurs
        self._source_title.setText(_("Source de {annee}", annee=annee))
        figures = (donnee,) if donnee else indicateur.donnees if indicateur else ()
        self._source_title.setVisible(bool(figures))
        self.figure.setText(donnee.libelle if donnee else "")
        self.figure.setVisible(donnee is not None and indicateur is not None)
        told = sources_of(figures, annee)
        self.sources.setText("\n".join(told) if told else _no_source(figures, annee))
        self.sources.setVisible(bool(figures) and not typed)
        self.where.setText(_("À trouver : {ou}.", ou=donnee.ou) if donnee and donnee.ou else "")
        self.where.setVisible(bool(self.where.text()) and not typed)
        self._fields.setVisible(typed)
        told_source = bool(donnee and typed and donnee.valeurs[annee].source)
        self._spread.setVisible(told_source and not self._session.read_only)
        if typed and self.place is not None:
            self._show_fields(self.place, force=force)
        if donnee is not None:
            self._name_spread(vue, donnee, annee)

    def _name_spread(self, vue: DonneesVue, donnee: DonneeLue, annee: int) -> None:
        groupe = next(g for g in vue.groupes if any(d.slug == donnee.slug for d in g.donnees))
        self.spread_group.setText(
            _("Même source : {groupe}, {annee}", groupe=groupe.libelle, annee=annee)
        )
        self.spread_year.setText(_("Même source : toute l'année {annee}", annee=annee))

    def _show_fields(self, place: Place, *, force: bool) -> None:
        specs = source_specs(self._session, place)
        if self.form is None:
            self.form = Form(self._session, parent=self)
            for spec in specs:
                self._fields_column.addWidget(self.form.add(spec))
        elif self.form.keys() == [spec.key for spec in specs]:
            self.form.reload(self._session.snapshot, force=force)
        else:
            self.form.rebind(specs)

    # --- what she asks

    def _on_correct(self) -> None:
        self.correct_asked.emit(self.question.question)

    def _on_explain(self) -> None:
        self.explain_asked.emit(self.question.question)

    def _on_doubt(self) -> None:
        self.doubt_asked.emit(self.place)

    def _on_spread_group(self) -> None:
        self.spread_asked.emit(self.place, False)

    def _on_spread_year(self) -> None:
        self.spread_asked.emit(self.place, True)

    def _on_use(self) -> None:
        button = self.sender()
        if button is not None:
            self.opened.emit(str(button.property("slug")))

    def flush_fields(self) -> None:
        """Commit what is typed of the source."""
        if self.form is not None:
            self.form.flush()

    # --- the caret

    def focus_field(self, name: str = "") -> bool:
        """Put the caret in a field, or on what is asked; tell whether it is there."""
        if not self.built:
            return False
        if name and self.form is not None and self.place is not None and self._fields.isVisible():
            return self.form.focus(f"{self.place.key}.{name}")
        stops: Sequence[QWidget] = (self.question.correct, self.doubt)
        written = not self._fields.isHidden() and self.form is not None
        if written and self.question.isHidden() and self.form and self.place:
            return self.form.focus(f"{self.place.key}.source")
        found = next((w for w in (*stops, self.reperes.add) if w.isVisible()), None)
        if found is not None:
            found.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return found is not None

    def forms(self) -> Iterable[Form]:
        """Return the form of the cell, once one was shown."""
        return () if self.form is None else (self.form,)


def _asked(
    indicateur: IndicateurLu | None, donnee: DonneeLue | None, annee: int
) -> tuple[Question, ...]:
    """Return what is asked of a figure, that of the year first; else of the indicator."""
    if donnee is None:
        return indicateur.questions if indicateur else ()
    return tuple(sorted(donnee.questions, key=lambda q: (q.annee != annee, -q.annee)))


def _no_source(figures: Iterable[DonneeLue], annee: int) -> str:
    if any(annee in figure.valeurs for figure in figures):
        return _("La source n'est pas dite.")
    return _("Rien n'est saisi pour {annee}.", annee=annee)
