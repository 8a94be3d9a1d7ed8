"""The content of the application or of one dossier: read by theme, at first use.

A dossier carries its packs as text (`embed`), so that it opens identically elsewhere.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from cpom_desktop.content.decode import decode, pack_invalide
from cpom_desktop.content.packs import (
    ADDED_LATER,
    KIT,
    PACKS,
    TERRITOIRES,
    THEMES,
    bundled_folder,
    is_regional,
    pack_of,
    replaced_by,
    text_of,
)
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
from cpom_desktop.content.schema_objectifs import ObjectifsFile, ObjectifsRegionFile
from cpom_desktop.content.schema_relations import ComitologieFile, ControlesFile, PiecesFile
from cpom_desktop.content.territoires import (
    Proposition,
    SchoolBreak,
    Territoires,
    breaks_of,
    departement_code,
)
from cpom_desktop.errors import PackInvalide, RegleInvalide
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from cpom_desktop.domain.dossier import Piste, ZoneScolaire

F = TypeVar("F", bound="PackFile | PackInfo")


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
        regional: Collection[str] = (),
    ) -> None:
        """Keep `read`, which gives the text of « pack/file.toml » or raises KeyError.

        Args:
            read: gives the texts.
            embedded: they come from a dossier; its faults are then told as its own.
            borrowed: themes that the texts do not hold, taken from the application.
            regional: names of the files that are of none of our packs: those of a region. What
                they replace is theirs; where two do, the last one.
        """
        self._read = read
        self._embedded = embedded
        self._regional = tuple(regional)
        self.replaced = replaced_by(regional)
        self._lent = frozenset(borrowed)
        self.borrowed = self._lent - self.replaced.keys()

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
        regional = [name for name in texts if is_regional(name)]
        return cls(texts.__getitem__, embedded=True, borrowed=borrowed, regional=regional)

    def with_files(self, files: Mapping[str, str], *, kept: Collection[str] = ()) -> Content:
        """Return our packs as they are here, with those files of a region in place of any other.

        Args:
            files: « pack/file.toml » → text.
            kept: names of the files of regions that stay.
        """

        def read(name: str) -> str:
            return files[name] if name in files else self._read(name)

        lent = [theme for theme in ADDED_LATER if theme in self._lent]
        return Content(read, embedded=self._embedded, borrowed=lent, regional=(*kept, *files))

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
        """Return who each pack is, ours then those of a region."""
        return tuple(self._file(f"{pack}/pack.toml", PackInfo) for pack in (*PACKS, *self.regions))

    @property
    def regional(self) -> tuple[str, ...]:
        """Return the names of the files of regions, « pack/file.toml »."""
        return self._regional

    @property
    def regions(self) -> tuple[str, ...]:
        """Return the names of the packs of a region."""
        return tuple(dict.fromkeys(pack_of(name) for name in self._regional))

    def origin(self, theme: str) -> PackInfo:
        """Return the pack that a theme comes from."""
        if theme in self.borrowed:
            return self._lender.origin(theme)
        pack = pack_of(self.replaced.get(theme, ADDED_LATER[theme]))
        return self._file(f"{pack}/pack.toml", PackInfo)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Return the bibliography of the packs, by key, and of what was borrowed."""
        own = {source.cle: source for file in self.source_files for source in file.sources}
        return {**self._lender.sources, **own} if self._lent else own

    @cached_property
    def source_files(self) -> tuple[SourcesFile, ...]:
        """Return the bibliography of each pack, ours first; that of a region may have none."""
        names = [f"{pack}/sources.toml" for pack in PACKS]
        names += [name for name in self._regional if name.endswith("/sources.toml")]
        return tuple(self._file(name, SourcesFile) for name in names)

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
        return grille if known >= set(Echelle) else grille.lent(self._lender.grille.echelles)

    @cached_property
    def grille_du_kit(self) -> GrilleFile:
        """Return the grid that our other files speak of, were it replaced by a region's."""
        if "grille" not in self.replaced:
            return self.grille
        if "grille" in self._lent:
            return self._lender.grille
        return self._file(ADDED_LATER["grille"], GrilleFile)

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

    @cached_property
    def objectifs(self) -> ObjectifsFile:
        """Return the library of objectives, with their indicators and fiches."""
        kit = self.objectifs_du_kit
        if "objectifs" not in self.replaced:
            return kit
        return self._file(self.replaced["objectifs"], ObjectifsRegionFile).beside(kit)

    @cached_property
    def objectifs_du_kit(self) -> ObjectifsFile:
        """Return the library of the kit, whatever a region puts beside it."""
        if "objectifs" in self._lent:
            return self._lender.objectifs
        return self._file(ADDED_LATER["objectifs"], ObjectifsFile)

    def _later(self, theme: str, kind: type[F]) -> F:
        """Return a theme: a region's, that of the dossier, else the application's."""
        if theme not in self.borrowed:
            return self._file(self.replaced.get(theme, ADDED_LATER[theme]), kind)
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
        return breaks_of(self.vacances.vacances, zone)


def _faults_of(error: PackInvalide) -> tuple[str, ...]:
    faults = error.values["fautes"]
    return tuple(map(str, faults)) if isinstance(faults, tuple) else ()


def _is_default(regime: Regime) -> bool:
    return regime.par_defaut
