"""The text of news: plain words with a little Markdown. Whoever writes HTML reads it back as they wrote it."""

from functools import cache

from django.utils.safestring import SafeString, mark_safe

ALLOWED_LINKS = ("https://", "http://", "mailto:", "tel:", "/")
LEVELS = {"h1": "h2", "h2": "h3"}  # the title of the page is the only h1


def as_html(text: str) -> SafeString:
    """`text` as HTML of paragraphs, headings, lists, quotes, emphasis, code and links, nothing else."""
    return mark_safe(_markup().render(text))


@cache
def _markup():
    """The reader of Markdown: its sixty modules are read with the first news, not at every start."""
    from markdown_it import MarkdownIt

    markup = MarkdownIt("commonmark", {"html": False})
    # Pictures have their own place, with their words; HTML stays text.
    markup.disable(["image", "html_block", "html_inline", "reference"])
    markup.core.ruler.push("headings", _lower_headings)
    markup.validateLink = _may_be_linked
    return markup


def _may_be_linked(url: str) -> bool:
    """Only addresses of the web, of mail, of phones, and of the portal itself."""
    return url.lower().startswith(ALLOWED_LINKS) and not url.startswith("//")


def _lower_headings(state) -> None:
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = LEVELS.get(token.tag, "h4")
