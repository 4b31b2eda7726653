"""How long the file of somebody is kept who bought nothing, or nothing that is still kept."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import CASCADE, CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from crm.clients.models import Client
from portal.audit.erasure import erase_details, events_since
from portal.core.plugs.retention import Rule


def without_contract(before: datetime) -> QuerySet:
    """Files that no contract (nor anything else) refers to, without an account, in which nothing has happened since."""
    key = Cast(OuterRef("pk"), CharField())
    quiet = Client.objects.filter(~Exists(events_since(Client, before, key)), created_at__lt=before, account=None)
    outside = (relation for relation in Client._meta.related_objects if relation.on_delete is not CASCADE)
    unused = {f"{relation.name}__isnull": True for relation in outside if not relation.hidden}
    return quiet.filter(**unused).order_by("created_at", "pk")


def in_the_bin(before: datetime) -> QuerySet:
    """Files that were deleted, or merged into another."""
    return Client.objects.filter(removed_at__lt=before).order_by("removed_at", "pk")


def erase(clients: list[Client]) -> int:
    return sum(_erase_one(client) for client in clients)


def _erase_one(client: Client) -> int:
    try:
        with transaction.atomic():
            erase_details(client)
            return min(1, Client.objects.filter(pk=client.pk).delete()[0])
    except IntegrityError:  # something was begun for them a moment ago; PostgreSQL may say so at the commit only
        return 0


RULES = (
    Rule(
        name="crm.clients",
        label=_("Fiches de clients sans contrat"),
        kept=_("%(time)s après le dernier échange"),
        then=_("Supprimées"),
        days=lambda: settings.KEEP_CLIENTS_DAYS,
        due=without_contract,
        erase=erase,
        order=40,
    ),
    Rule(
        name="crm.removed_clients",
        label=_("Fiches de clients supprimées"),
        kept=_("%(time)s dans la corbeille"),
        then=_("Effacées"),
        days=lambda: settings.KEEP_REMOVED_CLIENTS_DAYS,
        due=in_the_bin,
        erase=erase,
        order=41,
    ),
)
