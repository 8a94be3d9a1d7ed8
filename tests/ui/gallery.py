"""Every component on one window, to be looked at; run by hand, not a test.

    QT_QPA_PLATFORM=offscreen python tests/ui/gallery.py FOLDER

writes `clair.png`, `sombre.png` (100 %) and `clair-150.png` (150 %) in FOLDER.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from cpom_desktop.errors import ErreurCpom
from cpom_desktop.i18n import _
from ui.kit.buttons import DangerButton, IconButton, PrimaryButton, SecondaryButton, TextButton
from ui.kit.cards import Card, Rule
from ui.kit.cells import PILL_ROLE
from ui.kit.cotation import CotationScale
from ui.kit.dialogs import QuestionDialog
from ui.kit.fields import CheckBox
from ui.kit.flow import Chip, FlowLayout
from ui.kit.form import FieldSpec, Form
from ui.kit.labels import SafeLabel
from ui.kit.pills import Pill, StatusPill
from ui.kit.save_state import SaveStateLabel
from ui.kit.segmented import RatingScale, SegmentedChoice
from ui.kit.states import Banner, EmptyState, ErrorSummary, WarningStrip
from ui.kit.tables import StyledTableView
from ui.kit.toast import Toast
from ui.theme.theme import apply_theme, load_theme


@dataclass
class GalleryDraft:
    """A refused text."""

    raw: str
    message: str


@dataclass
class GallerySession:
    """A session that stores nothing."""

    snapshot: object = None
    drafts: dict[str, GalleryDraft] = field(default_factory=dict)
    read_only: bool = False

    def run(self, operation: object, *, merge: str = "") -> object:
        return operation

    def keep_draft(self, key: str, raw: str, message: str) -> None:
        self.drafts[key] = GalleryDraft(raw, message)

    def drop_draft(self, key: str) -> None:
        del self.drafts[key]

    def sentence(self, error: ErreurCpom) -> str:
        assert isinstance(error, ErreurCpom)
        return error.sentence


def part(title: str, *contents: object) -> QWidget:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    column.addWidget(SafeLabel(title, "section"))
    column.addWidget(Rule())
    for content in contents:
        if isinstance(content, QWidget):
            column.addWidget(content)
        else:
            column.addLayout(content)
    column.addStretch(1)
    return widget


def line(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def buttons() -> QWidget:
    disabled = PrimaryButton("Ajouter")
    disabled.setEnabled(False)
    first = line(
        PrimaryButton("Ajouter"), PrimaryButton("Ajouter une tâche", icon_name="plus"), disabled
    )
    second = line(
        SecondaryButton("Imprimer", icon_name="printer"),
        TextButton("Tout voir"),
        DangerButton("Supprimer"),
        IconButton("undo-2", "Annuler"),
    )
    return part("Boutons", first, second)


def fields() -> QWidget:
    session = GallerySession()
    session.drafts["cp"] = GalleryDraft("9912", "Saisissez 5 chiffres.")
    form = Form(session)
    choices = [("prive", "Privé à but non lucratif"), ("public", "Public")]

    def day(_raw: str) -> object:
        return date(2027, 12, 15)

    def nothing(value: object) -> object:
        return value

    def warning(_value: object, _snapshot: object) -> str:
        return _("La clé devrait être 0. Recopiez l'arrêté d'autorisation.")

    specs = [
        FieldSpec(
            key="commune",
            label="Commune",
            kind="line",
            write=nothing,
            read=lambda s: "Villeneuve-des-Prés",
            help="Normal, avec une aide.",
        ),
        FieldSpec(
            key="ej",
            label="FINESS gestionnaire (EJ)",
            kind="line",
            write=nothing,
            read=lambda s: "99 000 001 8",
            check=warning,
        ),
        FieldSpec(key="cp", label="Code postal", kind="line", write=nothing, read=lambda s: ""),
        FieldSpec(
            key="total",
            label="Total des places",
            kind="integer",
            read=lambda s: 84,
            unit="places",
            help="Lecture seule, calculé.",
        ),
        FieldSpec(
            key="statut",
            label="Statut juridique",
            kind="choice",
            write=nothing,
            read=lambda s: "prive",
            choices=choices,
        ),
        FieldSpec(
            key="tel",
            label="Téléphone",
            kind="line",
            write=nothing,
            read=lambda s: None,
            optional=True,
            placeholder="01 23 45 67 89",
        ),
        FieldSpec(
            key="signature",
            label="Date de signature visée",
            kind="date",
            write=nothing,
            read=lambda s: date(2027, 12, 15),
            parse=day,
        ),
        FieldSpec(
            key="places",
            label="Places autorisées",
            kind="integer",
            write=nothing,
            read=lambda s: 1234,
            unit="places",
        ),
        FieldSpec(
            key="lien",
            label="Lien avec l’établissement",
            kind="text",
            write=nothing,
            read=lambda s: "Instruit l’EPRD et le CPOM.",
            lines=2,
        ),
    ]
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(10)
    for index, spec in enumerate(specs):
        grid.addWidget(form.add(spec), index // 3, index % 3)
        grid.setColumnStretch(index % 3, 1)
    result = part("Champs", grid)
    form.setParent(result)
    return result


def choices() -> QWidget:
    yes, no = CheckBox("Coché"), CheckBox("Non coché")
    yes.setChecked(True)
    chosen, other = QRadioButton("Choisi"), QRadioButton("Non choisi")
    chosen.setChecked(True)
    scale = SegmentedChoice("Échelle", [("s", "Semaines"), ("m", "Mois")])
    scale.set_value("m")
    rating = RatingScale("Influence")
    rating.set_value(4)
    tall = RatingScale("Cotation", ("Non", "Plutôt non", "Plutôt oui", "Oui"))
    tall.set_value(3)
    tiles = CotationScale(
        "Cotation",
        (
            (1, "Pas du tout en place"),
            (2, "Partiel, non formalisé"),
            (3, "En place, à consolider"),
            (4, "En place, tracé et évalué"),
            (0, "Non concerné"),
            (9, "À rechercher"),
        ),
        ("1", "2", "3", "4", "NC", "RI"),
    )
    tiles.set_value(2)
    return part("Choix", line(yes, no, chosen, other, scale), line(rating, tall), tiles)


def table() -> QWidget:
    model = QStandardItemModel(0, 4)
    model.setHorizontalHeaderLabels(["Indicateur", "2026", "Cible", "Résultat"])
    for words, pill in (
        (("Ligne normale", "62 %", "80 %"), Pill("atteint")),
        (("Ligne sélectionnée", "41", "34"), Pill("non-atteint")),
        (("Cellule en saisie", "62 300", "64 200"), Pill("a-saisir")),
    ):
        items = [QStandardItem(text) for text in words] + [QStandardItem("")]
        items[3].setData(pill, PILL_ROLE)
        model.appendRow(items)
    view = StyledTableView("Indicateurs")
    model.setParent(view)
    view.setModel(model)
    view.setColumnWidth(0, 200)
    view.selectRow(1)
    view.setCurrentIndex(model.index(1, 1))
    view.setFixedHeight(142)
    card = Card(flush=True)
    card.add(view)
    return part("Tableau", card)


def pills() -> QWidget:
    flow = FlowLayout()
    kinds = ("fait", "en-cours", "a-verifier", "en-retard", "bloquant", "conseil", "a-faire")
    for kind in kinds:
        flow.addWidget(StatusPill(kind))
    flow.addWidget(StatusPill("neutre", "Excusée"))
    chips = FlowLayout()
    for words, on in (("Toutes", True), ("En retard", False), ("À moi", False)):
        chip = Chip(words, count=7)
        chip.setChecked(on)
        chips.addWidget(chip)
    return part("Pastilles d’état et filtres", flow, chips)


def states() -> QWidget:
    saved, saving, failed = SaveStateLabel(), SaveStateLabel(), SaveStateLabel()
    saved.show_saved(datetime(2027, 3, 12, 14, 32, tzinfo=UTC))
    saving.show_saving()
    failed.show_failed("disque plein")
    strip = WarningStrip(
        "la clé devrait être 0. Recopiez l’arrêté d’autorisation, ou gardez ce numéro.",
        lead=_("FINESS EJ :"),
        actions=["Corriger", "J’assume…"],
    )
    banner = Banner("conseil", "Ce dossier est ouvert en lecture seule.", action="Réessayer")
    summary = ErrorSummary()
    summary.show_errors([("cp", "Code postal", "Saisissez 5 chiffres.")])
    return part("État d’enregistrement", line(saved, saving), line(failed), strip, banner, summary)


def empty() -> QWidget:
    card = Card("Réunions", "2 à venir")
    card.add_action(TextButton("Tout voir"))
    text = _("Planifiez le COPIL n° 1 : les autres se caleront sur le rétroplanning.")
    title = "Aucune réunion pour l’instant"
    card.add(EmptyState("calendar-clock", title, text, "Planifier une réunion"))
    return part("État vide", card)


def dialog() -> QWidget:
    box = QuestionDialog(
        _("Supprimer la fiche 2.1.2 ?"),
        _("Ses 2 indicateurs seront aussi supprimés, et son coût (53 500 €) retiré du PGFP."),
        action_label="Supprimer la fiche",
        safe_label="Conserver",
        destructive=True,
    )
    box.setWindowFlags(Qt.WindowType.Widget)
    return part("Boîte de dialogue", box)


def toast() -> QWidget:
    host = QWidget()
    host.setFixedHeight(70)
    message = Toast(host)
    widget = part("Message bref", host)
    message.show_message("Fiche action 2.1.2 supprimée.", "Annuler la suppression")
    return widget


def gallery() -> QScrollArea:
    window = QWidget()
    grid = QGridLayout(window)
    grid.setContentsMargins(24, 20, 24, 20)
    grid.setHorizontalSpacing(32)
    makers = (buttons, choices, fields, table, pills, states, empty, dialog, toast)
    for index, maker in enumerate(makers):
        grid.addWidget(maker(), index // 2, index % 2)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(window)
    return area


def main(folder: Path) -> None:
    app = QApplication([])
    for theme, scale in (("clair", 1.0), ("sombre", 1.0), ("clair", 1.5)):
        apply_theme(app, load_theme(theme), scale)
        window = gallery()
        window.resize(1366, 768)
        window.show()
        app.processEvents()
        suffix = "" if scale == 1.0 else f"-{round(scale * 100)}"
        content = window.widget()
        content.grab().save(str(folder / f"{theme}{suffix}.png"))
        window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
