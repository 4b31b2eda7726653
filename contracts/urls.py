from contracts.aggregation.urls import urlpatterns as aggregation
from contracts.confirmation.urls import urlpatterns as confirmation
from contracts.evidence.urls import urlpatterns as evidence
from contracts.pages.urls import urlpatterns as pages
from contracts.signature.urls import urlpatterns as signature
from contracts.space.urls import urlpatterns as space
from contracts.statements.urls import urlpatterns as statements
from contracts.withdrawal.urls import urlpatterns as withdrawal

app_name = "contracts"
urlpatterns = [*pages, *space, *signature, *confirmation, *evidence, *withdrawal, *aggregation, *statements]
