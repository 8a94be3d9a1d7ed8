"""The texts of the synthesis: the draft or her words, and what the answers say since."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import SetSynthese
from cpom_desktop.services.queries.synthese_textes import TITRES
from ui.kit.buttons import SecondaryButton, TextButton
from ui.kit.cards import Card
from ui.kit.field_row import FieldSpec
from ui.kit.fold import Fold
from ui.kit.form import Form
from ui.kit.labels import SafeLabel
from ui.kit.states import Strip
from ui.models.part_section import run_told
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cpom_desktop.domain.synthese import Nuance
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.synthese_types import SyntheseVue, TexteSynthese
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.session import Session

    Reading = Callable[[DossierSnapshot], SyntheseVue]

MOST = 12
"""Changes told one by one: beyond, they are counted."""
LINES = {"introduction": 4}
USUAL_LINES = 6


def field_key(cle: str) -> str:
    """Return the key of the field of a text."""
    return f"syntheses.{cle}.texte"


class TextePart(Card):
    """One text: its field, whose words it has, and what changed since hers."""

    def __init__(self, session: Session, form: Form, cle: str, reading: Reading) -> None:
        super().__init__()
        self._session, self._reading, self._cle = session, reading, cle
        self._texte: TexteSynthese | None = None
        self.state = SafeLabel("", "caption")
        self.back = TextButton(_("Reprendre la proposition")).set_dense()
        self.strip = Strip("alerte")
        self.keep = SecondaryButton(_("Garder mon texte")).set_dense()
        self.take = SecondaryButton(_("Reprendre la proposition")).set_dense()
        self.fold = Fold(_("Voir ce qui a changé"))
        self._changes = QWidget()
        self.row = form.add(self._spec())
        self._lay_out()
        self.back.clicked.connect(self._take_draft)
        self.take.clicked.connect(self._take_draft)
        self.keep.clicked.connect(self._keep_mine)

    def _spec(self) -> FieldSpec:
        return FieldSpec(
            key=field_key(self._cle),
            label=_(TITRES[self._cle]),
            kind="text",
            read=partial(_read, self._reading, self._cle),
            write=self._write,
            help=_("Une ligne qui commence par « - » s'imprime en liste. Vide : la proposition."),
            lines=LINES.get(self._cle, USUAL_LINES),
        )

    def _lay_out(self) -> None:
        beside = QWidget()
        line = QHBoxLayout(beside)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(8))
        line.addWidget(self.state)
        line.addWidget(self.back)
        self.row.add_beside_label(beside)
        for button in (self.take, self.keep):
            self.strip.add_button(button)
        self.fold.add(self._changes)
        for part in (self.strip, self.fold, self.row):
            self.add(part)

    def show_texte(self, texte: TexteSynthese) -> None:
        """Show whose words these are, and what changed since."""
        before, self._texte = self._texte, texte
        writable = not self._session.read_only
        hers = _("Vos mots") if texte.est_sien else _("Proposition, d'après vos réponses")
        self.state.setText(hers)
        told = bool(texte.nuances)
        self.back.setVisible(texte.est_sien and not told and writable)
        self.strip.setVisible(told)
        self.strip.set_text(texte.dit)
        self.take.setVisible(writable)
        self.keep.setVisible(writable)
        self.fold.setVisible(told)
        if told and (before is None or before.nuances != texte.nuances):
            self._show_nuances(texte.nuances)

    def _show_nuances(self, nuances: Sequence[Nuance]) -> None:
        changes = QWidget()
        column = QVBoxLayout(changes)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        for nuance in nuances[:MOST]:
            for word, text in _sides(nuance):
                column.addWidget(SafeLabel(_("{mot} : {texte}", mot=word, texte=text), wrap=True))
        rest = len(nuances) - MOST
        if rest > 0:
            more = ngettext("et {n} autre changement", "et {n} autres changements", rest)
            column.addWidget(SafeLabel(more, "small-2"))
        self.fold.body.replaceWidget(self._changes, changes)
        self._changes.hide()
        self._changes.deleteLater()
        self._changes = changes

    def _write(self, value: object) -> Operation:
        """Return what keeps her words, with the draft that they start from."""
        texte = self._reading(self._session.snapshot).textes[self._cle]
        if texte.est_sien:
            return SetSynthese(cle=self._cle, texte=str(value or ""))
        return SetSynthese(cle=self._cle, texte=str(value or ""), base=texte.proposition)

    def _take_draft(self) -> None:
        run_told(self._session, SetSynthese(cle=self._cle, texte=""))
        self.row.editor.setFocus()

    def _keep_mine(self) -> None:
        texte = self._reading(self._session.snapshot).textes[self._cle]
        kept = SetSynthese(cle=self._cle, texte=texte.texte, base=texte.proposition)
        run_told(self._session, kept)
        self.row.editor.setFocus()


class TextesTab(QWidget):
    """The texts, one under the other, in the order they are printed."""

    changed = Signal()

    def __init__(self, session: Session, reading: Reading) -> None:
        super().__init__()
        self._reading = reading
        self.form = Form(session, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, px(6), 0)
        column.setSpacing(px(12))
        told = SafeLabel(
            _(
                "Ces textes s'impriment dans la synthèse. Ils se rédigent d'après vos réponses et "
                "vos chiffres ; ce que vous écrivez n'est jamais remplacé sans vous."
            ),
            "small-2",
            wrap=True,
        )
        column.addWidget(told)
        self.parts = {cle: TextePart(session, self.form, cle, reading) for cle in TITRES}
        for part in self.parts.values():
            column.addWidget(part)
        column.addStretch(1)

    def show_view(self, view: SyntheseVue, snapshot: DossierSnapshot, *, force: bool) -> None:
        """Show the texts again; never under the caret, unless forced."""
        self.form.reload(snapshot, force=force)
        for cle, part in self.parts.items():
            part.show_texte(view.textes[cle])


def _read(reading: Reading, cle: str, snapshot: DossierSnapshot) -> object:
    return reading(snapshot).textes[cle].texte


def _sides(nuance: Nuance) -> Sequence[tuple[str, str]]:
    """Return what a change was and is, each named."""
    avant, apres = (text.removeprefix("- ") for text in nuance)
    if not avant:
        return ((_("Ajouté"), apres),)
    if not apres:
        return ((_("Retiré"), avant),)
    return ((_("Avant"), avant), (_("Maintenant"), apres))
