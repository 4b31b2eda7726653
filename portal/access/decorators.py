"""Each view says who may open it: `@requires(Permission.X)` or `@public("why")`. A test refuses any other."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied

from portal.access.permissions import Permission

SIGNED_IN = "signed in"


def requires(*rights: Permission):
    """Opens a view to those who have one of `rights`; without any right named, to every account.

    The view's own scope (`visible_to`) answers 404 to what its reader may not see; this answers 403
    to who may see such pages never.
    """

    def wrap(view):
        @wraps(view)
        def checked(request, *args, **kwargs):
            if rights and not any(request.user.has_right(right) for right in rights):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        checked.access = ("requires", tuple(rights) or (SIGNED_IN,))
        return checked

    return wrap


def public(reason: str):
    """Opens a view to anybody, for a `reason` a reader can check."""

    def wrap(view):
        opened = login_not_required(view)
        opened.access = ("public", reason)
        return opened

    return wrap
