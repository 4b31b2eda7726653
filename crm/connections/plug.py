from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.core.plugs import Plug
from portal.core.plugs.tabs import Tab


def is_company(user, client) -> bool:
    return client.is_company


PLUG = Plug(
    tabs=(
        Tab(
            "crm:client_connexions",
            _("Connexions"),
            "crm.client",
            Permission.FACTORING_FOLLOW,
            60,
            applies=is_company,
        ),
        Tab("crm:prospect_connexions", _("Connexions"), "crm.followup", Permission.FACTORING_FOLLOW, 60),
    )
)
