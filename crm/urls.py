from crm.clients.urls import urlpatterns as clients
from crm.drive.urls import urlpatterns as drive
from crm.notes.urls import urlpatterns as notes
from crm.prospects.urls import urlpatterns as prospects
from crm.questionnaires.urls import urlpatterns as questionnaires
from crm.signatories.urls import urlpatterns as signatories
from crm.tasks.urls import urlpatterns as tasks

app_name = "crm"
urlpatterns = [*clients, *prospects, *tasks, *notes, *signatories, *questionnaires, *drive]
