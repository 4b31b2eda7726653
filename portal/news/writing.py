"""Pages of those who write news: sheet, form with its preview, steps, pictures."""

from functools import partial

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.news import actions, queries
from portal.news.listing import WRITING, sheet_url
from portal.news.markup import as_html
from portal.news.models import LONGEST_BODY, News
from portal.news.writing_forms import AddPictureForm, ScheduleForm, WritingForm
from portal.records.views import edit_page
from portal.ui.listing.trail import way_back
from portal.ui.steps import Place, Step, form_page, step_page

PUBLICATION = Step(
    title=gettext_lazy("Publier l’actualité"),
    text=gettext_lazy("Elle paraît tout de suite. Destinataires : %(readers)s."),
    button=gettext_lazy("Publier"),
    icon="news",
    done=gettext_lazy("L’actualité est publiée."),
)
SCHEDULE = Step(
    title=gettext_lazy("Programmer l’actualité"),
    text=gettext_lazy("Elle paraîtra à ce moment. Destinataires : %(readers)s."),
    button=gettext_lazy("Programmer"),
    icon="calendar",
    done=gettext_lazy("L’actualité est programmée."),
)
WITHDRAWAL = Step(
    title=gettext_lazy("Remettre en brouillon"),
    text=gettext_lazy("Ses lecteurs ne la voient plus. Son texte reste, et vous pourrez la publier de nouveau."),
    button=gettext_lazy("Remettre en brouillon"),
    icon="arrow-back-up",
    done=gettext_lazy("L’actualité est de nouveau un brouillon."),
    danger=True,
)
PICTURE_REMOVAL = Step(
    title=gettext_lazy("Supprimer l’image"),
    text=gettext_lazy("« %(alt)s » ne sera plus montrée."),
    button=gettext_lazy("Supprimer"),
    icon="trash",
    done=gettext_lazy("L’image est supprimée."),
    danger=True,
)


def _news_for(user, pk: int) -> News:
    return get_object_or_404(News.objects.written_by(user).select_related("author"), pk=pk)


def _place(news: News) -> Place:
    return Place(news, gettext_lazy("Actualité"), subtitle=news.title, back_url=sheet_url(news))


@requires(Permission.NEWS_WRITE)
@require_safe
def sheet(request, pk):
    """What is written, as its readers see it, and what can be done with it."""
    news = _news_for(request.user, pk)
    context = {
        "news": news,
        "body": as_html(news.body),
        "pictures": list(news.pictures.all()),
        "readers": queries.audience_label(news),
        "times_read": news.readings.count(),
        "timeline": history_of(news),
        "list_url": way_back(WRITING, request.GET),
    }
    return render(request, "news/sheet.html", context)


@requires(Permission.NEWS_WRITE)
@require_http_methods(["GET", "POST"])
def new(request):
    form = WritingForm.of(request)

    def save():
        return form.create(actions.create, by=request.user, **form.audience())

    return _form(request, form, save, done=_("Le brouillon est enregistré."))


@requires(Permission.NEWS_WRITE)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    news = _news_for(request.user, pk)
    form = WritingForm.of(request, instance=news)

    def save():
        return form.change(actions.change, by=request.user, news=news, **form.audience())

    return _form(request, form, save, news, done=_("L’actualité est enregistrée."))


def _form(request, form, save, news: News | None = None, *, done: str):
    """The form beside its preview; `Prévisualiser` draws what was typed, and saves nothing."""
    typed = request.POST if request.method == "POST" else {}
    context = {"news": news, **_preview(typed, news)}
    if "apercu" in typed:
        return render(request, "news/writing.html", {"form": form, **context})
    return edit_page(
        request,
        form,
        save=save,
        template="news/writing.html",
        context=context,
        done=done,
        go=lambda saved: redirect(sheet_url(saved)),
    )


def _preview(typed, news: News | None = None) -> dict:
    """What was typed, else what is saved, as readers see it."""

    def text(name: str, most: int) -> str:
        return typed.get(name, getattr(news, name) if news else "")[:most]

    pictures = list(news.pictures.all()) if news else []
    title, summary = text("title", 150), text("summary", 300)
    return {"title": title, "summary": summary, "body": as_html(text("body", LONGEST_BODY)), "pictures": pictures}


@requires(Permission.NEWS_WRITE)
@require_POST
def preview(request):
    """The preview alone, while somebody types; nothing is saved."""
    return render(request, "news/_preview.html", _preview(request.POST))


@requires(Permission.NEWS_WRITE)
@require_POST
def preview_of(request, pk):
    """The preview of what exists, with its pictures."""
    return render(request, "news/_preview.html", _preview(request.POST, _news_for(request.user, pk)))


@requires(Permission.NEWS_WRITE)
@require_http_methods(["GET", "POST"])
def publication(request, pk):
    """`Publier`."""
    news = _news_for(request.user, pk)
    return _step(request, PUBLICATION, news, partial(actions.publish, news=news, by=request.user))


@requires(Permission.NEWS_WRITE)
@require_http_methods(["GET", "POST"])
def schedule(request, pk):
    """`Programmer`: a day and an hour to come."""
    news = _news_for(request.user, pk)
    form = ScheduleForm(request.POST if request.method == "POST" else None)

    def act(at, **parts):
        actions.schedule(news=news, at=at, by=request.user)

    return _step(request, SCHEDULE, news, act, form=form)


@requires(Permission.NEWS_WRITE)
@require_http_methods(["GET", "POST"])
def withdrawal(request, pk):
    """`Remettre en brouillon`."""
    news = _news_for(request.user, pk)
    return _step(request, WITHDRAWAL, news, partial(actions.unpublish, news=news, by=request.user))


def _step(request, step: Step, news: News, act, *, form=None):
    """One step of a piece of news; done twice, it is done."""

    def once(**values):
        act(**values)

    values = {"readers": queries.audience_label(news)}
    return step_page(request, step, _place(news), once, form=form, values=values, go=sheet_url(news))


@requires(Permission.NEWS_WRITE)
@require_http_methods(["GET", "POST"])
def new_picture(request, pk):
    """`Ajouter une image`: looked at and stored before the transaction that shows it."""
    news = _news_for(request.user, pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AddPictureForm(*sent)
    if form.is_bound and form.is_valid():
        values = {"alt": form.cleaned_data["alt"], "position": 10 * (news.pictures.count() + 1)}

        def write(stored: dict):
            return actions.add_picture(news=news, stored=stored["upload"], by=request.user, **values)

        actions.with_pictures(uploads={"upload": form.cleaned_data["upload"]}, write=write, by=request.user)
        return redirect(sheet_url(news))
    return form_page(request, form, "news/picture.html", {"news": news, "sheet_url": sheet_url(news)})


@requires(Permission.NEWS_WRITE)
@require_http_methods(["GET", "POST"])
def picture_removal(request, pk, picture):
    """`Supprimer l’image`."""
    news = _news_for(request.user, pk)
    found = get_object_or_404(news.pictures.select_related("news", "file"), pk=picture)
    act = partial(actions.remove_picture, picture=found, by=request.user)
    return step_page(
        request, PICTURE_REMOVAL, _place(news), act, values={"alt": found.alt}, go=lambda _outcome: sheet_url(news)
    )
