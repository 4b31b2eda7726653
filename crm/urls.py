from crm.clients.urls import urlpatterns as clients
from crm.prospects.urls import urlpatterns as prospects

app_name = "crm"
urlpatterns = [*clients, *prospects]
