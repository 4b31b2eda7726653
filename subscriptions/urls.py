from subscriptions.payments.urls import urlpatterns as payments

app_name = "subscriptions"
urlpatterns = [*payments]
