"""The content of the application or of one dossier: read by theme, at first use.

A dossier carries its packs as text (`embed`), so that it opens identically elsewhere.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from cpom_desktop.content.decode import decode, pack_invalide
from cpom_desktop.content.schema import (
    ActeursFile,
    AvisFile,
    ConnaissancesFile,
    DepartementsFile,
    GlossaireFile,
    Guide,
    PackFile,
    PackInfo,
    Plan,
    RaciFile,
    Regime,
    RegimesFile,
    RegionsFile,
    RetroplanningFile,
    Source,
    SourcesFile,
    VacancesFile,
)
from cpom_desktop.content.schema_donnees import DonneesFile
from cpom_desktop.content.schema_echeances import EcheancesFile
from cpom_desktop.content.schema_grille import Echelle, GrilleFile
from cpom_desktop.content.schema_relations import ComitologieFile, ControlesFile, PiecesFile
from cpom_desktop.content.territoires import (
    Proposition,
    SchoolBreak,
    Territoires,
    departement_code,
)
from cpom_desktop.errors import PackInvalide, RegleInvalide
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date

    from cpom_desktop.domain.dossier import Piste, ZoneScolaire

F = TypeVar("F", bound="PackFile | PackInfo")

KIT = "kit_anap"
TERRITOIRES = "territoires"
PACKS = (KIT, TERRITOIRES)
ADDED_LATER = {
    theme: f"{KIT}/{theme}.toml"
    for theme in ("grille", "echeances", "pieces", "controles", "comitologie", "donnees")
}
"""Themes that the first packs did not have: a dossier made before takes the application's."""


class Content:
    """Every theme of the packs, decoded when first asked for.

    Reading a theme raises `PackInvalide` with all the faults of its file. Texts that are not
    ours (another `digest`) are to pass `links.check_links` before anything is copied from them.
    """

    def __init__(
        self,
        read: Callable[[str], str],
        *,
        embedded: bool = False,
        borrowed: Collection[str] = (),
    ) -> None:
        """Keep `read`, which gives the text of « pack/file.toml » or raises KeyError.

        Args:
            read: gives the texts.
            embedded: they come from a dossier; its faults are then told as its own.
            borrowed: themes that the texts do not hold, taken from the application.
        """
        self._read = read
        self._embedded = embedded
        self.borrowed = frozenset(borrowed)

    @classmethod
    def bundled(cls) -> Content:
        """Return the content that comes with the application."""
        return cls.from_folder(bundled_folder())

    @classmethod
    def from_folder(cls, folder: Path) -> Content:
        """Return the content of a folder that holds one folder a pack."""

        def read(name: str) -> str:
            return text_of(folder, name)

        return cls(read)

    @classmethod
    def from_texts(cls, texts: Mapping[str, str]) -> Content:
        """Return the content that a dossier carries, from `embed`; what it lacks is borrowed."""
        borrowed = [theme for theme, name in ADDED_LATER.items() if name not in texts]
        return cls(texts.__getitem__, embedded=True, borrowed=borrowed)

    @cached_property
    def _lender(self) -> Content:
        return Content.bundled()

    def _file(self, name: str, kind: type[F]) -> F:
        try:
            text = self._read(name)
        except KeyError as error:
            fault = _("{name} : le fichier manque ou n'est pas du texte UTF-8", name=name)
            raise self.invalid((fault,)) from error
        try:
            return decode(name, text, kind)
        except PackInvalide as error:
            raise self.invalid(_faults_of(error), error.detail) from error

    def invalid(self, faults: tuple[str, ...], detail: str = "") -> PackInvalide:
        """Return the error of these faults: the application's, or those of the dossier."""
        return pack_invalide(faults, embedded=self._embedded, detail=detail)

    @cached_property
    def packs(self) -> tuple[PackInfo, ...]:
        """Return who each pack is."""
        return tuple(self._file(f"{pack}/pack.toml", PackInfo) for pack in PACKS)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Return the bibliography of both packs, by key, and of what was borrowed."""
        own = {source.cle: source for file in self.source_files for source in file.sources}
        return {**self._lender.sources, **own} if self.borrowed else own

    @cached_property
    def source_files(self) -> tuple[SourcesFile, ...]:
        """Return the bibliography of each pack, in the order of `PACKS`."""
        return tuple(self._file(f"{pack}/sources.toml", SourcesFile) for pack in PACKS)

    @cached_property
    def retroplanning(self) -> RetroplanningFile:
        """Return the plans."""
        return self._file(f"{KIT}/retroplanning.toml", RetroplanningFile)

    @cached_property
    def raci(self) -> RaciFile:
        """Return the RACI template."""
        return self._file(f"{KIT}/raci.toml", RaciFile)

    @cached_property
    def acteurs(self) -> ActeursFile:
        """Return the families of stakeholders and the default ones."""
        return self._file(f"{KIT}/acteurs.toml", ActeursFile)

    @cached_property
    def glossaire(self) -> GlossaireFile:
        """Return the glossary."""
        return self._file(f"{KIT}/glossaire.toml", GlossaireFile)

    @cached_property
    def connaissances(self) -> ConnaissancesFile:
        """Return the notes of the Guide panel."""
        return self._file(f"{KIT}/connaissances.toml", ConnaissancesFile)

    @cached_property
    def avis(self) -> AvisFile:
        """Return the dated notices and the five tracks."""
        return self._file(f"{KIT}/avis.toml", AvisFile)

    @cached_property
    def grille(self) -> GrilleFile:
        """Return the diagnostic grid; the scales that it does not have are the application's."""
        grille = self._later("grille", GrilleFile)
        known = {echelle.slug for echelle in grille.echelles}
        if known >= set(Echelle):
            return grille
        lent = (e for e in self._lender.grille.echelles if e.slug not in known)
        return msgspec.structs.replace(grille, echelles=(*grille.echelles, *lent))

    @cached_property
    def echeances(self) -> EcheancesFile:
        """Return the rules of the échéancier."""
        return self._later("echeances", EcheancesFile)

    @cached_property
    def pieces(self) -> PiecesFile:
        """Return the documents to gather."""
        return self._later("pieces", PiecesFile)

    @cached_property
    def controles(self) -> ControlesFile:
        """Return the check-lists, and the sheets of texts to adapt."""
        return self._later("controles", ControlesFile)

    @cached_property
    def comitologie(self) -> ComitologieFile:
        """Return the instances, who sits there, and the agendas of their meetings."""
        return self._later("comitologie", ComitologieFile)

    @cached_property
    def donnees(self) -> DonneesFile:
        """Return the figures, the indicators and their reference values."""
        return self._later("donnees", DonneesFile)

    def _later(self, theme: str, kind: type[F]) -> F:
        """Return a theme that older dossiers do not carry: theirs, else the application's."""
        if theme not in self.borrowed:
            return self._file(ADDED_LATER[theme], kind)
        lent: F = getattr(self._lender, theme)
        return lent

    @cached_property
    def territory_files(self) -> tuple[RegionsFile, DepartementsFile, RegimesFile]:
        """Return the three files behind `territoires`, as they are written."""
        return (
            self._file(f"{TERRITOIRES}/regions.toml", RegionsFile),
            self._file(f"{TERRITOIRES}/departements.toml", DepartementsFile),
            self._file(f"{TERRITOIRES}/regimes.toml", RegimesFile),
        )

    @cached_property
    def territoires(self) -> Territoires:
        """Return regions and départements by code, and the tariff regimes."""
        regions, departements, regimes = self.territory_files
        return Territoires(
            {region.code: region for region in regions.regions},
            {departement.code: departement for departement in departements.departements},
            regimes.regimes,
        )

    @cached_property
    def vacances(self) -> VacancesFile:
        """Return the school breaks and the day until which they are known."""
        return self._file(f"{TERRITOIRES}/vacances_scolaires.toml", VacancesFile)

    def load_everything(self) -> None:
        """Read every theme that these packs hold; what they borrow is read when it serves.

        Raises:
            PackInvalide: the faults of all the files together.
        """
        faults: list[str] = []
        details: list[str] = []
        for theme in (theme for theme in THEMES if theme not in self.borrowed):
            try:
                getattr(self, theme)
            except PackInvalide as error:
                faults += _faults_of(error)
                details.append(error.detail)
        if faults:
            raise self.invalid(tuple(faults), "\n".join(details))

    def guide(self, page: str) -> Guide | None:
        """Return the note of a page, or None when the page has none."""
        return next((guide for guide in self.connaissances.guides if guide.page == page), None)

    def plan_for(self, piste: Piste) -> Plan:
        """Return the plan that suits a track."""
        for plan in self.retroplanning.plans:
            if piste in plan.pistes:
                return plan
        raise self.invalid((_("rétroplanning : aucun plan pour « {piste} »", piste=piste),))

    def departement_of_postal_code(self, postal_code: str) -> str:
        """Return the code of the département, empty when the postal code has none we know.

        The Métropole de Lyon shares the postal codes of the Rhône: they give « 69 ».
        """
        code = departement_code(postal_code)
        return code if code in self.territoires.departements else ""

    def proposal_for(self, departement: str) -> Proposition:
        """Return what to propose in a département.

        Raises:
            RegleInvalide: `departement-inconnu`.
        """
        found = self.territoires.departements.get(departement)
        if found is None:
            raise RegleInvalide("departement-inconnu", code_departement=departement)
        regime = self._regime_of(found.code)
        return Proposition(
            ars=self.territoires.regions[found.region].ars,
            collectivite=found.collectivite,
            zone=found.zone,
            regime=regime.slug,
            regime_note=regime.note,
            jours_feries=found.jours_feries,
            note=found.note,
            fictif=found.fictif,
        )

    def _regime_of(self, departement: str) -> Regime:
        regimes = sorted(self.territoires.regimes, key=_is_default)
        for regime in regimes:
            if departement in regime.departements or regime.par_defaut:
                return regime
        raise self.invalid((_("régimes : aucun régime par défaut"),))

    def school_breaks(self, zone: ZoneScolaire) -> tuple[SchoolBreak, ...]:
        """Return the breaks of a zone in order; none for Corsica and overseas (hers to type)."""
        found = [
            SchoolBreak(vacances.libelle, vacances.premier, vacances.dernier)
            for vacances in self.vacances.vacances
            if zone in vacances.zones
        ]
        return tuple(sorted(found, key=_first_day))


THEMES = (
    "packs",
    "source_files",
    "retroplanning",
    "raci",
    "acteurs",
    "glossaire",
    "connaissances",
    "avis",
    "grille",
    "echeances",
    "pieces",
    "controles",
    "comitologie",
    "donnees",
    "territory_files",
    "vacances",
)


def _faults_of(error: PackInvalide) -> tuple[str, ...]:
    faults = error.values["fautes"]
    return tuple(map(str, faults)) if isinstance(faults, tuple) else ()


def _is_default(regime: Regime) -> bool:
    return regime.par_defaut


def _first_day(found: SchoolBreak) -> date:
    return found.first


def bundled_folder() -> Path:
    """Return the folder of the packs that come with the application."""
    import resources  # noqa: PLC0415 - a package of data, located at first use

    return Path(resources.__file__).parent / "content"


def text_of(folder: Path, name: str) -> str:
    """Return the text of « pack/file.toml », or raise KeyError."""
    try:
        return (folder / name).read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError) as error:
        raise KeyError(name) from error


def embed(folder: Path | None = None) -> dict[str, str]:
    """Return the texts of the packs, « pack/file.toml » → text, for a dossier to carry.

    Raises:
        PackInvalide: a file is not UTF-8 text.
    """
    root = folder or bundled_folder()
    names = [f"{pack}/{path.name}" for pack in PACKS for path in (root / pack).glob("*.toml")]
    try:
        return {name: text_of(root, name) for name in sorted(names)}
    except KeyError as error:
        fault = _("{name} : le fichier n'est pas du texte UTF-8", name=error.args[0])
        raise pack_invalide((fault,)) from error


def digest(texts: Mapping[str, str]) -> str:
    """Return the SHA-256 of embedded packs, whatever the order of their names."""
    total = hashlib.sha256()
    for name in sorted(texts):
        for part in (name, texts[name]):
            data = part.encode("utf-8")
            total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()
