"""The list of contracts, for those who work with them."""

from functools import wraps

from django.shortcuts import redirect

from portal.access.shell import is_client


def for_staff(view):
    """Lead a client from the list to their own contracts; a search of theirs is answered."""

    @wraps(view)
    def shown(request, *args, **kwargs):
        if is_client(request.user) and not request.GET:
            return redirect("contracts:own_list")
        return view(request, *args, **kwargs)

    return shown
