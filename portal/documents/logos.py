"""The logo of a record: its part of the form, and saving both at once."""

from collections.abc import Callable
from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.audit.transitions import Refused
from portal.documents import pictures
from portal.documents.detection import RefusedFile
from portal.documents.files import store_for
from portal.documents.uploads import Upload, UploadField
from portal.records.actions import Stale

ACCEPTED = "image/jpeg,image/png,image/webp"


class LogoField(UploadField):
    """An image of 2 MB at most; its clean value holds what `draw` makes of it (raises `PictureError`)."""

    def __init__(self, *, draw: Callable[[bytes], bytes], **kwargs):
        self.draw = draw
        widget = forms.FileInput(attrs={"accept": ACCEPTED})
        super().__init__(label=_("Logo"), required=False, max_megabytes=2, widget=widget, **kwargs)

    def take(self, content: bytes, name: str) -> Upload:
        upload = super().take(content, name)
        try:
            return replace(upload, content=self.draw(upload.content))
        except pictures.TooManyPixels as error:
            raise RefusedFile(_("Cette image a trop de pixels. Réduisez-la, puis recommencez.")) from error
        except pictures.PictureError as error:
            raise RefusedFile(_("Image illisible. Formats acceptés : JPEG, PNG ou WebP.")) from error


class LogoForm(forms.Form):
    """Mixin before a `RecordForm` whose model has a `logo`; the form adds `upload`, a `LogoField`."""

    without_logo = forms.BooleanField(label=_("Retirer le logo"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.logo_id:
            del self.fields["without_logo"]

    def values(self) -> dict:
        """Return the columns; `save_with_logo` adds a logo that was sent."""
        kept = None if self.cleaned_data.get("without_logo") else self.instance.logo
        return super().values() | {"logo": kept}


def save_with_logo(form, save: Callable, *, kind: str, by):
    """Call `save(values)` with the logo that was sent; one that is not taken in the end is removed again.

    Returns the record, or None when it was refused, which the form then says. Raises `Stale`.
    """
    upload, values, saved = form.cleaned_data.get("upload"), form.values(), []

    def attach(stored) -> bool:
        saved.append(save(values | {"logo": stored}))
        return True

    try:
        if not upload:
            return save(values)
        store_for(attach, upload.content, name="logo.jpg", kind=kind, by=by)
    except Stale:
        raise
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return None
    return saved[0]
