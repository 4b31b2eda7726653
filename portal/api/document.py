"""The OpenAPI document as sections of operations, for a page without scripts."""

from dataclasses import dataclass, field

from django.utils.translation import gettext


@dataclass(frozen=True)
class Parameter:
    name: str
    kind: str
    required: bool


@dataclass
class Operation:
    """One operation as people read it."""

    method: str
    path: str
    summary: str
    parameters: list[Parameter] = field(default_factory=list)
    fields: list[Parameter] = field(default_factory=list)


def sections(schema: dict) -> dict[str, list[Operation]]:
    """Return the operations by tag, in the order of the document."""
    found: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            found.setdefault(gettext(told.get("tags", ["API"])[0]), []).append(_operation(schema, path, method, told))
    return found


def _operation(schema: dict, path: str, method: str, told: dict) -> Operation:
    asked = [
        Parameter(each["name"], _kind(each.get("schema", {})), each.get("required", False))
        for each in told.get("parameters", [])
    ]
    content = told.get("requestBody", {}).get("content", {}).get("application/json", {})
    summary = gettext(told["summary"]) if told.get("summary") else ""
    return Operation(method.upper(), path, summary, asked, _fields(schema, content.get("schema", {})))


def _fields(schema: dict, body: dict) -> list[Parameter]:
    body = schema["components"]["schemas"].get(body.get("$ref", "").rpartition("/")[2], body)
    required = set(body.get("required", ()))
    return [Parameter(name, _kind(each), name in required) for name, each in body.get("properties", {}).items()]


def _kind(told: dict) -> str:
    kinds = [each.get("type", "objet") for each in told.get("anyOf", [])] or [told.get("type", "objet")]
    return " | ".join(kind for kind in kinds if kind != "null") or "null"
