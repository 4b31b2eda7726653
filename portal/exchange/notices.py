"""What one is told of one's exports: the file that was long to make is there."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.access.roles import Role
from portal.exchange.models import KEPT_DAYS, ExportJob
from portal.messaging.kinds import Kind
from portal.messaging.kinds import register as register_kind
from portal.messaging.notices import notify

READY = "exchange.ready"


def register() -> None:
    roles = (Role.MANAGER, Role.BACK_OFFICE)  # those who may export (see `ROLE_RIGHTS`)
    register_kind(Kind(READY, _("Un export est prêt"), roles, icon="file-export", tone="success"))


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
