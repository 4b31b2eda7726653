"""Components that hold other content between their tag and its end tag."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from portal.ui.parts import checked_tone

CALLOUT_ICONS = {
    "neutral": "info-circle",
    "muted": "info-circle",
    "info": "info-circle",
    "progress": "clock",
    "success": "circle-check",
    "warning": "alert-triangle",
    "danger": "alert-circle",
}


def stripped(content: SafeString) -> SafeString:
    """What a block rendered, without the blanks around it: an empty block is then false."""
    return mark_safe(content.strip())


def page_header(content, *, title, subtitle="", back_url="", back_label="", status=None):
    """The title of a page; the block holds its actions. `status` is a record with a status label and tone."""
    if bool(back_url) != bool(back_label):
        raise ValueError("back_url= and back_label= go together")
    return render_to_string(
        "components/page_header.html",
        {
            "content": stripped(content),
            "title": title,
            "subtitle": subtitle,
            "back_url": back_url,
            "back_label": back_label,
            "status_of": status,
        },
    )


def card(
    content,
    *,
    title="",
    subtitle="",
    icon="",
    action_label="",
    action_url="",
    flush=False,
    danger=False,
    id="",
    level=2,
):
    """A framed part of a page. `flush` lets a table touch the frame; `level` is the rank of its heading."""
    return render_to_string(
        "components/card.html",
        {
            "content": content,
            "title": title,
            "subtitle": subtitle,
            "icon": icon,
            "action_label": action_label,
            "action_url": action_url,
            "flush": flush,
            "danger": danger,
            "id": id,
            "heading": f"h{int(level)}",
        },
    )


def record_card(content, *, title, url, eyebrow="", status=None, foot="", action_label="", in_dialog=False):
    """One record in a `.grid`: what it is, the facts in the block, `Détails` at the bottom.

    `in_dialog` opens the record over the page where scripts run; its page must answer `X-Dialog`.
    """
    return render_to_string(
        "components/record_card.html",
        {
            "content": content,
            "title": title,
            "url": url,
            "eyebrow": eyebrow,
            "status_of": status,
            "foot": foot,
            "action_label": action_label,
            "in_dialog": bool(in_dialog),
        },
    )


def facts(content, *, stacked=False):
    """A list of `{% fact %}` and `{% factblock %}`; `stacked` puts each name above its value (narrow columns)."""
    return render_to_string("components/facts.html", {"content": content, "stacked": stacked})


def factblock(content, label):
    """One fact whose value is HTML: a badge, a link."""
    return render_to_string("components/fact.html", {"label": label, "value": stripped(content)})


def callout(content, *, tone="info", title="", icon=""):
    """A sentence that must not be missed, in place."""
    return render_to_string(
        "components/callout.html",
        {"content": content, "tone": checked_tone(tone), "title": title, "icon": icon or CALLOUT_ICONS[tone]},
    )


def fieldset(content, *, legend, help=""):
    """Fields that belong together, under a heading."""
    return render_to_string("components/fieldset.html", {"content": content, "legend": legend, "help": help})


def dialog(content, *, id, title):
    """A window over the page, opened by `{% button href=… opens=id %}`; without scripts the link's page serves."""
    return render_to_string("components/dialog.html", {"content": content, "id": id, "title": title})


def confirm_form(
    context, content, *, action, text, confirm_label, cancel_url, title="", danger=True, cancel_label="", icon=""
):
    """A step one does not undo: says what will happen, posts to `action`, or goes back. The block holds more fields."""
    return render_to_string(
        "components/confirm_form.html",
        {
            "content": stripped(content),
            "action": action,
            "title": title,
            "text": text,
            "confirm_label": confirm_label,
            "cancel_label": cancel_label,
            "cancel_url": cancel_url,
            "variant": "danger" if danger else "primary",
            "icon": icon,
            "csrf_token": context.get("csrf_token", ""),
        },
    )


def register_with(register) -> None:
    for tag in (page_header, card, record_card, facts, factblock, callout, fieldset, dialog):
        register.simple_block_tag(tag)
    register.simple_block_tag(confirm_form, takes_context=True)
