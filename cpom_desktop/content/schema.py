"""What each file of a content pack holds, as frozen values read strictly.

Keys are public and French, like the words of the trade. A `Fait` is anything that could be
wrong: it says where it comes from, how far it was checked, and when.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct

from cpom_desktop.domain.acteurs import Famille, StatutContrat
from cpom_desktop.domain.calendrier import GroupeFeries
from cpom_desktop.domain.dossier import Piste, RegimeTarifaire, ZoneScolaire
from cpom_desktop.domain.raci import Sens
from cpom_desktop.domain.tasks import Ancre, ModePlanification

Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$")]
Texte = Annotated[str, Meta(min_length=1)]
Jours = Annotated[int, Meta(ge=1)]
Limite = Annotated[int, Meta(ge=0)]
CodeDepartement = Annotated[str, Meta(pattern=r"^(\d{2}|2A|2B|69M|97\d)$")]
Case = Literal["responsable+realisateur", "responsable", "realisateur", "consulte", "informe"]


class Confiance(StrEnum):
    """How far a fact was checked: read in the text, second-hand, from memory, or proposed."""

    VU = "vu"
    SECONDAIRE = "secondaire"
    MEMOIRE = "memoire"
    PROPOSE = "propose"


class Entree(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A value of a pack: unknown keys are refused."""


class Fait(Entree, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A value that carries its source (a key of `sources.toml`), its confidence and a date."""

    source: Slug
    confiance: Confiance
    verifie_le: date


class Defauts(Entree, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every entry of a file inherits unless it, or the entry around it, says otherwise."""

    source: Slug | None = None
    confiance: Confiance | None = None
    verifie_le: date | None = None


class PackFile(Entree, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A file of a pack, with the defaults that its entries inherit."""

    defauts: Defauts = Defauts()


FORMAT = 1
"""Of the packs that this version reads; a file that asks for a later one is told so."""


class PackInfo(Entree, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`pack.toml`: who the pack is; `mention` is printed beside what was taken from it."""

    format: Annotated[int, Meta(ge=1)] = FORMAT
    id: Slug
    version: Texte
    date: date
    title: Texte
    mention: str = ""


class Source(Entree, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One line of the bibliography; `vu` says what was read of it."""

    cle: Slug
    titre: Texte
    reference: Texte
    vu: Texte


class SourcesFile(PackFile, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`sources.toml`."""

    sources: tuple[Source, ...]


class Fondement(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The fact, read somewhere, on which a proposed entry leans."""

    texte: Texte


class PhasePlan(Entree, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A phase; its place in the list is its order."""

    slug: Slug
    libelle: Texte


class TachePlan(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A task of a template; `limite_jours` counts back from the target.

    A task of the life of the contract is due `decalage_mois` months then `decalage_jours` days
    after its `ancre`. `reunion` may be left out: every milestone but a signature is a meeting.
    """

    slug: Slug
    repere: str = ""
    phase: Slug
    titre: Texte
    duree_jours: Jours
    apres: tuple[Slug, ...] = ()
    mode: ModePlanification = ModePlanification.AU_PLUS_TARD
    jalon: bool = False
    reunion: bool | None = None
    limite_jours: Limite | None = None
    ancre: Ancre | None = None
    decalage_mois: int = 0
    decalage_jours: int = 0
    livrable: Texte
    acteur: Slug
    explication: Texte
    fondement: Fondement | None = None

    @property
    def is_meeting(self) -> bool:
        """Whether people are convened for it."""
        if self.reunion is None:
            return self.jalon and not self.slug.startswith("signature")
        return self.reunion


class Plan(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A plan computed back from one date, and the tracks that it suits.

    `vie_du_contrat` holds the tasks that come after the signature, each with its `ancre`.
    """

    slug: Slug
    titre: Texte
    target: Texte
    pistes: tuple[Piste, ...]
    fondement: Fondement | None = None
    phases: tuple[PhasePlan, ...]
    taches: tuple[TachePlan, ...]
    vie_du_contrat: tuple[TachePlan, ...] = ()


class RetroplanningFile(PackFile, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`retroplanning.toml`."""

    plans: tuple[Plan, ...]


class RoleModele(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A column of the RACI matrix, and the default acteur who holds it."""

    slug: Slug
    libelle: Texte
    abrege: Texte
    acteur: Slug


class ActiviteModele(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A line of the RACI matrix; `cases` maps a role to its meanings, joined by a plus.

    `taches`: the tasks by which it is done, in whatever plan has them.
    """

    slug: Slug
    repere: str = ""
    phase: Slug
    titre: Texte
    autorites_attendues: bool = False
    plans: tuple[Slug, ...] = ("signature",)
    taches: tuple[Slug, ...] = ()
    cases: dict[Slug, Case]

    @property
    def cells(self) -> dict[str, frozenset[Sens]]:
        """Return the meanings of each role that has a part, by role slug."""
        return {
            role: frozenset(Sens(word) for word in case.split("+"))
            for role, case in self.cases.items()
        }


class RaciFile(PackFile, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`raci.toml`."""

    phases: tuple[PhasePlan, ...]
    roles: tuple[RoleModele, ...]
    activites: tuple[ActiviteModele, ...]

    def for_plan(self, plan: str) -> tuple[ActiviteModele, ...]:
        """Return the lines that a plan starts with, in the order of the file."""
        return tuple(activite for activite in self.activites if plan in activite.plans)


class FamilleModele(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A family of stakeholders and the icon (a Lucide name) that shows it."""

    slug: Famille
    libelle: Texte
    icone: Slug


class ActeurModele(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A default stakeholder; every dossier starts with the `essentiel` ones."""

    slug: Slug
    famille: Famille
    structure: str = ""
    fonction: str = ""
    statut_contrat: StatutContrat | None = None
    relation: str = ""
    essentiel: bool = False


class ActeursFile(PackFile, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`acteurs.toml`."""

    familles: tuple[FamilleModele, ...]
    acteurs: tuple[ActeurModele, ...]


class Terme(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An entry of the glossary."""

    slug: Slug
    terme: Texte
    developpe: str = ""
    definition: Texte


class GlossaireFile(PackFile, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`glossaire.toml`."""

    termes: tuple[Terme, ...]


class Guide(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the Guide panel says on one page.

    The advice is ours; `source` and `confiance` are those of the text that the note leans on.
    """

    page: Slug
    ce_que_vous_faites: Texte
    pourquoi: Texte
    qui_peut_repondre: str = ""
    exemple: str = ""
    a_noter: str = ""


class ConnaissancesFile(PackFile, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`connaissances.toml`."""

    guides: tuple[Guide, ...]


class Avis(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A dated notice on the state of the law; it advises to check, and promises nothing."""

    slug: Slug
    titre: Texte
    texte: Texte
    a_faire: Texte
    etat_du_droit: date


class PisteModele(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One of the five tracks, when it fits, and the plan it starts with."""

    slug: Piste
    libelle: Texte
    description: Texte
    convient_si: Texte
    plan: Slug


class AvisFile(PackFile, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`avis.toml`."""

    avis: tuple[Avis, ...]
    pistes: tuple[PisteModele, ...]


class Region(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A region and its ARS."""

    code: Annotated[str, Meta(pattern=r"^\d{2}$")]
    nom: Texte
    ars: Texte
    fictif: bool = False


class RegionsFile(PackFile, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`regions.toml`."""

    regions: tuple[Region, ...]


class Departement(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A département (or the Métropole de Lyon) and what it lets us propose."""

    code: CodeDepartement
    nom: Texte
    region: Texte
    collectivite: Texte
    zone: ZoneScolaire
    jours_feries: GroupeFeries = GroupeFeries.METROPOLE
    note: str = ""
    fictif: bool = False


class DepartementsFile(PackFile, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`departements.toml`."""

    departements: tuple[Departement, ...]


class Regime(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A tariff regime, where and when it applies; one is `par_defaut` everywhere else."""

    slug: RegimeTarifaire
    libelle: Texte
    par_defaut: bool = False
    debut: date | None = None
    fin: date | None = None
    departements: tuple[CodeDepartement, ...] = ()
    note: Texte


class RegimesFile(PackFile, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`regimes.toml`."""

    regimes: tuple[Regime, ...]


class Vacances(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A school break, first and last day included; `note` tells where calendars disagree."""

    libelle: Texte
    zones: tuple[ZoneScolaire, ...]
    premier: date
    dernier: date
    note: str = ""


class VacancesFile(PackFile, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`vacances_scolaires.toml`: known from `debut` to `horizon`, not beyond."""

    debut: date
    horizon: date
    au_dela: Texte
    vacances: tuple[Vacances, ...]
