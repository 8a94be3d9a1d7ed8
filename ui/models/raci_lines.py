"""A line of the RACI matrix, and the letters of a cell read and told in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cpom_desktop.domain.raci import ORDER, AnomalieRaci, RaciActivite, RaciRole, Sens
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.services.queries.raci import RaciView

NOTHING: frozenset[Sens] = frozenset()
_CIVILITIES = frozenset({"m.", "mme", "mlle", "dr", "pr", "me"})


@dataclass(frozen=True)
class RaciLine:
    """A line of the matrix; without activity, the title of a phase.

    Attributes:
        errors: sentences of the findings that mark the line.
        remarks: sentences of the others.
        rings: roles that are one responsible too many.
        taches: titles of the tasks of the plan linked to it.
    """

    phase: str
    activite: RaciActivite | None = None
    cells: Mapping[int, frozenset[Sens]] = field(default_factory=dict)
    errors: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    rings: frozenset[int] = frozenset()
    taches: tuple[str, ...] = ()

    @property
    def titre(self) -> str:
        """The words of the first column."""
        return self.phase if self.activite is None else self.activite.titre

    @property
    def key(self) -> object:
        """What the line is known by, through changes."""
        return self.phase if self.activite is None else self.activite.id

    def meanings(self, role_id: int) -> frozenset[Sens]:
        """Return what a role is to this activity."""
        return self.cells.get(role_id, NOTHING)


def lines_of(view: RaciView) -> list[RaciLine]:
    """Return the lines of a matrix, each phase announced by its title."""
    by_line: dict[int, list[tuple[bool, str]]] = {}
    rings: dict[int, frozenset[int]] = {}
    for found in view.findings:
        activite_id = found.constat.activite_id
        if activite_id is not None:
            by_line.setdefault(activite_id, []).append((found.severe, found.texte))
            if found.constat.kind is AnomalieRaci.PLUSIEURS_RESPONSABLES:
                rings[activite_id] = frozenset(found.constat.roles)
    lines = []
    for phase, activites in view.phases:
        lines.append(RaciLine(phase))
        lines += [
            RaciLine(
                phase,
                activite,
                _cells_of(view, activite.id),
                tuple(text for severe, text in by_line.get(activite.id, ()) if severe),
                tuple(text for severe, text in by_line.get(activite.id, ()) if not severe),
                rings.get(activite.id, frozenset()),
                view.taches.get(activite.id, ()),
            )
            for activite in activites
        ]
    return lines


def _cells_of(view: RaciView, activite_id: int) -> dict[int, frozenset[Sens]]:
    roles = (shown.role.id for shown in view.roles)
    return {r: view.cells.get((activite_id, r), NOTHING) for r in roles}


def in_words(meanings: Iterable[Sens]) -> str:
    """Return « responsable et acteur », or « vide »."""
    known = set(meanings)
    return _(" et ").join(word(sens) for sens in ORDER if sens in known) or _("vide")


def short_name(name: str) -> str:
    """Return « C. Morel » for « Claire Morel »; a civility is kept as it is."""
    first, _space, rest = name.strip().partition(" ")
    if not rest or first.lower() in _CIVILITIES or first.endswith("."):
        return name.strip()
    return f"{first[0]}. {rest.strip()}"


def acteur_choices(acteurs: Iterable[Acteur]) -> list[tuple[object, str]]:
    """Return the people who may hold a role, those who are named first."""
    ordered = sorted(acteurs, key=lambda acteur: (not acteur.nom, acteur.ordre))
    return [(a.id, " – ".join(filter(None, (a.nom, a.fonction or a.structure)))) for a in ordered]


def deletion_words(view: RaciView, activites: Sequence[RaciActivite]) -> str:
    """Return what deleting activities takes away."""
    ids = {activite.id for activite in activites}
    count = sum(activite_id in ids for activite_id, _role in view.cells)
    titles = ", ".join(f"« {activite.titre} »" for activite in activites[:3])
    cells = ngettext("{n} case remplie sera vidée", "{n} cases remplies seront vidées", count)
    more = "…" if len(activites) > 3 else ""
    sentence = _("{titres}{suite} : {cases}.", titres=titles, suite=more, cases=cells)
    linked = any(view.taches.get(activite.id) for activite in activites)
    kept = _("Les tâches liées restent au rétroplanning.") if linked else ""
    return " ".join(filter(None, (sentence, kept, _("Vous pourrez annuler."))))


def role_deletion_words(view: RaciView, role: RaciRole) -> str:
    """Return what deleting a role takes away."""
    count = sum(role_id == role.id for _activite, role_id in view.cells)
    cells = ngettext("{n} case remplie sera vidée", "{n} cases remplies seront vidées", count)
    holder = next((v.titulaire for v in view.roles if v.role.id == role.id), "")
    kept = _(" {nom} reste dans les acteurs.", nom=holder) if holder else ""
    return (
        _("Sa colonne disparaît : {cases}.", cases=cells) + kept + " " + _("Vous pourrez annuler.")
    )
