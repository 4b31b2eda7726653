"""Icons, buttons, badges, avatars: the smallest pieces, written as HTML here because pages hold many."""

from functools import lru_cache

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from portal.core.values import phone
from portal.ui import icons
from portal.ui.components.markup import escaped, html
from portal.ui.parts import checked_tone

VARIANTS = ("primary", "secondary", "soft", "ghost", "danger", "danger-quiet")
SIZES = ("small", "medium", "large")
ICON_SIZES = ("sm", "md", "lg")


def icon(name: str, *, size: str = "md", label: str = "") -> SafeString:
    """An icon of the sprite, hidden from screen readers unless `label` says what it means."""
    return _drawing(name, size, str(label))


@lru_cache(maxsize=1024)  # a page holds dozens of the same few
def _drawing(name: str, size: str, label: str) -> SafeString:
    if name not in icons.NAMES:
        raise ValueError(f"Unknown icon {name!r}: add it to portal/ui/icons.py and run `make vendor`")
    if size not in ICON_SIZES:
        raise ValueError(f"Unknown icon size {size!r}: one of {', '.join(ICON_SIZES)}")
    css = "icon" if size == "md" else f"icon icon--{size}"
    voice = html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return html('<svg class="{}" {}><use href="{}#{}"></use></svg>', css, voice, static(icons.SPRITE), name)


def badge(label, *, tone: str = "neutral", icon: str = "", long: bool = False) -> SafeString:
    """A short word on a soft background; a `long` sentence wraps where there is little room."""
    size = " badge--long" if long else ""
    return html('<span class="badge{} tone-{}">{}{}</span>', size, checked_tone(tone), _icon(icon), label)


def status(obj) -> SafeString:
    """Badge of a record that has `status_label` and `status_tone`."""
    return _status(obj.status_tone, str(obj.status_label))


@lru_cache(maxsize=1024)
def _status(tone: str, label: str) -> SafeString:
    return html('<span class="badge badge--status tone-{}">{}</span>', checked_tone(tone), label)


def button(
    label,
    *,
    href: str = "",
    type: str = "",
    variant: str = "secondary",
    size: str = "medium",
    icon: str = "",
    icon_only: bool = False,
    full: bool = False,
    disabled: bool = False,
    name: str = "",
    value: str = "",
    form: str = "",
    opens: str = "",
    download: bool = False,
    formaction: str = "",
) -> SafeString:
    """A link (`href`) or a button (`type`: `submit` or `button`), never both.

    `opens` names the `{% dialog %}` shown in place of following the link when scripts run.
    """
    if bool(href) == bool(type):
        raise ValueError("A button has either href= or type=")
    if variant not in VARIANTS or size not in SIZES:
        raise ValueError(f"Unknown variant or size of button: {variant!r}, {size!r}")
    if icon_only and not icon:
        raise ValueError("icon_only= needs icon=")
    css = f"button button--{variant}"
    css += f" button--{size}" if size != "medium" else ""
    css += " button--full" if full else ""
    css += " button--icon" if icon_only else ""
    attributes = _attributes(
        {
            "class": css,
            "href": "" if disabled else href,
            "type": type,
            "name": name,
            "value": value,
            "form": form,
            "formaction": formaction,
            "data-dialog": opens,
            "aria-disabled": "true" if disabled and href else "",
        }
    )
    flags = (" disabled" if disabled and type else "") + (" download" if download else "")
    text = html('<span class="visually-hidden">{}</span>', label) if icon_only else label
    tag = "a" if href else "button"
    return mark_safe(f"<{tag}{attributes}{flags}>{_icon(icon)}{escaped(text)}</{tag}>")


def avatar(user, *, size: str = "medium") -> SafeString:
    """The photo of a person, else the initials. Decorative: the name is beside it."""
    css = "avatar avatar--lg" if size == "large" else "avatar"
    photo = getattr(user, "photo_url", "")
    if photo:
        return html('<img class="{}" src="{}" alt="" width="32" height="32">', css, photo)
    return html('<span class="{}" aria-hidden="true">{}</span>', css, user.initials)


def phone_link(e164: str) -> SafeString:
    """A number that a phone dials when touched; a dash when there is none."""
    if not e164:
        return mark_safe("—")
    return html('<a class="phone-link" href="tel:{}">{}</a>', e164, phone.national(e164))


def _icon(name: str) -> SafeString | str:
    return icon(name) if name else ""


def _attributes(values: dict[str, str]) -> SafeString:
    return mark_safe("".join(f' {name}="{escaped(value)}"' for name, value in values.items() if value != ""))


def register_with(register) -> None:
    for tag in (icon, badge, status, button, avatar, phone_link):
        register.simple_tag(tag)
