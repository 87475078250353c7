"""The types of the client in Python."""

import keyword

from schema import NAMES, values, wrapped


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
        '"""The types of requests and answers. Written by clients/generate; do not edit."""',
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
            lines += python_doc(each.description + values(each, enums), "    ")
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


def python_doc(text, indent):
    if not text.strip():
        return []
    lines = wrapped(text, indent + '"""')
    lines = [indent + line for line in lines]
    lines[0] = f'{indent}"""{lines[0].strip()}'
    if len(lines) == 1 and len(lines[0]) < 96:
        return [lines[0] + '"""']
    return [*lines, f'{indent}"""']
