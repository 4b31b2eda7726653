"""The pages of tokens, the document, and the operations, each behind the door of `door.guarded`."""

from functools import partial, update_wrapper

from django.urls import URLPattern, include, path, re_path

from portal.api import views
from portal.api.door import guarded
from portal.api.operations import made

app_name = "api"
API = made()


def _of(view):
    """Return a view of the document with the API it tells of."""
    return update_wrapper(partial(view, api=API), view)


def _operations() -> list[URLPattern]:
    patterns = API.urls[0]
    return [
        URLPattern(each.pattern, guarded(each.callback), each.default_args, each.name)
        for each in patterns
        if each.name != "api-root"
    ]


urlpatterns = [
    path("compte/api/", views.tokens, name="tokens"),
    path("compte/api/<int:pk>/revocation/", views.revocation, name="token_revocation"),
    path("api/v1/", views.root, name="root"),
    path("api/v1/docs", _of(views.docs), name="docs"),
    path("api/v1/openapi.json", _of(views.document), name="document"),
    path("api/v1/", include((_operations(), "api_v1"), namespace="api_v1")),
    re_path(r"^api/v1/(?P<url>.*)$", views.nothing, name="nothing"),
]
