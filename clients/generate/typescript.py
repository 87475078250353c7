"""The types of the client in TypeScript."""

from schema import NAMES, wrapped


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
    lines = ["/* The types of requests and answers. Written by clients/generate; do not edit. */"]
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
