"""Templates whose constant pieces are written once for each language.

A page holds some hundred words, icons and addresses that never change, and Django asks for each of them again on every
page. As a template is read, neighbours that depend on nothing but the language become one piece; what else can be done
sooner is (`hastening`).
"""

from django.template import Context
from django.template.base import FilterExpression, Node, NodeList, TextNode
from django.template.defaulttags import CommentNode, LoadNode, URLNode
from django.template.library import SimpleNode
from django.template.loaders import base, cached
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from portal.ui.components.blocks import constant
from portal.ui.components.controls import badge, button, icon
from portal.ui.hastening import hasten

PURE = {badge, button, constant, icon}  # tags that give the same for the same words


class _Folding(base.Loader):
    def get_template(self, template_name, skip=None):
        template = super().get_template(template_name, skip)
        fold(template.nodelist)
        return template


class Loader(cached.Loader, _Folding):
    """Django's cached loader, which folds each template it reads."""


class Piece(Node):
    """Neighbours that depend on the language alone, drawn once for each."""

    child_nodelists = ()

    def __init__(self, nodes: list[Node]):
        self.nodes = nodes
        self.token, self.origin = nodes[0].token, nodes[0].origin
        self._drawn: dict[tuple, SafeString] = {}

    def render(self, context) -> SafeString:
        language = get_language(), context.autoescape
        if language not in self._drawn:
            bare = Context(autoescape=context.autoescape)
            bare.template = context.template
            self._drawn[language] = SafeString("".join(node.render_annotated(bare) for node in self.nodes))
        return self._drawn[language]


def fold(nodes: NodeList) -> None:
    """Makes one `Piece` of all neighbours in `nodes`, and in the lists below, that depend on the language alone."""
    folded, run = [], []
    for node in nodes:
        if _is_constant(node):
            run.append(node)
            continue
        for below in _lists_of(node):
            fold(below)
        folded += [*_joined(run), hasten(node)]
        run = []
    nodes[:] = folded + _joined(run)


def _joined(run: list[Node]) -> list[Node]:
    return [Piece(run)] if any(not isinstance(node, TextNode) for node in run) else run


def _lists_of(node: Node):
    """The lists of nodes that `node` draws some of; a condition keeps its own in pairs."""
    yield from (value for value in vars(node).values() if isinstance(value, NodeList))
    yield from (below for _condition, below in getattr(node, "conditions_nodelists", ()))


def _is_constant(node: Node) -> bool:
    """Whether `node` writes the same for all readers of a language, and leaves nothing in the context."""
    if isinstance(node, TextNode | LoadNode | CommentNode):
        return True
    if type(node) is TranslateNode:
        return not (node.asvar or node.message_context) and _is_written(node.filter_expression)
    if type(node) is StaticNode:
        return node.varname is None and _is_written(node.path)
    if type(node) is URLNode:
        return not (node.asvar or node.args or node.kwargs) and _is_written(node.view_name)
    if type(node) is SimpleNode:
        pure = node.func in PURE and node.target_var is None and not node.takes_context
        return pure and all(map(_is_written, (*node.args, *node.kwargs.values())))
    return False


def _is_written(value: FilterExpression) -> bool:
    """Whether a value stands in the template itself: a text, a number, True, False or None."""
    if value.filters:
        return False
    lookups = getattr(value.var, "lookups", None)
    return lookups is None or lookups in (("True",), ("False",), ("None",))
