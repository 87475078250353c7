#!/usr/bin/env python3
"""Writes the types of the clients from the OpenAPI document of the server.

    python3 clients/generate.py               writes them
    python3 clients/generate.py python        writes those of one client
    python3 clients/generate.py --check       fails when they are not what it would write

It reads server/openapi.json and nothing else. What an answer may be beyond an object (the outcome of
a dispatch, an item of a batch) is written by hand in each client.
"""

import json
import keyword
import subprocess
import sys
import textwrap
from pathlib import Path

CLIENTS = Path(__file__).resolve().parent
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


# Python


def python_type(field, enums):
    inner = {
        "string": "str",
        "boolean": "bool",
        "integer": "int",
        "number": "float",
        "json": "Any",
    }.get(field.kind)
    if field.kind == "list":
        inner = f"list[{python_type(field.of, enums)}]"
    elif field.kind == "map":
        inner = f"dict[str, {python_type(field.of, enums)}]"
    elif field.kind == "ref":
        inner = python_reference(field.of, enums)
    optional = field.nullable and inner != "Any"
    return f"{inner} | None" if optional else inner


def python_reference(name, enums):
    if name in enums:
        return "str"
    return {
        "MetadataInput": "dict[str, str]",
        "MockStateValue": "int | str | None",
    }.get(name, NAMES.get(name, name))


def python(enums, objects):
    lines = [
        '"""The types of requests and answers. Written by clients/generate.py; do not edit."""',
        "",
        "from __future__ import annotations",
        "",
        "from dataclasses import dataclass, field",
        "from typing import Any",
        "",
        "from ._wire import Wire",
    ]
    for one in objects:
        lines += ["", "", "@dataclass(frozen=True)", f"class {one.name}(Wire):"]
        lines += python_doc(one.description or one.name, "    ")
        declared = [(python_declaration(one, each, enums), each) for each in one.fields]
        # What has a default comes last.
        for declaration, each in sorted(declared, key=lambda pair: " = " in pair[0]):
            lines.append(f"    {python_name(each.name)}: {declaration}")
            lines += python_doc(each.description + python_values(each, enums), "    ")
    return "\n".join(lines) + "\n"


def python_declaration(one, field, enums):
    declared = python_type(field, enums)
    if field.required and one.is_request and field.kind in ("json", "map"):
        return f"{declared} = field(default_factory=dict)"
    if field.required:
        return declared
    is_optional = field.nullable or declared == "Any"
    return f"{declared if is_optional else declared + ' | None'} = None"


def python_name(name):
    return f"{name}_" if keyword.iskeyword(name) else name


def python_values(field, enums):
    of = field.of
    if field.kind == "ref" and of in enums:
        return " One of " + ", ".join(f"`{value}`" for value in enums[of]["enum"]) + "."
    return ""


def python_doc(text, indent):
    if not text.strip():
        return []
    lines = wrapped(text, indent + '"""')
    lines = [indent + line for line in lines]
    lines[0] = f'{indent}"""{lines[0].strip()}'
    if len(lines) == 1 and len(lines[0]) < 96:
        return [lines[0] + '"""']
    return [*lines, f'{indent}"""']


# TypeScript


def typescript_type(field, enums):
    inner = {
        "string": "string",
        "boolean": "boolean",
        "integer": "number",
        "number": "number",
        "json": "unknown",
    }.get(field.kind)
    if field.kind == "list":
        item = typescript_type(field.of, enums)
        inner = f"({item})[]" if "|" in item else f"{item}[]"
    elif field.kind == "map":
        inner = f"Record<string, {typescript_type(field.of, enums)}>"
    elif field.kind == "ref":
        inner = {
            "MetadataInput": "Record<string, string>",
            "MockStateValue": "number | string | null",
        }.get(field.of, NAMES.get(field.of, field.of))
    return f"{inner} | null" if field.nullable and inner != "unknown" else inner


def typescript(enums, objects):
    lines = ["/* The types of requests and answers. Written by clients/generate.py; do not edit. */"]
    for name, schema in enums.items():
        lines += ["", *block_doc(schema.get("description", name), "")]
        lines.append(f"export type {name} =")
        lines += [f'  | "{value}"' for value in schema["enum"]]
        # A newer server may have more.
        lines.append("  | (string & {});")
    for one in objects:
        lines += ["", *block_doc(one.description or one.name, "")]
        lines.append(f"export interface {one.name} {{")
        for each in one.fields:
            lines += block_doc(each.description, "  ")
            mark = "" if each.required else "?"
            lines.append(f"  {each.name}{mark}: {typescript_type(each, enums)};")
        lines.append("}")
    return "\n".join(lines) + "\n"


def block_doc(text, indent):
    if not text.strip():
        return []
    lines = wrapped(text, indent + " * ")
    if len(lines) == 1:
        return [f"{indent}/** {lines[0]} */"]
    return [f"{indent}/**", *(f"{indent} * {line}" for line in lines), f"{indent} */"]


# Go


def go_type(field, enums):
    inner = {
        "string": "string",
        "boolean": "bool",
        "integer": "int64",
        "number": "float64",
        "json": "any",
    }.get(field.kind)
    if field.kind == "list":
        return f"[]{go_type(field.of, enums)}"
    if field.kind == "map":
        return f"map[string]{go_type(field.of, enums)}"
    if field.kind == "ref":
        inner = {"MetadataInput": "map[string]string", "MockStateValue": "any"}.get(
            field.of, NAMES.get(field.of, field.of)
        )
    # An empty text says as much as none; whether there is a number, an answer or an object does not.
    plain = field.kind in ("string", "json") or field.of in enums or inner.startswith("map")
    optional = field.nullable or not field.required
    return inner if plain or inner == "any" or not optional else f"*{inner}"


def go(enums, objects):
    lines = [
        "// Code generated by clients/generate.py; DO NOT EDIT.",
        "",
        "package acteon",
    ]
    for name, schema in enums.items():
        lines += ["", *go_doc(f"{name}: {schema.get('description', name)}", "")]
        lines += [f"type {name} string", "", f"// The values of {name}. A newer server may have more.", "const ("]
        lines += [f'{name}{go_name(value)} {name} = "{value}"' for value in schema["enum"]]
        lines.append(")")
    for one in objects:
        lines += ["", *go_doc(f"{one.name}: {one.description or one.name}", "")]
        lines.append(f"type {one.name} struct {{")
        for each in one.fields:
            lines += go_doc(each.description, "")
            omit = "" if each.required and not each.nullable else ",omitempty"
            lines.append(f'{go_name(each.name)} {go_type(each, enums)} `json:"{each.name}{omit}"`')
        lines.append("}")
    return gofmt("\n".join(lines) + "\n")


def go_name(name):
    words = {"id": "ID", "sha256": "SHA256", "json": "JSON"}
    return "".join(words.get(word, word.capitalize()) for word in name.split("_"))


def go_doc(text, indent):
    return [f"{indent}// {line}" for line in wrapped(text, indent + "// ")] if text.strip() else []


def gofmt(text):
    return subprocess.run(["gofmt"], input=text, capture_output=True, text=True, check=True).stdout


# Java

JAVA_NAMES = {"Plugin": "WasmPlugin", "TestPluginResponse": "WasmTestResult"}


def java_class(name):
    return JAVA_NAMES.get(name, NAMES.get(name, name))


def java_type(field, enums, is_request, boxed=False):
    if field.kind == "list":
        return f"List<{java_type(field.of, enums, is_request, True)}>"
    if field.kind == "map":
        return f"Map<String, {java_type(field.of, enums, is_request, True)}>"
    if field.kind == "ref":
        if field.of in enums:
            return "String"
        return {"MetadataInput": "Map<String, String>", "MockStateValue": "Object"}.get(
            field.of, java_class(field.of)
        )
    plain, box = {
        "string": ("String", "String"),
        "boolean": ("boolean", "Boolean"),
        "integer": ("long", "Long"),
        "number": ("double", "Double"),
        "json": ("Object", "Object") if is_request else ("JsonNode", "JsonNode"),
    }[field.kind]
    return box if boxed or field.nullable or not field.required or is_request else plain


def java(enums, objects):
    return {f"{java_class(one.wire_name)}.java": java_file(one, enums) for one in objects}


def java_file(one, enums):
    name = java_class(one.wire_name)
    types = [(java_type(each, enums, one.is_request), each) for each in one.fields]
    written = " ".join(declared for declared, _ in types)
    imports = [
        "com.fasterxml.jackson.annotation.JsonIgnoreProperties",
        "com.fasterxml.jackson.annotation.JsonInclude",
        "com.fasterxml.jackson.annotation.JsonProperty",
    ]
    imports += ["com.fasterxml.jackson.databind.JsonNode"] if "JsonNode" in written else []
    imports += ["java.util.List"] if "List<" in written else []
    imports += ["java.util.Map"] if "Map<" in written else []
    lines = ["// Written by clients/generate.py; do not edit.", "package dev.acteon.client.model;", ""]
    lines += [f"import {path};" for path in imports]
    lines += ["", *java_doc(one.description or name, "")]
    lines += ["@JsonIgnoreProperties(ignoreUnknown = true)", "@JsonInclude(JsonInclude.Include.NON_NULL)"]
    lines.append(f"public final class {name} {{")
    for declared, each in types:
        lines += [f'  @JsonProperty("{each.name}")', f"  private {declared} {java_field(each.name)};", ""]
    kind = "A request to fill in." if one.is_request else "For the reader of answers."
    lines += [f"  /** {kind} */", f"  public {name}() {{}}"]
    for declared, each in types:
        field, text = java_field(each.name), each.description + python_values(each, enums)
        upper = field[0].upper() + field[1:]
        lines += ["", *java_doc(text or upper, "  ", f"@return the value; null when there is none")]
        lines += [f"  public {declared} get{upper}() {{", f"    return {field};", "  }"]
        if one.is_request:
            lines += ["", *java_doc(text or upper, "  ", f"@param {field} the value", "@return this")]
            lines += [f"  public {name} {field}({declared} {field}) {{"]
            lines += [f"    this.{field} = {field};", "    return this;", "  }"]
    return "\n".join([*lines, "}"]) + "\n"


def java_field(name):
    first, *more = name.split("_")
    field = first + "".join(word.capitalize() for word in more)
    return f"{field}Value" if field in ("class",) else field


def java_doc(text, indent, *tags):
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;")
    lines = [f"{indent} * {line}" for line in wrapped(text, indent + " * ")]
    if tags:
        lines += [f"{indent} *", *(f"{indent} * {tag}" for tag in tags)]
    return [f"{indent}/**", *lines, f"{indent} */"]


OUTPUTS = {
    "go/types.go": go,
    "java/src/main/java/dev/acteon/client/model": java,
    "nodejs/src/types.ts": typescript,
    "python/src/acteon_client/types.py": python,
}


def main():
    enums, objects = read()
    stale = []
    wanted = [argument for argument in sys.argv[1:] if argument != "--check"]
    for name, write in OUTPUTS.items():
        if wanted and name.split("/")[0] not in wanted:
            continue
        written = write(enums, objects)
        # A language with a file for each type has a folder of them.
        files = written if isinstance(written, dict) else {"": written}
        for file, text in files.items():
            path = CLIENTS / name / file if file else CLIENTS / name
            if "--check" not in sys.argv:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            elif not path.exists() or path.read_text() != text:
                stale.append(str(path.relative_to(CLIENTS)))
    if stale:
        sys.exit(f"not what clients/generate.py writes: {', '.join(stale)}; run it")


if __name__ == "__main__":
    main()
