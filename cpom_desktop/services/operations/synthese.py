"""Operations on the diagnosis beyond the answers: own criteria, proofs, synthesis, HAS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import UNSET, UnsetType

from cpom_desktop.domain.diagnostic import (
    MOST_PRIORITIES,
    Constat,
    ConstatIndicateur,
    ConstatPiece,
    CotationHas,
    CriterePropre,
    Synthese,
)
from cpom_desktop.domain.fiches_action import FicheConstat
from cpom_desktop.domain.pieces import Fichier, Piece
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import (
    Context,
    Deletion,
    Operation,
    cleaned,
    given,
    next_place,
    require_text,
    update_given,
)
from cpom_desktop.services.operations.correspondances import ColonnesRetenues, keep_columns
from cpom_desktop.services.operations.diagnostic import constat_of, require_critere
from cpom_desktop.services.operations.donnees import require_indicateur

if TYPE_CHECKING:
    from cpom_desktop.services.ports import Records


class AddCritere(Operation, frozen=True):
    """Add a criterion of hers at the end of a theme; answers its id."""

    theme: str
    titre: str
    question: str = ""
    preuve: str = ""

    def title(self) -> str:
        """Return its title."""
        return _("ajouter un critère")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it.

        Raises:
            RegleInvalide: `nom-vide`, `theme-inconnu`.
        """
        require_text(self.titre)
        _require_theme(context, self.theme)
        values = cleaned("criteres_propres", given(self))
        place = next_place(c for c in records.all(CriterePropre) if c.theme == self.theme)
        return records.insert(CriterePropre(id=0, ordre=place, **values))  # type: ignore[arg-type]


class UpdateCritere(Operation, frozen=True):
    """Change a criterion of hers."""

    id: int
    theme: str | UnsetType = UNSET
    titre: str | UnsetType = UNSET
    question: str | UnsetType = UNSET
    preuve: str | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("criteres_propres", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        require_text(self.titre)
        if isinstance(self.theme, str):
            _require_theme(context, self.theme)
        update_given(records, "criteres_propres", self.id, given(self, "id"))


def _require_theme(context: Context, theme: str) -> None:
    if context.content.grille.theme(theme) is None:
        raise RegleInvalide("theme-inconnu", theme=theme)


class DeleteCriteres(Operation, frozen=True):
    """Delete criteria of hers with their answers."""

    ids: list[int]

    def title(self) -> str:
        """Return its title."""
        return ngettext("supprimer un critère", "supprimer {n} critères", len(self.ids))

    def apply(self, records: Records, context: Context) -> None:
        """Delete them, and what is about them."""
        slugs = {records.get(CriterePropre, i).slug for i in self.ids}
        records.delete(Constat, [c.id for c in records.all(Constat) if c.critere in slugs])
        links = records.all(ConstatIndicateur)
        records.delete(ConstatIndicateur, [li.id for li in links if li.critere in slugs])
        proofs = records.all(ConstatPiece)
        records.delete(ConstatPiece, [li.id for li in proofs if li.critere in slugs])
        files = records.all(Fichier)
        records.delete(Fichier, [file.id for file in files if file.critere in slugs])
        cited = records.all(FicheConstat)
        records.delete(FicheConstat, [li.id for li in cited if li.critere in slugs])
        records.delete(CriterePropre, self.ids)


class SetConstatIndicateurs(Operation, frozen=True):
    """Say which indicators are shown beside a criterion; what differs from the pack is kept."""

    critere: str
    indicateurs: list[str]

    def title(self) -> str:
        """Return its title."""
        return _("modifier les indicateurs d'un critère")

    def apply(self, records: Records, context: Context) -> None:
        """Replace the links."""
        require_critere(records, context, self.critere)
        for slug in self.indicateurs:
            require_indicateur(records, context, slug)
        proposed = {i.slug for i in context.content.donnees.indicateurs_of(self.critere)}
        chosen = set(self.indicateurs)
        wanted = {slug: False for slug in self.indicateurs if slug not in proposed}
        wanted |= dict.fromkeys(sorted(proposed - chosen), True)
        rows = [li for li in records.all(ConstatIndicateur) if li.critere == self.critere]
        kept = {li.indicateur for li in rows if wanted.get(li.indicateur) is li.retire}
        records.delete(ConstatIndicateur, [li.id for li in rows if li.indicateur not in kept])
        for slug, retire in wanted.items():
            if slug not in kept:
                records.insert(
                    ConstatIndicateur(id=0, critere=self.critere, indicateur=slug, retire=retire)
                )


class SetConstatPieces(Operation, frozen=True):
    """Say which gathered documents prove a finding, in place of those it had."""

    critere: str
    pieces: list[int]

    def title(self) -> str:
        """Return its title."""
        return _("modifier les preuves d'un critère")

    def apply(self, records: Records, context: Context) -> None:
        """Replace the links; those that stay keep their rows."""
        require_critere(records, context, self.critere)
        rows = [li for li in records.all(ConstatPiece) if li.critere == self.critere]
        kept = {link.piece_id: link.id for link in rows}
        wanted = dict.fromkeys(self.pieces)
        records.delete(ConstatPiece, [i for piece, i in kept.items() if piece not in wanted])
        for piece_id in wanted:
            if piece_id not in kept:
                records.get(Piece, piece_id)
                records.insert(ConstatPiece(id=0, critere=self.critere, piece_id=piece_id))


class RankConstats(Operation, frozen=True):
    """Put findings in the feuille de route, in this order; the others leave it."""

    criteres: list[str]

    def title(self) -> str:
        """Return its title."""
        return _("ordonner les priorités")

    def apply(self, records: Records, context: Context) -> None:
        """Write the places that change.

        Raises:
            RegleInvalide: `trop-de-priorites`.
        """
        wanted = list(dict.fromkeys(self.criteres))
        if len(wanted) > MOST_PRIORITIES:
            raise RegleInvalide("trop-de-priorites", limite=MOST_PRIORITIES)
        ranks = {constat_of(records, context, slug): n for n, slug in enumerate(wanted, start=1)}
        for constat in records.all(Constat):
            if constat.rang != ranks.get(constat.id):
                records.update(Constat, constat.id, {"rang": ranks.get(constat.id)})


class SetSynthese(Operation, frozen=True):
    """Write a text of the synthesis, and the draft it started from; an empty one is forgotten."""

    cle: str
    texte: str
    base: str | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return _("modifier la synthèse")

    def apply(self, records: Records, context: Context) -> None:
        """Write it."""
        require_text(self.cle)
        values = cleaned("syntheses", given(self, "cle"))
        row = next((s for s in records.all(Synthese) if s.cle == self.cle), None)
        if not values["texte"] and row:
            records.delete(Synthese, [row.id])
        elif values["texte"]:
            place = row.id if row else records.insert(Synthese(id=0, cle=self.cle))
            records.update(Synthese, place, values)


class LigneHas(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One criterion of a self-evaluation, as imported."""

    code: str
    libelle: str = ""
    theme: str = ""
    cotation: int | None = None
    imperatif: bool = False
    commentaire: str = ""


class ImportHas(Operation, frozen=True):
    """Take a self-evaluation in place of the one before; answers how many criteria it has.

    Attributes:
        retenir: how the file that it comes from was understood.
    """

    lignes: list[LigneHas]
    retenir: ColonnesRetenues | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return _("importer l'autoévaluation HAS")

    def apply(self, records: Records, context: Context) -> int:
        """Replace the rows: those of the same code keep theirs.

        Raises:
            RegleInvalide: `code-vide`; `cotation`; `code-deux-fois`.
        """
        former = {row.code: row.id for row in records.all(CotationHas)}
        seen: set[str] = set()
        for ordre, ligne in enumerate(self.lignes, start=1):
            require_text(ligne.code, "code-vide")
            check_mark(ligne.cotation)
            values = {**cleaned("cotations_has", msgspec.structs.asdict(ligne)), "ordre": ordre}
            code = str(values["code"])
            if code in seen:
                raise RegleInvalide("code-deux-fois", code_has=code)
            seen.add(code)
            place = former.get(code) or records.insert(CotationHas(id=0, code=code))
            records.update(CotationHas, place, values)
        records.delete(CotationHas, [i for code, i in former.items() if code not in seen])
        if isinstance(self.retenir, ColonnesRetenues):
            keep_columns(records, "has", self.retenir)
        return len(self.lignes)


class UpdateCotationHas(Operation, frozen=True):
    """Change a criterion of the self-evaluation."""

    id: int
    libelle: str | UnsetType = UNSET
    theme: str | UnsetType = UNSET
    cotation: int | UnsetType | None = UNSET
    imperatif: bool | UnsetType = UNSET
    commentaire: str | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("cotations_has", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        check_mark(self.cotation)
        update_given(records, "cotations_has", self.id, given(self, "id"))


def check_mark(mark: object) -> None:
    """Refuse a mark out of the scale of the HAS, 1 to 4.

    Raises:
        RegleInvalide: `cotation`.
    """
    if isinstance(mark, int) and not 1 <= mark <= 4:
        raise RegleInvalide("cotation", limite=4)


class DeleteCotationsHas(Deletion, frozen=True):
    """Delete criteria of the self-evaluation."""

    kind = CotationHas
    words = ("supprimer un critère HAS", "supprimer {n} critères HAS")
