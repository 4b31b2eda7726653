from django.urls import path

from portal.messaging import views

app_name = "messaging"
urlpatterns = [
    path("", views.demo_mailbox, name="demo_mailbox"),
    path("<int:pk>/", views.demo_message, name="demo_message"),
    path("<int:pk>/corps/", views.demo_body, name="demo_body"),
    path("<int:pk>/pieces/<int:index>/", views.demo_attachment, name="demo_attachment"),
]
