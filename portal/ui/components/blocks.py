"""Components that hold other content between their tag and its end tag."""

from functools import cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.ui.components.controls import icon
from portal.ui.components.controls import status as status_badge
from portal.ui.components.data import fact
from portal.ui.components.markup import escaped, html
from portal.ui.parts import checked_tone

RECORD_CARD = """<article class="record">
  <div class="record__head">{eyebrow}{status}</div>
  <h3 class="record__title">{title}</h3>
  {content}
  <div class="record__foot"><span>{foot}</span>
    <a class="button button--ghost button--small" href="{url}"{opens}>
      {label}<span class="visually-hidden"> {voice}</span>{arrow}</a>
  </div>
</article>"""
CALLOUT_ICONS = {
    "neutral": "info-circle",
    "muted": "info-circle",
    "info": "info-circle",
    "progress": "clock",
    "success": "circle-check",
    "warning": "alert-triangle",
    "danger": "alert-circle",
}


def constant(template: str) -> SafeString:
    """A piece that is the same on every page, like the list of style sheets: rendered once per language.

    Its template knows nothing of the page, of the request or of the reader.
    """
    return _drawn_once(template, get_language())


@cache
def _drawn_once(template: str, language: str) -> SafeString:
    return mark_safe(render_to_string(template))


def stripped(content: SafeString) -> SafeString:
    """Return a rendered block without surrounding blanks, so that an empty block is falsy."""
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
    css = "card" + (" card--flush" if flush else "") + (" card--danger" if danger else "")
    head = _card_head(title, subtitle, icon, action_label, action_url, f"h{int(level)}") if title else ""
    return html(
        '<section class="{}"{}>{}<div class="card__body">{}</div></section>',
        css,
        html(' id="{}"', id) if id else "",
        head,
        content,
    )


def _card_head(title, subtitle, icon_name, action_label, action_url, heading) -> SafeString:
    return html(
        '<div class="card__head"><div><{} class="card__title">{}{}</{}>{}</div>{}</div>',
        mark_safe(heading),
        icon(icon_name) if icon_name else "",
        title,
        mark_safe(heading),
        html('<p class="card__subtitle">{}</p>', subtitle) if subtitle else "",
        html('<a class="card__action" href="{}">{}</a>', action_url, action_label) if action_url else "",
    )


def record_card(content, *, title, url, eyebrow="", status=None, foot="", action_label="", in_panel=False):
    """One record in a `.grid`: what it is, the facts in the block, `Détails` at the bottom.

    `in_panel` opens the record beside the list where scripts run.
    Written as HTML here, not in a template: a list shows dozens, and each would cost a rendering.
    """
    shown_title, shown_eyebrow, label = escaped(title), escaped(eyebrow), action_label or _("Détails")
    return mark_safe(  # every text in it is escaped, or HTML already
        RECORD_CARD.format(
            eyebrow=f'<p class="record__eyebrow">{shown_eyebrow}</p>' if eyebrow else "",
            title=shown_title,
            status=status_badge(status) if status else "",
            content=escaped(content),
            foot=escaped(foot),
            url=escaped(url),
            opens=" data-peek" if in_panel else "",
            label=escaped(label),
            voice=f"{shown_title}, {shown_eyebrow}" if eyebrow else shown_title,
            arrow=icon("arrow-right", size="sm"),
        )
    )


def facts(content, *, stacked=False):
    """A list of `{% fact %}` and `{% factblock %}`; `stacked` puts each name above its value (narrow columns)."""
    return html('<dl class="facts{}">{}</dl>', " facts--stacked" if stacked else "", content)


def factblock(content, label):
    """One fact whose value is HTML: a badge, a link."""
    return fact(label, stripped(content))


def callout(content, *, tone="info", title="", icon=""):
    """An important sentence, in place."""
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
    """Confirmation of an irreversible step: says what will happen, posts to `action`, or goes back."""
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
    register.simple_tag(constant)
    register.simple_block_tag(confirm_form, takes_context=True)
