from presales.meetings.urls import urlpatterns as meetings
from presales.opportunities.urls import urlpatterns as opportunities
from presales.requests.urls import urlpatterns as requests

app_name = "presales"
urlpatterns = [*opportunities, *requests, *meetings]
