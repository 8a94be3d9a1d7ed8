"""What the page says of an instance in the list, and before it is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.comitologie import members_words
from ui.models.lines import Line

if TYPE_CHECKING:
    from cpom_desktop.services.queries.comitologie import InstanceView


def line_of(view: InstanceView) -> Line:
    """Return the line of an instance in the list: its name, members, what is to be seen."""
    told = [members_words(view)]
    count = len(view.constats)
    if count:
        told.append(ngettext("{n} point à voir", "{n} points à voir", count))
    icon = "triangle-alert" if count else "circle-check"
    return Line(id=view.instance.id, first=view.instance.nom, second=" · ".join(told), icon=icon)


def consequence(view: InstanceView, held: int) -> str:
    """Return what stays when an instance is deleted.

    Args:
        view: the instance.
        held: how many meetings are of it.
    """
    seats = members_words(view)
    told = [_("Ses membres ({membres}) restent parmi les acteurs.", membres=seats)]
    if held:
        told.append(
            ngettext(
                "{n} réunion restera, sans instance.",
                "{n} réunions resteront, sans instance.",
                held,
            )
        )
    return " ".join([*told, _("Vous pourrez annuler cette suppression.")])
