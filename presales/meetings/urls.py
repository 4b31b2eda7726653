from django.urls import path

from presales.meetings.views import agenda, week

urlpatterns = [
    path("avant-vente/semaine/", week.week, name="week"),
    path("avant-vente/jour/", week.day_off, name="day_off"),
    path("avant-vente/agenda/", agenda.settings_page, name="agenda"),
    path("avant-vente/agenda/revocation/", agenda.revocation, name="agenda_revocation"),
    path("avant-vente/agenda/<str:secret>.ics", agenda.feed, name="agenda_feed"),
]
