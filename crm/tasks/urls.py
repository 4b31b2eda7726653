from django.urls import path

from crm.tasks import views
from crm.tasks.listing import TASKS
from portal.exchange.lists import list_urls

urlpatterns = [
    *list_urls(TASKS),
    path("actions/nouvelle/", views.choose, name="task_new"),
    path("clients/<int:pk>/actions/", views.tab, name="client_tasks"),
    path("clients/<int:pk>/actions/nouvelle/", views.new, name="client_task_new"),
    path("clients/<int:pk>/actions/<int:task_pk>/", views.edit, name="task_edit"),
    path("clients/<int:pk>/actions/<int:task_pk>/resultat/", views.outcome, name="task_outcome"),
    path("clients/<int:pk>/actions/<int:task_pk>/reouverture/", views.reopening, name="task_reopening"),
]
