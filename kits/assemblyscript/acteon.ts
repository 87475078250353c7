// The kit for plugins in AssemblyScript: one file, to be copied or imported.
//
//   import { Action, Verdict, answer } from "./acteon";
//   export { allocate } from "./acteon";
//
//   export function evaluate(pointer: i32, length: i32): i64 {
//     return answer(pointer, length, (action) => { ... });
//   }
//
// JSON is read and written by json-as, whose versions each fit one line of compilers: the ones to
// pin stand in the docs. Compile with `--transform json-as/transform`.

import { JSON } from "json-as";

// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_write")
declare function fd_write(descriptor: u32, buffers: usize, count: u32, written: usize): u32;

/** What the plugin is asked about. Every field is always there. */
@json
export class Action {
  /** The namespace that it belongs to. */
  namespace: string = "";
  /** The tenant within the namespace. */
  tenant: string = "";
  /** The provider that is to carry it out. */
  provider: string = "";
  /** Its kind. */
  action_type: string = "";
  /** What it is about. */
  payload: JSON.Obj = new JSON.Obj();
  /** Its labels. */
  metadata: JSON.Obj = new JSON.Obj();

  /** The payload's field of that name, or null. */
  field(name: string): JSON.Value | null {
    return member(this.payload, name);
  }

  /** The payload's field of that name if it is a string, else "". */
  text(field: string): string {
    const value = this.field(field);
    if (value === null || value.type != JSON.Types.String) return "";
    return value.get<string>();
  }
}

/**
 * The field of that name in an object, or null. Better than `object.get`: json-as leaves the escapes in
 * the names of fields as they are, so that it misses a field whose name has one.
 */
export function member(object: JSON.Obj, name: string): JSON.Value | null {
  if (object.has(name)) return object.get(name);
  const names = object.keys();
  for (let i = 0; i < names.length; i++) {
    if (names[i].includes("\\") && JSON.parse<string>('"' + names[i] + '"') == name) {
      return object.get(names[i]);
    }
  }
  return null;
}

/** What a plugin answers. */
export class Verdict {
  /** An object of JSON that says why, for programs. */
  metadata: string | null = null;

  constructor(
    /** Whether the condition holds: then the rule that asked fires. */
    public verdict: bool,
    /** Why, in one line for people. */
    public message: string | null = null,
  ) {}
}

/** Prints a line to standard error: it is shown to the author, and kept in the log of a failed call. */
export function log(line: string): void {
  const text = String.UTF8.encode(line + "\n");
  const list = new StaticArray<usize>(3);
  list[0] = changetype<usize>(text);
  list[1] = <usize>text.byteLength;
  fd_write(2, changetype<usize>(list), 1, changetype<usize>(list) + 2 * sizeof<usize>());
}

/** Makes room for the input, which the collector leaves alone. An instance serves one call. */
export function allocate(size: i32): i32 {
  return <i32>__pin(__new(size, idof<ArrayBuffer>()));
}

/**
 * Reads the action, decides, and packs the verdict: pointer in the upper half, length in the lower
 * one. Input that is no action has no verdict: the call fails, and says what was wrong.
 */
export function answer(pointer: i32, length: i32, decide: (action: Action) => Verdict): i64 {
  const action = JSON.parse<Action>(String.UTF8.decodeUnsafe(<usize>(<u32>pointer), <usize>(<u32>length)));
  const verdict = decide(action);
  let output = '{"verdict":' + (verdict.verdict ? "true" : "false");
  const message = verdict.message;
  if (message !== null) output += ',"message":' + JSON.stringify<string>(message);
  const metadata = verdict.metadata;
  if (metadata !== null) output += ',"metadata":' + metadata;
  const bytes = String.UTF8.encode(output + "}");
  return (<i64>changetype<u32>(bytes) << 32) | <i64>bytes.byteLength;
}
