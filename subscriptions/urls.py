from subscriptions.space.urls import urlpatterns as space

app_name = "subscriptions"
urlpatterns = [*space]
