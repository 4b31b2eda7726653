from subscriptions.invoices.urls import urlpatterns as invoices
from subscriptions.legacy.urls import urlpatterns as legacy
from subscriptions.payments.urls import urlpatterns as payments
from subscriptions.plans.urls import urlpatterns as plans
from subscriptions.portfolio.urls import urlpatterns as portfolio
from subscriptions.renewal.urls import urlpatterns as renewal
from subscriptions.shop.urls import urlpatterns as shop
from subscriptions.space.urls import urlpatterns as space

app_name = "subscriptions"
urlpatterns = [*payments, *invoices, *legacy, *plans, *portfolio, *renewal, *shop, *space]
