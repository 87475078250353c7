"""The types of the client in Java."""

from schema import NAMES, values, wrapped

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
    lines = ["// Written by clients/generate; do not edit.", "package dev.acteon.client.model;", ""]
    lines += [f"import {path};" for path in imports]
    lines += ["", *java_doc(one.description or name, "")]
    lines += ["@JsonIgnoreProperties(ignoreUnknown = true)", "@JsonInclude(JsonInclude.Include.NON_NULL)"]
    lines.append(f"public final class {name} {{")
    for declared, each in types:
        lines += [f'  @JsonProperty("{each.name}")', f"  private {declared} {java_field(each.name)};", ""]
    kind = "A request to fill in." if one.is_request else "For the reader of answers."
    lines += [f"  /** {kind} */", f"  public {name}() {{}}"]
    for declared, each in types:
        field, text = java_field(each.name), each.description + values(each, enums)
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
