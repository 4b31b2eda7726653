from contracts.aggregation.urls import urlpatterns as aggregation
from contracts.evidence.urls import urlpatterns as evidence
from contracts.pages.urls import urlpatterns as sales
from contracts.withdrawal.urls import urlpatterns as withdrawal

app_name = "contracts"
urlpatterns = [*sales, *evidence, *withdrawal, *aggregation]
