"""The text of news: plain words with a little Markdown. Whoever writes HTML reads it back as they wrote it."""

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

ALLOWED_LINKS = ("https://", "http://", "mailto:", "tel:", "/")
LEVELS = {"h1": "h2", "h2": "h3"}  # the title of the page is the only h1


class _Markup(MarkdownIt):
    def __init__(self):
        super().__init__("commonmark", {"html": False})
        # Pictures have their own place, with their words; HTML stays text.
        self.disable(["image", "html_block", "html_inline", "reference"])
        self.core.ruler.push("headings", _lower_headings)

    def validateLink(self, url: str) -> bool:
        """Only addresses of the web, of mail, of phones, and of the portal itself."""
        return url.lower().startswith(ALLOWED_LINKS) and not url.startswith("//")


def _lower_headings(state) -> None:
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = LEVELS.get(token.tag, "h4")


_markup = _Markup()


def as_html(text: str) -> SafeString:
    """`text` as HTML of paragraphs, headings, lists, quotes, emphasis, code and links, nothing else."""
    return mark_safe(_markup.render(text))
