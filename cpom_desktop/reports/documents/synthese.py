"""Document « Synthèse du diagnostic partagé » (design D5): an essential page, then three at most.

What its pages cannot hold goes on in its annexe, and each section says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.charts.radar import RadarLayout, RadarSpoke, radar_scene
from cpom_desktop.domain.identifiants import show_finess
from cpom_desktop.i18n import NNBSP, _, format_date, format_number, ngettext
from cpom_desktop.reports.blocks import (
    Block,
    Callout,
    Cell,
    Column,
    Figure,
    Heading,
    KeyValues,
    PageBreak,
    Pages,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.reports.documents.abrege import fitted
from cpom_desktop.reports.documents.diagnostic import rated_counts
from cpom_desktop.reports.documents.feuille_de_route import answering, no_priority, who
from cpom_desktop.reports.documents.synthese_chiffres import figures_section
from cpom_desktop.reports.documents.synthese_parties import sections
from cpom_desktop.services.queries.diagnostic import themes, total_score
from cpom_desktop.services.queries.etablissement import contract_name
from cpom_desktop.services.queries.pv_diagnostic import validating_meeting
from cpom_desktop.services.queries.reunion import meeting_days, reunion_name
from cpom_desktop.services.queries.synthese import synthese_vue
from cpom_desktop.services.queries.tournures import of_name
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.reports.documents.synthese_parties import Section
    from cpom_desktop.services.queries.synthese_types import ConstatLu, NoteTheme, SyntheseVue

TITLE = "Synthèse du diagnostic partagé"
ANNEXE = "Annexe de la synthèse"
FIGURES_TITLE = "Chiffres clés"
FIGURES_RANK = 5
"""Place of the figures among the sections: before the positions of the authorities."""
RADAR = RadarLayout(radius_mm=25.0, text_mm=3.5)
VALUE_EMS = 75.0
PRIORITY_EMS = 95.0
SHORT_PRIORITY_EMS = 33.0
MOST_THEMES = 14
"""Beyond them (a region's grid), each priority takes one line for the page to hold."""
THEME_EMS = 36.0
NAME_EMS = 14.0


def synthese_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the essential page, then forces, weaknesses, figures, positions."""
    return (
        *essentiel_blocks(edition),
        PageBreak(form=_(TITLE)),
        *_following(edition),
    )


def essentiel_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the first page: identity, radar with its table, feuille de route."""
    view = synthese_vue(edition.snapshot, edition.content, edition.now.date())
    return (
        PageBreak(form=_(TITLE)),
        Heading(_(TITLE)),
        Paragraph(_counts(edition)),
        KeyValues(tuple(_identity(edition)), boxed=True),
        Heading(_("Notes moyennes par thème, de 1 à 4"), 3),
        *radar(view.notes),
        means(view.notes),
        Heading(_("Feuille de route"), 3),
        *_route(view.feuille_de_route, edition),
        Paragraph(view.mention, small=True),
    )


def _counts(edition: Edition) -> str:
    """Return « 115 critères, 12 thèmes : 104 cotés… au 12 mars 2027. Préparé pour… »."""
    views = themes(edition.snapshot, edition.content)
    total = total_score(views)
    told = _(
        "{criteres}, {themes} : {parts} au {jour}.",
        criteres=ngettext("{n} critère", "{n} critères", total.criteres),
        themes=ngettext("{n} thème", "{n} thèmes", len(views)),
        parts=rated_counts(total),
        jour=format_date(edition.now.date()),
    )
    return " ".join(text for text in (told, _meeting(edition)) if text)


def _meeting(edition: Edition) -> str:
    meeting = validating_meeting(edition.snapshot)
    if meeting is None:
        return ""
    day = meeting_days(edition.snapshot, edition.content).get(meeting.id)
    name = fitted(reunion_name(edition.snapshot, meeting), NAME_EMS)
    if day is None:
        return _("Préparée en vue {du_nom}.", du_nom=of_name(name))
    return _("Préparée en vue {du_nom}, {jour}.", du_nom=of_name(name), jour=format_date(day))


def _identity(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield what is essential of the house, a line each."""
    e = edition.snapshot.etablissement
    number = _("FINESS {n}", n=show_finess(e.finess_et)) if e.finess_et else ""
    house = ", ".join(text for text in (e.nom, e.commune, number) if text)
    status = word(e.statut_juridique) if e.statut_juridique else ""
    manager = ", ".join(text for text in (e.gestionnaire, status.lower()) if text)
    parties = [e.ars, *([e.collectivite] if e.collectivite_signataire else [])]
    yield _("Établissement"), fitted(house, VALUE_EMS)
    yield _("Gestionnaire"), fitted(manager, VALUE_EMS)
    yield _("Places autorisées"), fitted(_places(edition), VALUE_EMS)
    yield _("Contrat préparé"), fitted(_contract(edition, parties), VALUE_EMS)


def _places(edition: Edition) -> str:
    told = (
        _("{type} {n}", type=word(c.type), n=format_number(c.autorisees))
        for c in edition.snapshot.capacites
        if c.autorisees
    )
    return ", ".join(told)


def _contract(edition: Edition, parties: Sequence[str]) -> str:
    named = ", ".join(name for name in parties if name)
    name = contract_name(edition.snapshot)
    return _("{contrat}, avec {parties}", contrat=name, parties=named) if named else name


def radar(notes: Sequence[NoteTheme]) -> tuple[Block, ...]:
    """Return the picture, once there is a mark to draw."""
    if all(note.moyenne is None for note in notes):
        return (Paragraph(_("Le radar se dessine dès le premier critère coté.")),)
    spokes = [RadarSpoke(note.lettre, note.court, note.moyenne) for note in notes]
    told = f"{NNBSP}; ".join(f"{note.lettre} {note.court} {note.texte}" for note in notes)
    alt = _(
        "Radar des notes moyennes par thème, de 1 au centre à 4 au bord : {notes}. Les mêmes "
        "notes figurent dans le tableau qui suit.",
        notes=told,
    )
    return (Figure(radar_scene(spokes, RADAR), alt),)


def means(notes: Iterable[NoteTheme]) -> Table:
    """Return the marks of the radar as a table: it always stands with it."""
    columns = (
        Column(_("Thème"), 6.6),
        Column(_("Critères"), 1.0, "right"),
        Column(_("Cotés"), 0.9, "right"),
        Column(_("Moyenne"), 1.3, "right"),
    )
    return Table(columns, tuple(_mean_row(note) for note in notes), dense=True)


def _mean_row(note: NoteTheme) -> Row:
    return Row(
        (
            Cell(fitted(f"{note.lettre}. {note.titre}", THEME_EMS)),
            Cell(format_number(note.criteres)),
            Cell(format_number(note.notes)),
            Cell(note.texte, bold=note.moyenne is not None),
        )
    )


def _route(route: Sequence[ConstatLu], edition: Edition) -> tuple[Block, ...]:
    """Return the priorities, a line each; the document « Feuille de route » tells more."""
    if not route:
        return (Paragraph(no_priority()),)
    columns = (
        Column(_("N°"), 0.5, "center"),
        Column(_("Priorité"), 6.2),
        Column(_("Thème"), 0.8, "center"),
        Column(_("Réponse"), 1.2),
        Column(_("Qui"), 1.6),
    )
    themes_count = len(edition.content.grille.themes)
    room = PRIORITY_EMS if themes_count <= MOST_THEMES else SHORT_PRIORITY_EMS
    rows = (_priority(number, lu, edition, room) for number, lu in enumerate(route, start=1))
    return (Table(columns, tuple(rows), dense=True),)


def _priority(number: int, lu: ConstatLu, edition: Edition, room: float) -> Row:
    texts = (
        str(number),
        fitted(lu.phrase, room),
        lu.lettre,
        fitted(", ".join(lu.fiches) or _("à définir"), NAME_EMS),
        fitted(who(lu, answering(lu, edition), edition), NAME_EMS),
    )
    return Row(tuple(Cell(text) for text in texts))


def _following(edition: Edition) -> Iterator[Block]:
    """Yield the sections, the key figures in their place, each with where it goes on."""
    view = synthese_vue(edition.snapshot, edition.content, edition.now.date())
    part = 0
    for rank, section in enumerate(sections(view)):
        if rank == FIGURES_RANK:
            yield Heading(_(FIGURES_TITLE), 3)
            yield from figures_section(edition)
        yield Heading(section.titre, 3)
        yield from section.blocks
        if section.suite:
            part += 1
            yield _goes_on(part, section)


def _goes_on(part: int, section: Section) -> Pages:
    """Return where a section goes on: its page in a bound dossier, else its part."""
    lead = _("Suite en annexe")
    name = annexe_title(part, section)
    alone = _("Suite en annexe : document « {annexe} », partie {n}.", annexe=_(ANNEXE), n=part)
    return Pages(lead, ((name, name),), alone)


def annexe_title(part: int, section: Section) -> str:
    """Return « 2. Faiblesses hiérarchisées, en entier »."""
    return _("{n}. {titre}, en entier", n=part, titre=section.titre)


def goes_on(view: SyntheseVue) -> bool:
    """Tell whether a section is longer than its pages."""
    return any(section.suite for section in sections(view))


def annexe_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the annexe: each section that goes on, whole; or that nothing does."""
    view = synthese_vue(edition.snapshot, edition.content, edition.now.date())
    longer = [section for section in sections(view) if section.suite]
    if not longer:
        told = _("Tout tient dans la synthèse : cette annexe est sans objet.")
        return Heading(_(ANNEXE)), Paragraph(told)
    return (
        Heading(_(ANNEXE)),
        Callout(
            _("Ce que contient cette annexe"),
            _(
                "Les textes de la synthèse qui dépassent ses quatre pages, en entier. Les "
                "numéros des parties sont ceux que la synthèse cite."
            ),
        ),
        *(block for n, section in enumerate(longer, start=1) for block in _whole(n, section)),
    )


def _whole(part: int, section: Section) -> tuple[Block, ...]:
    return (Heading(annexe_title(part, section), 2), *section.suite)


def with_annexe_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the synthesis as a part of a bound dossier: its annexe follows, if it has one."""
    view = synthese_vue(edition.snapshot, edition.content, edition.now.date())
    made = synthese_blocks(edition)
    if not goes_on(view):
        return made
    return (*made, PageBreak(), *annexe_blocks(edition))
