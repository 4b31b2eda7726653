from subscriptions.invoices.urls import urlpatterns as invoices
from subscriptions.payments.urls import urlpatterns as payments
from subscriptions.space.urls import urlpatterns as space

app_name = "subscriptions"
urlpatterns = [*payments, *invoices, *space]
