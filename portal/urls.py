"""Every address of the portal, app by app."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from portal.messaging.webhooks import twilio_status

urlpatterns = [
    path("", include("portal.dashboard.urls")),
    path("", include("portal.accounts.urls")),
    path("", include("contracts.urls")),
    path("", include("presales.urls")),
    path("", include("crm.urls")),
    path("", include("catalog.urls")),
    path("", include("subscriptions.urls")),
    path("", include("portal.earnings.urls")),
    path("", include("portal.help.urls")),
    path("", include("portal.news.urls")),
    path("", include("portal.brand.urls")),
    path("", include("portal.people.urls")),
    path("", include("portal.exchange.urls")),
    path("", include("portal.operations.urls")),
    path("", include("portal.undo.urls")),
    path("", include("portal.api.urls")),
    path("l/", include("portal.links.urls")),
    path("webhooks/twilio/", twilio_status, name="twilio_status"),
    path("_ui/", include("portal.ui.urls")),
    path("sante/", include("portal.core.plumbing.urls")),
    path("admin/", admin.site.urls),
]
if settings.DEMO:
    urlpatterns.append(path("demo/messagerie/", include("portal.messaging.urls")))

handler400 = "portal.ui.errors.bad_request"
handler403 = "portal.ui.errors.permission_denied"
handler404 = "portal.ui.errors.not_found"
handler429 = "portal.ui.errors.too_many"
handler500 = "portal.ui.errors.server_error"
