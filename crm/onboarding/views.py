"""What a prospect reads behind the link: what will be asked, without anything personal."""

from django.shortcuts import render


def welcome(request, link, client):
    """Only GET answers here, and it writes nothing; the pages that ask come after it."""
    return render(request, "crm/onboarding/welcome.html", {"link": link})
