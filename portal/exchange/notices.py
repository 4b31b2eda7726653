"""Notifications: export ready, bulk action done."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission as P
from portal.access.roles import roles_with
from portal.exchange.models import KEPT_DAYS, BulkJob, BulkRowState, ExportJob
from portal.messaging.kinds import Kind
from portal.messaging.notices import notify
from portal.ui.listing import registry

READY = "exchange.ready"
BULK = "exchange.bulk"


EXPORTERS = roles_with(P.CONTRACTS_EXPORT)
WORKERS = roles_with(P.CONTRACTS_CREATE, P.CONTRACTS_CONFIRM, P.PRESALES_HANDLE)  # their lists have bulk actions
KINDS = (
    Kind(READY, _("Un export est prêt"), EXPORTERS, icon="file-export", tone="success"),
    Kind(BULK, _("Une action sur de nombreuses lignes est terminée"), WORKERS, icon="list-check"),
)


def tell_ready(job: ExportJob, name: str) -> None:
    notify(
        [job.owner],
        READY,
        about=job,
        template="exchange/notices/ready",
        context={"name": name, "days": KEPT_DAYS},
        url=reverse("exchange:export", args=[job.pk]),
        dedupe=str(job.pk),
    )


def tell_bulk_done(job: BulkJob) -> None:
    _tell_bulk(job, "exchange/notices/bulk_done")


def tell_bulk_stopped(job: BulkJob) -> None:
    _tell_bulk(job, "exchange/notices/bulk_stopped")


def _tell_bulk(job: BulkJob, template: str) -> None:
    states = list(job.rows.values_list("state", flat=True))
    context = {
        "label": bulk_label(job),
        "done": states.count(BulkRowState.DONE),
        "refused": states.count(BulkRowState.REFUSED),
        "total": len(states),
        "days": KEPT_DAYS,
    }
    url = reverse("exchange:bulk", args=[job.pk])
    notify([job.owner], BULK, about=job, template=template, context=context, url=url, dedupe=str(job.pk))


def bulk_label(job: BulkJob) -> str:
    """Return the button's label, or the key of a step that no list has any more."""
    listing = registry.find(job.listing)
    actions = listing.bulk if listing else ()
    return next((action.label for action in actions if action.key == job.action), job.action)
