"""A questionnaire on the client's phone, behind a secure link: one question per screen, resumable."""

from django.shortcuts import redirect, render

from crm.questionnaires import actions, asking
from crm.questionnaires.models import Response
from portal.links.proofs import birth_date_proof, postal_code_proof
from portal.links.purposes import Purpose


def question(request, link, response):
    """The first question without an answer, or the one asked for; then the answers to read again."""
    if response.is_finished:
        return done(request, link, response)
    each = asking.asked(response, request.GET.get("question", ""))
    token = request.resolver_match.kwargs["token"]
    if each is None:
        context = {"response": response, "rows": asking.recap(response), "token": token}
        return render(request, "crm/questionnaires/public/end.html", context)
    form = asking.form_for(request, response, each)
    if request.method == "POST" and form.is_valid():
        asking.save(request, response, each, form)
        following = "fin" if each.is_last else str(each.number + 1)
        return redirect(f"{request.path}?question={following}")
    context = {"response": response, "asked": each, "form": form, "token": token}
    return render(request, "crm/questionnaires/public/ask.html", context, status=422 if form.is_bound else 200)


def finish(request, link, response):
    """`Envoyer mes réponses`."""
    token = request.resolver_match.kwargs["token"]
    if request.method == "POST":
        try:
            actions.finish_by_link(response=response)
        except actions.Unfinished:
            return redirect("links:open", token=token)
    return redirect("links:open", token=token)


def done(request, link, response):
    """Thank the client, on the browser that answered."""
    return render(request, "crm/questionnaires/public/done.html", {"response": response})


def proof(response):
    """Ask a person for their birth date, a company for its postal code."""
    if response.client.is_company or response.client.birth_date is None:
        return postal_code_proof(lambda each: each.client.postal_code)
    return birth_date_proof(lambda each: each.client.birth_date)


def renew(link) -> None:
    """Send a new link for an expired one: the answers given so far are kept."""
    response = Response.objects.filter(pk=link.about_id, finished_at=None).first()
    if response is not None:
        actions.send_again(response=response)


def purpose(title) -> Purpose:
    return Purpose(
        name=actions.PURPOSE,
        title=title,
        view=question,
        views={"fin": finish},
        proof=proof,
        done=done,
        renew=renew,
    )
