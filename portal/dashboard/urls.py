from django.urls import path

from portal.dashboard import palette, search, support, views
from portal.dashboard.notifications import latest
from portal.dashboard.notifications import views as notifications

app_name = "dashboard"

urlpatterns = [
    path("", views.home, name="home"),
    path("a-faire/", views.former_board, name="board"),
    path("palette/", palette.choices, name="palette"),
    path("recherche/", search.search, name="search"),
    path("notifications/", notifications.index, name="notifications"),
    path("notifications/compte/", latest.count, name="notifications_count"),
    path("notifications/dernieres/", latest.latest, name="notifications_latest"),
    path("notifications/lues/", notifications.reading_all, name="notifications_read"),
    path("notifications/<int:pk>/", notifications.opening, name="notification"),
    path("notifications/<int:pk>/lue/", notifications.reading, name="notification_read"),
    path("parametres/notifications/", notifications.notification_choices, name="notification_choices"),
    path("support/", support.support, name="support"),
]
