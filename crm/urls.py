from crm.clients.urls import urlpatterns as clients
from crm.questionnaires.urls import urlpatterns as questionnaires

app_name = "crm"
urlpatterns = [*clients, *questionnaires]
