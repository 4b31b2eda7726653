"""Import of clients and contacts: the second kind of `/imports/`."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from crm.clients.models import Client
from crm.imports.enums import Content
from crm.imports.fields import FIELDS
from crm.imports.planning import plan
from crm.imports.undoing import undo
from crm.imports.writing import apply
from portal.access.permissions import Permission
from portal.exchange.imports.kinds import ImportKind, Run, Source
from portal.exchange.models import ImportLine


def token(source: int) -> str:
    """Return a constant: lines only fill in what is empty, and each is checked again when it is written."""
    return "fills-in"


def notes(run: Run) -> list[str]:
    return [_("Les fiches existantes sont complétées, jamais écrasées.")]


def links(user, lines: list[ImportLine]) -> dict[int, list[tuple[str, str]]]:
    """Return what one does next about lines: open the file, merge two that may be the same client."""
    keys = {line.target for line in lines} | {_double(line) for line in lines}
    clients = Client.objects.visible_to(user).filter(pk__in=keys - {None}).in_bulk()
    return {line.pk: _links(user, line, clients) for line in lines}


def _double(line: ImportLine) -> int | None:
    return (line.before or {}).get("double")


def _links(user, line: ImportLine, clients: dict[int, Client]) -> list[tuple[str, str]]:
    mine, double = clients.get(line.target), clients.get(_double(line))
    found = [(_("Ouvrir la fiche"), mine.get_absolute_url())] if mine else []
    if double and mine and user.has_right(Permission.CLIENTS_MERGE):
        found.append((_("Fusionner"), f"{reverse('crm:merge', args=[double.pk])}?avec={mine.pk}"))
    elif double:
        found.append((_("Voir la fiche semblable"), double.get_absolute_url()))
    return found


def _done_url(source: int) -> str:
    return reverse("crm:prospects") if source == Content.PROSPECTS else f"{reverse('crm:list')}?tri=recent"


KIND = ImportKind(
    name="contacts",
    label=gettext_lazy("Clients et contacts"),
    guide=gettext_lazy("Un carnet d’adresses ou un export : Google, Outlook, HubSpot, vCard, CSV ou Excel."),
    right=Permission.CLIENTS_IMPORT,
    source=Source(label=gettext_lazy("Que contient ce fichier ?"), choices=lambda user: Content.choices),
    fields=FIELDS,
    plan=plan,
    apply=apply,
    undo=undo,
    token=token,
    notes=notes,
    links=links,
    noun=lambda count: ngettext("fiche", "fiches", count),
    done_url=_done_url,
    order=20,
)
