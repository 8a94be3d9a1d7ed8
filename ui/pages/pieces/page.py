"""Page « Pièces à réunir »: the list at left, what is chosen at right. Picture 17."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cpom_desktop.domain.pieces import EtatPiece, TypePiece
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.documents import DocumentFormat
from cpom_desktop.services.operations import (
    AddPieces,
    CopyFromKit,
    DeletePieces,
    PartieKit,
    SetPieces,
)
from cpom_desktop.services.queries.pieces import TABLES, Filtre, Statut, pieces
from ui.kit.dialogs import ask
from ui.kit.list_panel_page import ListPanelPage, neighbour
from ui.kit.other_files import OtherFilesButton
from ui.kit.states import EmptyState
from ui.kit.toast import Toast
from ui.models.base import from_tsv
from ui.pages.pieces.fields import PIECES
from ui.pages.pieces.list import PiecesList
from ui.pages.pieces.panel import PiecePanel
from ui.session import touched
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.queries.pieces import LignePiece, Pieces
    from ui.session import Session


class PiecesPage(ListPanelPage):
    """The documents that the authorities will look at."""

    slug = "pieces"
    side_by_side = 760
    least_heights = (230, 420)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._chosen: list[int] = []
        self.found = self._read()
        self.list = PiecesList()
        self.panel = PiecePanel(session)
        self.pile = QStackedWidget()
        self.toast = Toast(self.pile)
        self._build_actions()
        self._build_body()
        self._connect()
        self._fit()
        self._show()
        self._choose(self.list.shown()[:1])

    # --- the page's contract

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show the documents again; those chosen stay, or a neighbour follows."""
        if not touched(changes, *TABLES):
            return
        before = self.list.shown()
        self.found = self._read()
        self._show()
        self._settle(before, force=force)

    def focus_field(self, key: str) -> bool:
        """Show « pieces.12.version_du », or « pieces.theme:H » as a filter."""
        table, _dot, rest = key.partition(".")
        ident, _dot, name = rest.partition(".")
        if table != PIECES:
            return False
        if ident.startswith("theme:"):
            self.list.chips.choose(Filtre.TOUTES, ident.removeprefix("theme:"))
            self._focus_list()
            return True
        if not ident.isdecimal() or self.found.line(int(ident)) is None:
            return False
        self.list.reveal(int(ident))
        self._choose([int(ident)])
        if name and self.panel.focus_field(name):
            return True
        self._focus_list()
        return True

    def current_field(self) -> str:
        """Return the key of the field that has the caret, else of the document chosen."""
        field = self.panel.current_field()
        if field or len(self._chosen) != 1 or not self.list.view.hasFocus():
            return field
        return f"{PIECES}.{self._chosen[0]}"

    def focus_first(self) -> None:
        """Put the caret on the list: its keys answer at once."""
        if self.found.lignes:
            self._focus_list()
        else:
            super().focus_first()

    # --- building

    def _build_actions(self) -> None:
        self.print_button = self.add_pair(_("Imprimer la liste"), "printer", self._on_print).button
        self.others = OtherFilesButton("pieces", (DocumentFormat.XLSX,))
        self.others.asked.connect(self.export_requested)
        self.add_action(self.others)
        writes, words = not self._session.read_only, _("Ajouter une pièce")
        self.add_button = self.add_pair(words, "plus", self.add_piece, offered=writes).button

    def _build_body(self) -> None:
        self.place(self.list, self.panel, rows=self.list.view, top=self.list)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(self.list.top)
        column.addWidget(self._area, 1)
        self.pile.addWidget(whole)
        self.empty = EmptyState(
            "folder",
            _("Aucune pièce dans la liste"),
            _("Le kit en propose trente-quatre, avec ceux qui les ont le plus souvent."),
            "" if self._session.read_only else _("Reprendre la liste du kit"),
            primary=False,
        )
        self.empty.triggered.connect(self.copy_from_kit)
        self.pile.addWidget(self.empty)
        self.body.addWidget(self.pile, 1)

    def _connect(self) -> None:
        self.list.filtered.connect(self._on_filtered)
        self.list.view.chosen.connect(self._on_chosen)
        self.list.view.opened.connect(self._open_panel)
        self.list.view.state_asked.connect(self.set_state)
        self.list.view.delete_asked.connect(self.delete)
        self.list.view.pasted.connect(self.paste)
        self.panel.state_asked.connect(self.set_state)
        self.panel.ask_asked.connect(self.ask_person)
        self.panel.remind_asked.connect(self.remind)
        self.panel.delete_asked.connect(self.delete)
        self.panel.attachments.told.connect(self._tell)

    def _fit_columns(self) -> None:
        super()._fit_columns()
        self.list.fit(self.width() - px(48))

    # --- showing

    def _read(self) -> Pieces:
        workspace = self._session.workspace
        return pieces(workspace.snapshot, workspace.content, workspace.today)

    def _show(self) -> None:
        self.list.show_pieces(self.found, self._chosen)
        self.pile.setCurrentIndex(0 if self.found.lignes else 1)

    def _settle(self, before: Sequence[int], *, force: bool = False) -> None:
        """Keep what is chosen as far as it is shown, else choose the nearest."""
        shown = self.list.shown()
        kept = [i for i in self._chosen if i in shown]
        if kept == self._chosen and kept:
            self.panel.show_lines(self._lines(), force=force)
        else:
            self._choose(kept or self._nearest(before, shown))

    def _nearest(self, before: Sequence[int], shown: Sequence[int]) -> list[int]:
        found = neighbour(next(iter(self._chosen), 0), before, shown)
        return [] if found is None else [found]

    def _on_filtered(self) -> None:
        before = self.list.shown()
        self._show()
        self._settle(before)

    def _on_chosen(self) -> None:
        self._chosen = self.list.view.selected()
        self.panel.show_lines(self._lines())

    def _choose(self, ids: Sequence[int]) -> None:
        self._chosen = list(ids)
        self.panel.show_lines(self._lines())
        self.list.view.choose(ids)

    def _lines(self) -> list[LignePiece]:
        found = (self.found.line(i) for i in self._chosen)
        return [line for line in found if line is not None]

    # --- what she does

    def set_state(self, etat: EtatPiece) -> None:
        """Say where the documents chosen stand, in one step."""
        lines = self._lines()
        if not lines or self._session.read_only:
            return
        before = self.list.shown()
        outcome = self._session.attempt(
            SetPieces(ids=[line.piece.id for line in lines], etat=etat)
        )
        if outcome is None:
            return
        if outcome.changes and not {*self._chosen} & {*self.list.shown()}:
            self._choose(self._nearest(before, self.list.shown()))
        if etat is EtatPiece.SANS_OBJET and len(lines) == 1 and self.panel.has_caret():
            self.panel.focus_field("motif")

    def add_piece(self) -> None:
        """Ask for a document of hers, then show it."""
        from ui.pages.pieces.dialogs import AddPieceDialog  # noqa: PLC0415 - when asked

        lines = self._lines()
        dialog = AddPieceDialog(self._session, lines[0].piece.type if lines else None, self)
        dialog.exec()
        made = dialog.result_id
        dialog.deleteLater()
        if isinstance(made, int):
            self.focus_field(f"{PIECES}.{made}")

    def paste(self, text: str) -> None:
        """Add a list of titles copied from a spreadsheet: its first column."""
        titles = [cells[0].strip() for cells in from_tsv(text) if cells[0].strip()]
        if not titles or self._session.read_only:
            return
        lines = self._lines()
        family = lines[0].piece.type if lines else TypePiece.CONTRAT
        outcome = self._session.attempt(AddPieces(titres=titles, type=family))
        if outcome is None or not isinstance(outcome.result, list):
            return
        self.list.chips.choose(Filtre.TOUTES)
        self._choose(outcome.result)
        self._tell(ngettext("Une pièce ajoutée.", "{n} pièces ajoutées.", len(titles)))

    def copy_from_kit(self) -> None:
        """Take the list of the kit, in a dossier that has none."""
        if self._session.attempt(CopyFromKit(parties=[PartieKit.PIECES])) is not None:
            self._choose(self.list.shown()[:1])
            self._focus_list()

    def ask_person(self) -> None:
        """Ask one person for the documents chosen."""
        from ui.pages.pieces.dialogs import AskDialog  # noqa: PLC0415 - when asked

        if lines := self._lines():
            dialog = AskDialog(self._session, lines, self)
            dialog.exec()
            dialog.deleteLater()

    def remind(self) -> None:
        """Write a reminder to who has the documents chosen, and others asked of them too."""
        from ui.pages.pieces.dialogs import ReminderDialog  # noqa: PLC0415 - when asked

        lines = self._lines()
        if not lines:
            return
        holder, ids = lines[0].piece.detenteur_id, {line.piece.id for line in lines}
        same = [
            line
            for line in self.found.lignes
            if line.piece.id in ids
            or (holder and line.piece.detenteur_id == holder and line.statut is Statut.DEMANDEE)
        ]
        dialog = ReminderDialog(self._session, same, self)
        dialog.exec()
        written = dialog.result_id
        dialog.deleteLater()
        if written is not None:
            self._tell(_("Relance copiée, et notée au journal des échanges."))

    def delete(self) -> None:
        """Delete the documents chosen; what hangs from them is told first."""
        lines = self._lines()
        if not lines or self._session.read_only:
            return
        files = sum(line.fichiers for line in lines)
        if files and not self._agreed(lines, files):
            return
        outcome = self._session.attempt(DeletePieces(ids=[line.piece.id for line in lines]))
        if outcome is not None:
            self._tell(ngettext("Une pièce supprimée.", "{n} pièces supprimées.", len(lines)))
            self._focus_list()

    def _agreed(self, lines: Sequence[LignePiece], files: int) -> bool:
        return ask(
            self,
            ngettext("Supprimer cette pièce ?", "Supprimer ces {n} pièces ?", len(lines)),
            ngettext(
                "Le fichier joint part avec. Vous pourrez annuler.",
                "Les {n} fichiers joints partent avec. Vous pourrez annuler.",
                files,
            ),
            _("Supprimer"),
            _("Garder"),
            destructive=True,
        )

    def _tell(self, told: str) -> None:
        self.toast.show_message(told, _("Annuler"), self._session.undo)

    def _on_print(self) -> None:
        self.print_requested.emit("pieces")
