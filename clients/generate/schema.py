"""The schemas of the OpenAPI document."""

import json
import textwrap
from pathlib import Path

CLIENTS = Path(__file__).resolve().parents[1]
DOCUMENT = CLIENTS.parent / "server" / "openapi.json"
# Written by hand, or for browsers only.
BY_HAND = {
    "BatchItem",
    "DispatchOutcome",
    "ErrorBody",
    "Labelled",
    "MetadataInput",
    "MockStateValue",
    "PluginForm",
    "RegisterPluginJson",
    "RegisterPluginJsonConfig",
    "ReloadRequest",
    "SetRuleEnabled",
    "SignIn",
    "TestInput",
    "TestPluginRequest",
}
# What people send rather than read: fields without a value are left out.
REQUESTS = {"DispatchRequest", "EvaluateRequest", "UpdatePluginRequest"}
# Spoken of as an action everywhere else.
NAMES = {"DispatchRequest": "Action"}


class Field:
    """A field of an answer or a request."""

    def __init__(self, name, schema, required):
        self.name = name
        self.description = schema.get("description", "")
        types = schema.get("type")
        types = types if isinstance(types, list) else [types]
        alternatives = schema.get("oneOf", [])
        self.nullable = "null" in types or any(one.get("type") == "null" for one in alternatives)
        self.required = required
        reference = next((one for one in [schema, *alternatives] if "$ref" in one), None)
        self.kind, self.of = kind(schema, types, reference)


def kind(schema, types, reference):
    """What a schema describes: a word, and what the word is about."""
    if reference is not None:
        return "ref", reference["$ref"].rsplit("/", 1)[1]
    main = next((name for name in types if name not in (None, "null")), None)
    if main == "array":
        return "list", Field("", schema["items"], True)
    if main == "object" and isinstance(schema.get("additionalProperties"), dict):
        return "map", Field("", schema["additionalProperties"], True)
    if main in ("string", "boolean", "integer", "number"):
        return main, None
    # An object of which nothing is known, or any JSON at all.
    return "json", None


class Schema:
    """An object, with the fields of those it extends."""

    def __init__(self, name, schema, schemas):
        self.wire_name = name
        self.name = NAMES.get(name, name)
        self.description = schema.get("description", "")
        self.is_request = name in REQUESTS
        self.fields = list(fields(schema, schemas))


def fields(schema, schemas):
    for part in schema.get("allOf", []):
        if "$ref" in part:
            part = schemas[part["$ref"].rsplit("/", 1)[1]]
        yield from fields(part, schemas)
    # An action of a rule: one object that has the fields of its type.
    seen = set()
    variants = schema.get("oneOf", [])
    for variant in variants:
        for name, field in variant.get("properties", {}).items():
            if name not in seen:
                seen.add(name)
                yield Field(name, field, name == "type")
    required = schema.get("required", [])
    for name, field in schema.get("properties", {}).items():
        yield Field(name, field, name in required)


def read():
    schemas = json.loads(DOCUMENT.read_text())["components"]["schemas"]
    enums = {name: schema for name, schema in schemas.items() if "enum" in schema}
    objects = [
        Schema(name, schema, schemas)
        for name, schema in schemas.items()
        if name not in enums and name not in BY_HAND
    ]
    return enums, objects


def wrapped(text, indent, width=100):
    return textwrap.wrap(" ".join(text.split()), width - len(indent))


def values(field, enums):
    """What a field of an enumeration can be, as a sentence."""
    of = field.of
    if field.kind == "ref" and of in enums:
        return " One of " + ", ".join(f"`{value}`" for value in enums[of]["enum"]) + "."
    return ""
