from crm.addresses.urls import urlpatterns as addresses
from crm.clients.urls import urlpatterns as clients
from crm.companies.urls import urlpatterns as companies
from crm.connections.urls import urlpatterns as connections
from crm.drive.urls import urlpatterns as drive
from crm.envelopes.urls import urlpatterns as envelopes
from crm.financing.urls import urlpatterns as financing
from crm.notes.urls import urlpatterns as notes
from crm.onboarding.urls import urlpatterns as onboarding
from crm.payouts.urls import urlpatterns as payouts
from crm.prospects.urls import urlpatterns as prospects
from crm.questionnaires.urls import urlpatterns as questionnaires
from crm.review.urls import urlpatterns as reviews
from crm.signatories.urls import urlpatterns as signatories
from crm.suppliers.urls import urlpatterns as suppliers
from crm.tasks.urls import urlpatterns as tasks

app_name = "crm"
urlpatterns = [
    *clients,
    *prospects,
    *tasks,
    *notes,
    *signatories,
    *questionnaires,
    *drive,
    *envelopes,
    *suppliers,
    *financing,
    *payouts,
    *connections,
    *onboarding,
    *reviews,
    *addresses,
    *companies,
]
