"""The recovery sheet of a protected dossier: one page to be printed and put in a safe.

It is of no page and in no catalogue, and it never bears the password itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, format_date, format_time_in_document
from cpom_desktop.reports.blocks import (
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.reports.pdf import render_pdf

if TYPE_CHECKING:
    from datetime import datetime

    from cpom_desktop.reports.blocks import Block

BY_HAND = ("Rangée par", "Le", "Endroit", "Qui peut l'ouvrir")
HAND_MM = 11


def rescue_sheet(nom: str, fichier: str, code: str, *, now: datetime) -> bytes:
    """Return the sheet as a PDF of one page.

    Args:
        nom: what the dossier is called.
        fichier: the name of its file.
        code: eight lines.
        now: when it is printed.
    """
    day, hour = format_date(now.date()), format_time_in_document(now)
    printed = _("le {jour} à {heure}", jour=day, heure=hour)
    return render_pdf(
        Document(
            slug="fiche-secours",
            title=_("Fiche de secours"),
            running_head=nom,
            edition=_("Imprimée {quand}", quand=printed),
            author=nom,
            blocks=_blocks(nom, fichier, code, printed),
        ),
        now=now,
    ).data


def _blocks(nom: str, fichier: str, code: str, printed: str) -> tuple[Block, ...]:
    return (
        Heading(_("Fiche de secours du dossier protégé")),
        KeyValues(((_("Dossier"), nom), (_("Fichier"), fichier), (_("Imprimée"), printed))),
        Paragraph(
            _(
                "Ce code ouvre le dossier et ses sauvegardes sans le mot de passe. À "
                "l'ouverture, choisissez « Utiliser la fiche de secours… » : recopiez les huit "
                "lignes. Majuscules, espaces et tirets ne comptent pas. Le code n'a ni I, ni L, "
                "ni O, ni U : un rond est le chiffre zéro, un trait est le chiffre un."
            )
        ),
        _code_table(code),
        Paragraph(
            _(
                "Mot de passe oublié : ouvrez le dossier par ce code, puis choisissez « Changer "
                "le mot de passe… ». Tapez-y ce code à la place du mot de passe actuel."
            )
        ),
        Callout(
            _("Où la garder"),
            _(
                "Dans une enveloppe fermée et datée, au coffre de l'établissement. Ni avec "
                "l'ordinateur, ni dans un courriel, ni en photo. Qui a cette fiche et le fichier "
                "lit le dossier."
            ),
            "attention",
        ),
        Paragraph(
            _(
                "Elle vaut jusqu'au prochain changement de mot de passe : détruisez-la alors et "
                "imprimez la nouvelle. Mot de passe perdu et fiche de secours perdue : le dossier "
                "est perdu, personne ne peut le rouvrir."
            )
        ),
        _hand_table(),
    )


def _code_table(code: str) -> Table:
    """Return the code, a line of the table for each of its lines."""
    rows = tuple(
        Row((Cell(str(number)), Cell(line, bold=True)))
        for number, line in enumerate(code.splitlines(), start=1)
    )
    columns = Column(_("Ligne"), 1, "center"), Column(_("Code"), 5, "center")
    return Table(columns, rows, caption=_("Code de secours"), by_hand=True)


def _hand_table() -> Table:
    rows = tuple(Row((Cell(_(words)), Cell(""))) for words in BY_HAND)
    columns = Column(_("À remplir à la main"), 1), Column(_("Réponse"), 3)
    return Table(columns, rows, caption=_("Rangement"), row_mm=HAND_MM)
