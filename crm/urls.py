from crm.clients.urls import urlpatterns as clients
from crm.notes.urls import urlpatterns as notes
from crm.signatories.urls import urlpatterns as signatories
from crm.tasks.urls import urlpatterns as tasks

app_name = "crm"
urlpatterns = [*clients, *tasks, *notes, *signatories]
