"""The right of the page: an objective of the library in full, and « Ajouter »."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.detail_panel import DetailPanel
from ui.kit.labels import SafeLabel
from ui.kit.link_line import LinkLine
from ui.kit.pills import Pill, StatusPill
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cpom_desktop.services.queries.bibliotheque_detail import (
        DetailObjectif,
        Lien,
        Partie,
    )
    from ui.kit.form import Form


class LibraryPanel(DetailPanel):
    """Shows the objective chosen; nothing to type.

    Signals:
        add_asked: take it, with (true) or without its fiche.
        taken_asked: go to the objective made from it.
        critere_asked, voisin_asked: slug of a criterion, of another objective.
    """

    add_asked = Signal(bool)
    taken_asked = Signal()
    critere_asked = Signal(str)
    voisin_asked = Signal(str)

    def __init__(self, *, writes: bool) -> None:
        super().__init__()
        self._writes = writes
        self.detail: DetailObjectif | None = None
        self.pill = StatusPill("neutre")
        self.add_action(self.pill)
        self.body.setSpacing(0)
        self.links: list[LinkLine] = []
        self._pairs: list[tuple[SafeLabel, SafeLabel]] = []
        self._area, self._column = self.scroll_column(spacing=8)
        self._build()
        self.add(self._area, 1)

    def _build(self) -> None:
        self.name = SafeLabel("", "strong", wrap=True)
        self.add_button = PrimaryButton(_("Ajouter à mes objectifs"), icon_name="plus")
        self.add_button.clicked.connect(self._on_add)
        self.alone_button = SecondaryButton(_("Ajouter sans la fiche"))
        self.alone_button.clicked.connect(self._on_add_alone)
        self.taken_button = SecondaryButton(_("Voir dans mes objectifs"), icon_name="arrow-right")
        self.taken_button.clicked.connect(self.taken_asked)
        self.told = SafeLabel("", "caption-2", wrap=True)
        self._column.addWidget(self.name)
        for button in (self.add_button, self.alone_button, self.taken_button):
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.told)
        self.criteres_title, self._criteres = self._part(_("Critères auxquels il répond"))
        self._reading = QVBoxLayout()
        self._reading.setSpacing(px(2))
        self._column.addLayout(self._reading)
        self.voisins_title, self._voisins = self._part(_("Va souvent avec"))
        self.sources = SafeLabel("", "caption-2", wrap=True)
        self._column.addWidget(self.sources)
        self._column.addStretch(1)

    def _part(self, title: str) -> tuple[SafeLabel, QVBoxLayout]:
        label, lines = SafeLabel(title, "label", wrap=True), QVBoxLayout()
        lines.setSpacing(0)
        self._column.addWidget(label)
        self._column.addLayout(lines)
        return label, lines

    # --- showing

    def show_detail(self, detail: DetailObjectif | None) -> None:
        """Show an objective; None when the list is empty."""
        same = detail == self.detail
        before, self.detail = self.detail, detail
        inner = self._area.widget()
        assert inner is not None
        inner.setVisible(detail is not None)
        bars = Qt.ScrollBarPolicy
        self._area.setVerticalScrollBarPolicy(
            bars.ScrollBarAlwaysOff if detail is None else bars.ScrollBarAsNeeded
        )
        self.setEnabled(detail is not None)
        if detail is None:
            self.title_label.setText(_("Détail"))
            self.setAccessibleName(_("Aucun objectif choisi"))
            self.pill.hide()
        if detail is None or same:
            return
        if before is None or before.ligne.slug != detail.ligne.slug:
            self._area.verticalScrollBar().setValue(0)
        self._show_head(detail)
        self._show_parts(detail.parties)
        self._show_links(detail)
        self.sources.setText(detail.sources)
        self._order_stops()

    def _show_head(self, detail: DetailObjectif) -> None:
        ligne = detail.ligne
        self.title_label.setText(ligne.model.repere)
        self.setAccessibleName(ligne.model.libelle)
        self.name.setText(ligne.model.libelle)
        self.pill.setVisible(ligne.pris or ligne.model.obligatoire)
        self.pill.set_pill(
            Pill("fait", _("Ajouté")) if ligne.pris else Pill("a-verifier", _("Obligatoire"))
        )
        free = self._writes and not ligne.pris
        self.add_button.setVisible(free)
        self.alone_button.setVisible(free)
        self.taken_button.setVisible(ligne.pris)
        self.told.setText(
            _("Déjà dans votre dossier.")
            if ligne.pris
            else _(
                "Son indicateur et un premier projet de fiche viennent avec lui, marqués « à "
                "adapter ». Aucun montant n'est proposé."
            )
        )

    def _show_parts(self, parts: Sequence[Partie]) -> None:
        """Write the parts in labels that are kept from one objective to the next."""
        while len(self._pairs) < len(parts):
            pair = SafeLabel("", "label", wrap=True), SafeLabel("", "small", wrap=True)
            for label in pair:
                self._reading.addWidget(label)
            self._pairs.append(pair)
        for rank, (title, text) in enumerate(self._pairs):
            shown = rank < len(parts)
            title.setVisible(shown)
            text.setVisible(shown)
            if shown:
                part = parts[rank]
                title.setText(part.titre)
                title.set_role("section" if part.large else "label")
                title.setContentsMargins(0, px(14 if part.large else 4), 0, 0)
                text.setText(part.texte)
                text.set_role("strong" if part.large else "small")

    def _show_links(self, detail: DetailObjectif) -> None:
        for link in self.links:
            link.hide()
            link.deleteLater()
        self.links = []
        self._fill(self._criteres, detail.criteres, "clipboard-check", self._on_critere)
        self._fill(self._voisins, detail.voisins, "target", self._on_voisin)
        self.criteres_title.setVisible(bool(detail.criteres))
        self.voisins_title.setVisible(bool(detail.voisins))

    def _fill(self, column: QVBoxLayout, liens: Iterable[Lien], icon: str, slot: object) -> None:
        for lien in liens:
            link = LinkLine(lien.texte, icon, "texte-2")
            link.setProperty("slug", lien.slug)
            link.clicked.connect(slot)
            column.addWidget(link)
            self.links.append(link)

    def _order_stops(self) -> None:
        """Let Tab go down the panel as she reads it."""
        stops: list[QWidget] = [self.add_button, self.alone_button, self.taken_button]
        stops += self.links
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    # --- what is asked

    def _on_add(self) -> None:
        self.add_asked.emit(True)

    def _on_add_alone(self) -> None:
        self.add_asked.emit(False)

    def _on_critere(self) -> None:
        self.critere_asked.emit(str(self.sender().property("slug")))

    def _on_voisin(self) -> None:
        self.voisin_asked.emit(str(self.sender().property("slug")))

    def forms(self) -> Iterable[Form]:
        """Return nothing: nothing is typed here."""
        return ()

    def focus_field(self, name: str = "") -> bool:
        """Put the caret on what may be done of the objective."""
        del name
        buttons = (self.add_button, self.taken_button, *self.links)
        found = next((b for b in buttons if not b.isHidden() and b.isEnabled()), None)
        if found is None or self.detail is None:
            return False
        found.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True
