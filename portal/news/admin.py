"""News in the administration: where they are written, previewed, published and taken back."""

from django.contrib import admin, messages
from django.db.models import Count
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.administration.pages import DeskAdmin
from portal.documents import files
from portal.documents.uploads import Upload
from portal.news import actions
from portal.news.forms import NewsForm, PictureForm, drawn
from portal.news.markup import as_html
from portal.news.models import News, Picture
from portal.records.admin import RecordFormAdmin


class PictureInline(admin.StackedInline):
    model = Picture
    form = PictureForm
    fields = ["upload", "shown", "alt", "position"]
    readonly_fields = ["shown"]
    extra = 0

    def has_add_permission(self, request, obj=None) -> bool:
        """Pictures belong to what may be written: their rights are those of the news."""
        return request.user.has_perm("news.change_news")

    has_change_permission = has_view_permission = has_delete_permission = has_add_permission

    @admin.display(description=_("aperçu"))
    def shown(self, picture) -> str:
        if not picture.pk:
            return "—"
        return format_html('<img src="{}images/{}/" alt="" width="240">', picture.news.get_absolute_url(), picture.pk)


@admin.register(News)
class NewsAdmin(RecordFormAdmin, DeskAdmin):
    form = NewsForm
    list_display = ["title", "state", "publish_at", "author", "readings_count"]
    list_filter = ["publish_at"]
    search_fields = ["search_text"]
    list_select_related = ["author"]
    ordering = ["-created_at", "-pk"]
    fieldsets = [
        (None, {"fields": ["title", "summary", "body", "preview", "version"]}),
        (_("Publication"), {"fields": ["publish_at", "roles", "organisation_kinds"]}),
    ]
    readonly_fields = ["preview"]
    inlines = [PictureInline]
    actions = ["publish_selected", "unpublish_selected"]

    @admin.display(description=_("état"))
    def state(self, news) -> str:
        return news.status_label

    @admin.display(description=_("lectures"))
    def readings_count(self, news) -> int:
        return news.times_read

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(times_read=Count("readings"))

    @admin.display(description=_("aperçu du texte enregistré"))
    def preview(self, news) -> str:
        if not news.pk:
            return _("Enregistrez un brouillon pour relire ici le texte mis en forme.")
        return as_html(news.body)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Pictures are looked at, drawn anew and stored before Django opens the transaction in which it reads forms."""
        sent = self._sent_pictures(request)
        uploads = {name: outcome for name, outcome in sent.items() if isinstance(outcome, Upload)}

        def write(stored: dict):
            request.pictures = MultiValueDict({name: [found] for name, found in (sent | stored).items()})
            return super(NewsAdmin, self).changeform_view(request, object_id, form_url, extra_context)

        return actions.with_pictures(uploads=uploads, write=write, by=request.user) if uploads else write({})

    def _sent_pictures(self, request) -> dict:
        """What becomes of each file that may be kept, by the name of its field; nothing is done for other visitors."""
        if not self.has_change_permission(request):
            return {}
        sent = {name: f"{name.removesuffix('upload')}DELETE" for name in request.FILES if name.endswith("-upload")}
        return {name: drawn(request.FILES[name]) for name, delete in sent.items() if delete not in request.POST}

    def get_formset_kwargs(self, request, obj, inline, prefix):
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        return given | {"files": request.pictures} if "files" in given else given

    def save_model(self, request, obj, form, change) -> None:
        if not change:
            obj.author = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change) -> None:
        """Whom it is for, and its pictures."""
        actions.address(
            news=form.instance,
            roles=form.cleaned_data["roles"],
            organisation_kinds=form.cleaned_data["organisation_kinds"],
        )
        super().save_related(request, form, formsets, change)

    def save_formset(self, request, form, formset, change) -> None:
        """A picture is written with its file; the file of one that is deleted goes with it."""
        for row in formset.forms:
            stored = row.cleaned_data.get("upload")
            if stored and not row.cleaned_data.get("DELETE"):
                row.instance.news = form.instance
                actions.give_file(picture=row.instance, stored=stored)
        gone = [row.instance.file for row in formset.deleted_forms if row.instance.pk]
        super().save_formset(request, form, formset, change)
        for file in gone:
            files.remove(file)

    @admin.action(description=_("Publier maintenant"))
    def publish_selected(self, request, queryset) -> None:
        done = sum(actions.publish(news=news, by=request.user) for news in queryset)
        self._say(request, done, ngettext("%(count)s actualité publiée.", "%(count)s actualités publiées.", done))

    @admin.action(description=_("Remettre en brouillon"))
    def unpublish_selected(self, request, queryset) -> None:
        done = sum(actions.unpublish(news=news, by=request.user) for news in queryset)
        self._say(
            request,
            done,
            ngettext("%(count)s actualité remise en brouillon.", "%(count)s actualités remises en brouillon.", done),
        )

    def _say(self, request, done: int, sentence: str) -> None:
        self.message_user(request, sentence % {"count": done}, messages.SUCCESS if done else messages.INFO)
