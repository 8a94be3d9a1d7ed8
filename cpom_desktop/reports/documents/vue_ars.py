"""Document « Vue ARS » (design D11): figures on the recto, answers on the verso.

It stays in the house: it is what she holds in the meeting, not what she hands over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _, format_date, ngettext
from cpom_desktop.reports.blocks import (
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Fitted,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.services.queries.donnees_types import Lecture
from cpom_desktop.services.queries.vue_ars import vue_ars
from cpom_desktop.services.queries.vue_ars_verso import verso

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cpom_desktop.domain.valeurs import Valeur
    from cpom_desktop.reports.blocks import Tone
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.vue_ars_types import IdentiteArs, LigneArs, VueArs
    from cpom_desktop.services.queries.vue_ars_verso import Demande, Verso

RECTO, VERSO = "Vue ARS, recto", "Vue ARS, verso"
TARGETED = "†"
ATYPICAL = "▲"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
READINGS = {
    Lecture.ATYPIQUE: "Atypique",
    Lecture.A_EXPLIQUER: "À expliquer",
    Lecture.DANS_LA_NORME: "Dans la norme",
    Lecture.SANS_REPERE: "Sans repère",
    None: "À saisir",
}
FEW_SOURCES, MOST_SOURCES = 3, 14
"""Sources of figures up to which each is of a year, and up to which the recto lists them."""
TITLES = (
    "Aucun point signalé",
    "Un point, une réponse",
    "Deux points, deux réponses",
    "Trois points, trois réponses",
    "Quatre points, quatre réponses",
    "Cinq points, cinq réponses",
    "Six points, six réponses",
)


def vue_ars_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the sheet: the recto, then the verso."""
    today = edition.now.date()
    found = vue_ars(edition.snapshot, edition.content, today)
    back = verso(edition.snapshot, edition.content, today)
    return (*_recto(found), *_verso(found, back))


# --- recto


def _recto(found: VueArs) -> tuple[Block, ...]:
    first, last = found.annees[0], found.annees[-1]
    return (
        PageBreak(form=_(RECTO)),
        Heading(_("L'établissement en chiffres"), 2),
        Paragraph(_("Données {n}–{m} telles que les autorités les connaissent.", n=first, m=last)),
        _identity(found.identite),
        _figures(found),
        *_notes(found),
    )


def _identity(identite: IdentiteArs) -> Table:
    """Return who it is, in four columns; what is not typed is to be filled."""
    lacks = _("à compléter")
    finess = _("FINESS {n}", n=identite.finess) if identite.finess else _("FINESS à compléter")
    columns = (
        (_("Établissement"), (identite.nom or lacks, finess)),
        (_("Places autorisées"), (identite.places or lacks, identite.precisions)),
        (_("Statut et tarif"), (identite.statut or lacks, identite.tarif)),
        (_("Contrat et autorisation"), (identite.cpom or lacks, identite.autorisation)),
    )
    cells = tuple(Cell("\n".join(filter(None, lines))) for _head, lines in columns)
    widths = (1, 1, 1, 1.25)
    heads = tuple(
        Column(head, width) for (head, _lines), width in zip(columns, widths, strict=True)
    )
    return Table(heads, (Row(cells),), row_header=False, dense=True)


def _figures(found: VueArs) -> Table:
    years = (Column(str(annee), 1.2, "right") for annee in found.annees)
    columns = (
        Column(_("Indicateur"), 3.4),
        *years,
        Column(_("Repère"), 1.6),
        Column(_("Lecture"), 1.7),
    )
    return Table(columns, tuple(_rows(found)))


def _rows(found: VueArs) -> Iterator[Row]:
    figures, references = figures_sources(found), reference_sources(found)
    for domaine in found.domaines:
        yield Row((Cell(domaine.libelle),), "group")
        for ligne in domaine.lignes:
            yield _row(ligne, figures, references)


def _row(ligne: LigneArs, figures: Sequence[str], references: Sequence[str]) -> Row:
    *former, last = ligne.annees
    strong = ligne.is_signalee
    return Row(
        (
            Cell(" ".join(_name(ligne, figures)), bold=strong),
            *(Cell(annee.court) for annee in former),
            Cell(last.court, bold=True),
            Cell(_beside(ligne, references)),
            Cell(reading(ligne), bold=strong),
        )
    )


def _name(ligne: LigneArs, figures: Sequence[str]) -> Iterator[str]:
    """Yield its name, its mark, and where its figures come from when they come from several."""
    yield ligne.intitule
    if ligne.ciblage:
        yield TARGETED
    if _numbered(figures):
        marks = sorted({figures.index(source) + 1 for source in sources_of(ligne)})
        if marks:
            yield f"[{runs(marks)}]"


def runs(numbers: Iterable[int]) -> str:
    """Return numbers in increasing order told shortly: « 1–3, 7 »."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in found)


def _beside(ligne: LigneArs, references: Sequence[str]) -> str:
    """Return « 95 % (seuil, a) », its letter being that of its source under the table."""
    if (found := ligne.reference) is None:
        return EMPTY
    return f"{found.texte} ({found.mot}, {_letter(references.index(found.source))})"


def _letter(place: int) -> str:
    """Return a, b, c and so on; aa after z."""
    before, last = divmod(place, len(LETTERS))
    return (_letter(before - 1) if before else "") + LETTERS[last]


def reading(ligne: LigneArs) -> str:
    """Return how a value reads: a sign where it is atypical, its word, and its rank overleaf."""
    told = _signed(ligne)
    return f"{told} ({ligne.numero})" if ligne.numero else told


def _signed(ligne: LigneArs) -> str:
    told = _("Non connu") if ligne.is_non_calculable else _(READINGS[ligne.lecture])
    return f"{ATYPICAL} {told}" if ligne.lecture is Lecture.ATYPIQUE else told


def _notes(found: VueArs) -> tuple[Paragraph, ...]:
    """Return where figures and references come from, and how to read the sheet."""
    figures, references = figures_sources(found), reference_sources(found)
    told = [f"[{n}] {text}" for n, text in enumerate(figures, 1)]
    lettered = (f"{_letter(n)} {text}" for n, text in enumerate(references))
    return (
        Paragraph(" ".join(_facts(found)), small=True),
        Paragraph(_figures_note(told if _numbered(figures) else figures), small=True),
        Paragraph(_("Repères : {s}.", s=_listed(lettered, _("aucun"))), small=True),
    )


def _numbered(figures: Sequence[str]) -> bool:
    """Tell whether figures of a year come from several sources, few enough to be listed here."""
    return FEW_SOURCES < len(figures) <= MOST_SOURCES


def _figures_note(told: Sequence[str]) -> str:
    if len(told) > MOST_SOURCES:
        return _(
            "Chiffres : {n} sources, dites une à une dans « Méthode et sources des chiffres ».",
            n=len(told),
        )
    return _("Chiffres : {s}.", s=_listed(told, _("à saisir")))


def _listed(texts: Iterable[str], nothing: str) -> str:
    return " ; ".join(texts) or nothing


def _facts(found: VueArs) -> Iterator[str]:
    for fait in found.faits:
        jour = format_date(fait.le) if fait.le else _("date non renseignée")
        yield _("{fait} : {jour}.", fait=fait.libelle, jour=jour)
    if found.en_cours is not None:
        yield _("{annee} est en cours de saisie.", annee=found.en_cours)
    yield _(
        "{signe} L'État le croise aussi pour cibler ses inspections (matrice ANAIS).",
        signe=TARGETED,
    )
    yield _(
        "La lecture est proposée par CPOM Desktop : aucun texte ne la fixe. Les numéros "
        "renvoient au verso."
    )


def figures_sources(found: VueArs) -> tuple[str, ...]:
    """Return each source of the figures shown, with its date, in alphabetical order."""
    return tuple(sorted({text for ligne in found.lignes for text in sources_of(ligne)}))


def sources_of(ligne: LigneArs) -> tuple[str, ...]:
    """Return where the figures of an indicator come from, the oldest year first."""
    shown = {annee.annee for annee in ligne.annees}
    rows = (
        row
        for donnee in ligne.indicateur.donnees
        for annee, row in sorted(donnee.valeurs.items())
        if annee in shown
    )
    return tuple(dict.fromkeys(_sourced(row) for row in rows))


def _sourced(row: Valeur) -> str:
    if not row.source:
        return _("source non indiquée")
    told = format_date(row.date_source) if row.date_source else _("sans date")
    return f"{row.source} ({told})"


def reference_sources(found: VueArs) -> tuple[str, ...]:
    """Return each source of the references shown, in the order of the recto."""
    references = (ligne.reference for ligne in found.lignes)
    return tuple(dict.fromkeys(reference.source for reference in references if reference))


# --- verso


def _verso(found: VueArs, back: Verso) -> tuple[Block, ...]:
    lead = _("Les valeurs signalées au recto, avec notre explication et ce que nous proposons.")
    if back.may_overflow:
        lead += " " + _("Celles qui ne tiennent pas ici continuent page suivante.")
    return (
        PageBreak(form=_(VERSO)),
        Heading(_title(found), 2),
        Paragraph(lead if back.points else _nothing(found)),
        *_answers(back.points),
        *_proud(back.atouts),
        *_asked(back),
    )


def _title(found: VueArs) -> str:
    count = len(found.points)
    if count < len(TITLES):
        return _(TITLES[count])
    return _("{n} points et leurs réponses", n=count)


def _nothing(found: VueArs) -> str:
    if found.is_vide:
        return _("Aucun chiffre n'est saisi : rien ne peut être lu.")
    return _("Aucune valeur du recto n'est atypique ni à expliquer.")


def _answers(points: tuple[LigneArs, ...]) -> tuple[Block, ...]:
    """Return each answer in a frame; closer together where they would overflow the page."""
    if not points:
        return ()
    tight = KeyValues(tuple(map(_answer_row, points)), boxed=True)
    return (Fitted(tuple(map(_answer, points)), (tight,)),)


def _answer(point: LigneArs) -> Callout:
    tone: Tone = "attention" if point.lecture is Lecture.ATYPIQUE else "info"
    return Callout(_point(point), "\n".join(_told(point)), tone)


def _answer_row(point: LigneArs) -> tuple[str, str]:
    return _point(point), "\n".join(_told(point))


def _told(point: LigneArs) -> Iterator[str]:
    yield _why(point)
    if point.question:
        yield f"«\u00a0{point.question}\u00a0»"
    yield point.texte.strip() or _("À compléter : l'explication n'est pas encore écrite.")
    yield " ".join(_ends(point))


def _point(point: LigneArs) -> str:
    return _(
        "{rang}. {libelle} : {v}",
        rang=point.numero,
        libelle=point.indicateur.libelle,
        v=point.derniere.texte,
    )


def _why(point: LigneArs) -> str:
    return _("{lecture} : {m}.", lecture=_signed(point), m=point.motif)


def _ends(point: LigneArs) -> tuple[str, str]:
    """Return what is proposed, and what proves the answer."""
    lacks = _("à compléter")
    return (
        _("Action : {a}.", a=point.action.rstrip(".") or lacks),
        _("Preuve : {p}.", p=point.preuve.rstrip(".") or lacks),
    )


def _proud(atouts: tuple[str, ...]) -> tuple[Block, ...]:
    if not atouts:
        return ()
    return (Heading(_("Ce que nous mettons en avant"), 3), BulletList(atouts))


def _asked(back: Verso) -> tuple[Block, ...]:
    if not back.demandes:
        return ()
    columns = (Column(_("Demande"), 3), Column(_("Montant"), 2), Column(_("En face"), 2.4))
    table = Table(columns, tuple(map(_demand, back.demandes)), row_header=False, dense=True)
    more = ngettext(
        "Et {n} autre demande, dans les fiches actions.",
        "Et {n} autres demandes, dans les fiches actions.",
        back.autres,
    )
    rest = (Paragraph(more, small=True),) if back.autres else ()
    return (Heading(_("Ce que nous demandons"), 3), table, *rest)


def _demand(one: Demande) -> Row:
    return Row((Cell(one.quoi), Cell(one.montant), Cell(one.en_face or EMPTY)))
