from catalog.library.urls import urlpatterns as library
from catalog.offer.urls import urlpatterns as offer

app_name = "catalog"
urlpatterns = [*library, *offer]
