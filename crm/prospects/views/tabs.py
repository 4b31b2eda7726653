"""The tabs that are one form each: Société, Suivi du dossier, Adresse, Recommandation."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from crm.companies.models import CompanyRecord
from crm.onboarding.actions import links
from crm.onboarding.queries import onboarding_of, progress_of
from crm.prospects.actions import filing, starting
from crm.prospects.completion import next_tab
from crm.prospects.enums import Progress
from crm.prospects.forms import AddressForm, CompanyForm, FollowUpForm, RecommendationForm
from crm.prospects.looking import initial_of, look, pick
from crm.prospects.messages import file_url
from crm.prospects.models import Recommendation
from crm.prospects.presentation import file_context
from crm.prospects.views.creation import taken_sentence
from crm.prospects.views.scope import file_for, file_to_edit
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.audit.transitions import Refused
from portal.records.actions import Stale
from portal.records.views import edit_page


@requires(Permission.CLIENTS_VIEW)
@require_safe
def first(request, pk):
    """The file's own address leads to its first tab."""
    return redirect(file_url(file_for(request.user, pk), "societe"))


def _file(request, pk):
    return file_to_edit(request.user, pk) if request.method == "POST" else file_for(request.user, pk)


def _tab(request, form, client, key: str, *, save, context=None):
    """The page of one form; `Enregistrer et continuer` goes on to the next tab, `Enregistrer` stays."""

    def saved():
        try:
            return save()
        except filing.Taken:
            form.add_error("siren", taken_sentence())
        except Stale:
            raise
        except Refused as refused:
            form.add_error(None, refused.sentence)
        return None

    def go(_record):
        tab = next_tab(key) if "suite" in request.POST else key
        return redirect(file_url(client, tab))

    context = file_context(request, client, key) | (context or {})
    return edit_page(
        request,
        form,
        save=saved,
        template=f"crm/prospects/tabs/{key}.html",
        context=context,
        done=_("C’est enregistré."),
        go=go,
    )


@requires(Permission.CLIENTS_VIEW)
@require_http_methods(["GET", "POST"])
def company(request, pk):
    """`Société` (F3)."""
    client = _file(request, pk)
    kept = CompanyRecord.objects.filter(client=client).first()
    number = request.POST.get("picked", "") or request.GET.get("siren", "")
    picked, is_down = pick(number)
    initial = {name: getattr(kept, name) for name in CompanyForm.REGISTRATION} if kept else {}
    if picked and request.method != "POST":
        initial |= initial_of(picked, request.GET.get("siret", ""))
    form = CompanyForm.of(request, instance=client, initial=initial, company=picked)

    def save():
        values = form.values()
        matched = picked if picked and picked.siren == values["siren"] else None
        return filing.write_company(
            client=client,
            values=values,
            registration=form.registration(),
            company=matched,
            version=form.seen_version,
            by=request.user,
        )

    context = {
        "kept": kept,
        "company": picked,
        "is_down": is_down,
        "found": look(request.GET.get("q", "")) if "q" in request.GET else None,
        "is_locked": not filing.may_change_identity(client, request.user),
        "differences": _differences(client, kept),
    }
    return _tab(request, form, client, "societe", save=save, context=context)


def _differences(client, kept) -> list[tuple[str, str, str]]:
    """What the file and the directory say of the same thing: label, typed, found."""
    labels = {name: client._meta.get_field(name).verbose_name for name in (kept.differences if kept else ())}
    return [(label, getattr(client, name), kept.found.get(name, "")) for name, label in labels.items()]


@requires(Permission.CLIENTS_VIEW)
@require_http_methods(["GET", "POST"])
def follow_up(request, pk):
    """`Suivi du dossier` (F4): `Prêt à démarrer` is confirmed on a page of its own once the rest is saved."""
    client = _file(request, pk)
    form = FollowUpForm.of(request, instance=client.follow_up)

    def save():
        saved = form.change(filing.write_follow_up, by=request.user, client=client)
        return _change_state(client, form.cleaned_data.get("status", ""), saved, by=request.user)

    context = {"attribution": getattr(client, "attribution", None), "timeline": history_of(client)[:8]}
    if client.follow_up.is_ready:
        onboarding = onboarding_of(client)
        context |= {"link": links.living(client), "onboarding": onboarding, "progress": progress_of(onboarding)}
    if form.is_bound and form.is_valid() and _wants_start(client, form):
        return _save_then_confirm(request, form, client, save, context)
    return _tab(request, form, client, "suivi", save=save, context=context)


def _wants_start(client, form) -> bool:
    return form.cleaned_data.get("status") == Progress.READY and not client.follow_up.is_ready


def _change_state(client, wanted: str, saved, *, by):
    if wanted == Progress.LOST:
        return starting.drop(client=client, by=by)
    if wanted == Progress.DISCUSSING and saved.status == Progress.LOST:
        return starting.resume(client=client, by=by)
    return saved


def _save_then_confirm(request, form, client, save, context):
    try:
        save()
    except Stale as stale:
        form.show_stale(stale)
        return _tab(request, form, client, "suivi", save=save, context=context)
    return redirect("crm:prospect_start", client.pk)


@requires(Permission.CLIENTS_VIEW)
@require_http_methods(["GET", "POST"])
def address(request, pk):
    """`Adresse`, filled from the directory."""
    client = _file(request, pk)
    kept = CompanyRecord.objects.filter(client=client).first()
    form = AddressForm.of(request, instance=client, initial={"country": kept.country if kept else ""})

    def save():
        return filing.write_address(
            client=client,
            values=form.values(),
            country=form.cleaned_data["country"],
            version=form.seen_version,
            by=request.user,
        )

    return _tab(request, form, client, "adresse", save=save)


@requires(Permission.CLIENTS_VIEW)
@require_http_methods(["GET", "POST"])
def recommendation(request, pk):
    """`Recommandation` (F10)."""
    client = _file(request, pk)
    instance = getattr(client, "recommendation", None) or Recommendation(client=client)
    form = RecommendationForm.of(request, instance=instance)

    def save():
        return form.change(filing.write_recommendation, by=request.user, client=client)

    return _tab(request, form, client, "recommandation", save=save)
