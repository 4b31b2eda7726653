from django.urls import path

from crm.review import views
from crm.review.listing import REVIEWS
from portal.exchange.lists import list_urls

urlpatterns = [
    *list_urls(REVIEWS),
    path("inscriptions/temps/", views.times, name="review_times"),
    path("inscriptions/<int:pk>/", views.detail, name="review"),
    path("inscriptions/<int:pk>/conclusion/", views.conclusion, name="review_conclusion"),
    path("inscriptions/<int:pk>/pieces/<int:piece>/acceptation/", views.acceptance, name="review_accept"),
    path("inscriptions/<int:pk>/pieces/<int:piece>/refus/", views.refusal, name="review_refuse"),
    path("inscriptions/<int:pk>/pieces/<int:piece>/reprise/", views.reconsideration, name="review_reconsider"),
    path("inscriptions/pages/<uuid:pk>/", views.page, name="review_page"),
    path("inscriptions/pages/<uuid:pk>/motif/", views.look, name="review_look"),
]
