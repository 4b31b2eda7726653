"""Cards of lists: declared by what they show, drawn here, as a list shows two dozen of them."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

from django.db.models import Model
from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

from portal.core.reading import Value, columns_read, reader
from portal.ui.components.blocks import record_card
from portal.ui.components.markup import escaped, html
from portal.ui.listing.values import Part, path_of, writer


@dataclass(frozen=True)
class Card:
    """What a card shows of a record. Each part is the path of a value (`product.name`), `Shown`, `Day`, or a function
    of the record marked with `@reads`; empty ones are left out.

    `lines` stand one under the other; `strong` stands out below (an amount, an appointment), with `unit` small beside
    it; `small` closes, and `foot` is the corner. `status` shows the record's own: always, or where a marked function
    says so. A card opens beside the list where `in_panel` is true.
    """

    title: Part
    eyebrow: Part = ""
    lines: tuple[Part, ...] = ()
    strong: Part = ""
    unit: Part | Promise = ""
    small: Part = ""
    foot: Part = ""
    status: bool | Callable = False
    action_label: str | Promise = ""
    in_panel: Value | bool = True

    def columns(self, model: type[Model]) -> set[str]:
        """Return the columns of `model` that the card reads."""
        unit = "" if isinstance(self.unit, Promise) else self.unit
        parts = (self.title, self.eyebrow, *self.lines, self.strong, unit, self.small, self.foot)
        panel = "" if isinstance(self.in_panel, bool) else self.in_panel
        status = ("status_label", "status_tone", self.status) if self.status else ()
        return columns_read(model, *map(path_of, parts), *(each for each in status if each is not True), panel)

    def drawer(self, model: type[Model], url: Callable) -> Callable:
        """Return `draw(record, trail)`, which gives the HTML of a card whose link bears `trail`."""
        title, eyebrow, foot = (_writer(model, each) for each in (self.title, self.eyebrow, self.foot))
        in_panel, content = self._panel(model), self._content(model)

        def draw(record, trail: str) -> SafeString:
            return record_card(
                content(record),
                title=title(record),
                url=f"{url(record)}{trail}",
                eyebrow=eyebrow(record),
                status=record if self.shows_status(record) else None,
                foot=foot(record),
                action_label=self.action_label,
                in_panel=bool(in_panel(record)),
            )

        return draw

    def shows_status(self, record) -> bool:
        return self.status(record) if callable(self.status) else self.status

    def _panel(self, model: type[Model]) -> Callable:
        if isinstance(self.in_panel, bool):
            return lambda record: self.in_panel
        return reader(model, self.in_panel)

    def _content(self, model: type[Model]) -> Callable:
        lines = [_writer(model, line) for line in self.lines]
        strong, unit, small = (_writer(model, each) for each in (self.strong, self.unit, self.small))

        def content(record) -> SafeString:
            told = [escaped(text) for line in lines if (text := line(record))]
            return html(
                "{}{}{}",
                mark_safe(f'<p class="soft">{"<br>".join(told)}</p>') if told else "",
                _strong(strong(record), unit(record)),
                html('<p class="soft small">{}</p>', text) if (text := small(record)) else "",
            )

        return content


def _writer(model: type[Model], part) -> Callable:
    if isinstance(part, Promise) or not part:
        return lambda record: part
    return writer(model, part)


def _strong(text, unit) -> SafeString | str:
    if not text:
        return ""
    return html('<p class="strong">{}{}</p>', text, html(' <span class="faint small">{}</span>', unit) if unit else "")


def from_template(name: str) -> Callable:
    """Return a card drawn by the template `name`: its record is `row`, the trail `page.trail`. For rare lists only."""

    def card(row, trail: str) -> SafeString:
        return get_template(name).render({"row": row, "page": SimpleNamespace(trail=trail)})

    return card
