from django.urls import path

from crm.tasks import views

urlpatterns = [
    path("actions/", views.index, name="tasks"),
    path("actions/suggestions/", views.suggestions, name="task_suggestions"),
    path("actions/export/", views.export, name="task_export"),
    path("actions/nouvelle/", views.choose, name="task_new"),
    path("clients/<int:pk>/actions/", views.tab, name="client_tasks"),
    path("clients/<int:pk>/actions/nouvelle/", views.new, name="client_task_new"),
    path("clients/<int:pk>/actions/<int:task_pk>/", views.edit, name="task_edit"),
    path("clients/<int:pk>/actions/<int:task_pk>/resultat/", views.outcome, name="task_outcome"),
    path("clients/<int:pk>/actions/<int:task_pk>/reouverture/", views.reopening, name="task_reopening"),
]
