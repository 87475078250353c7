import loadWabt from 'wabt';

/** Answers every action with the same JSON. */
export function answering(json: string): string {
  return deciding({ otherwise: json });
}

/** How a plugin behaves. */
export interface Behaviour {
  /** Looked for in the input, byte by byte. */
  when?: string;
  /** The answer when it is there. */
  then?: string;
  /** The answer when it is not there, or nothing is looked for. */
  otherwise: string;
  /** Written to the standard output at each call. */
  prints?: string;
  /** How often it counts before it answers: some nanoseconds each. */
  rounds?: number;
}

const WANTED = 1024;
const INPUT = 65_536;

/** Looks into the input and answers accordingly. */
export function deciding(behaviour: Behaviour): string {
  const { when = '', then = behaviour.otherwise, otherwise, prints = '', rounds = 0 } = behaviour;
  let end = WANTED;
  const data: string[] = [];
  const place = (text: string): { at: number; length: number } => {
    const bytes = [...Buffer.from(text)];
    const at = end;
    const escaped = bytes.map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');
    data.push(`(data (i32.const ${at}) "${escaped}")`);
    end += bytes.length;
    return { at, length: bytes.length };
  };
  const packed = ({ at, length }: { at: number; length: number }): string =>
    `(i64.const ${(BigInt(at) << 32n) | BigInt(length)})`;

  const wanted = place(when);
  const found = packed(place(then));
  const absent = packed(place(otherwise));
  const printed = place(prints);
  const print = `
    (i32.store (i32.const 16) (i32.const ${printed.at}))
    (i32.store (i32.const 20) (i32.const ${printed.length}))
    (drop (call $write (i32.const 1) (i32.const 16) (i32.const 1) (i32.const 24)))`;
  const search = `
    (local.set $last (i32.sub (i32.add (local.get $at) (local.get $length)) (i32.const ${wanted.length})))
    (block $absent (loop $next
      (br_if $absent (i32.gt_s (local.get $at) (local.get $last)))
      (local.set $i (i32.const 0))
      (block $differs (loop $compare
        (if (i32.eq (local.get $i) (i32.const ${wanted.length})) (then (return ${found})))
        (br_if $differs (i32.ne
          (i32.load8_u (i32.add (local.get $at) (local.get $i)))
          (i32.load8_u offset=${WANTED} (local.get $i))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $compare)))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br $next)))`;
  const count = `
    (loop $again
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $i) (i32.const ${rounds}))))`;
  return `(module
    ${prints === '' ? '' : '(import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))'}
    (memory (export "memory") 1)
    ${data.join('\n    ')}
    (func (export "allocate") (param $length i32) (result i32)
      (drop (memory.grow (i32.add (i32.shr_u (local.get $length) (i32.const 16)) (i32.const 1))))
      (i32.const ${INPUT}))
    (func (export "evaluate") (param $at i32) (param $length i32) (result i64)
      (local $last i32) (local $i i32)
      ${prints === '' ? '' : print}
      ${rounds === 0 ? '' : count}
      ${when === '' ? '' : search}
      ${absent}))`;
}

/** Traps at every call. */
export const TRAPPING = `(module
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) unreachable))`;

/** Never answers, so that its time runs out. */
export const ENDLESS = `(module
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) (loop $again (br $again)) (i64.const 0)))`;

/** Asks for more memory until it gets none. */
export const GREEDY = `(module
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64)
    (loop $again (br_if $again (i32.ne (memory.grow (i32.const 16)) (i32.const -1))))
    unreachable))`;

/** Assembles a module from its text form, with the names of its functions. */
export async function assemble(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const wabt = await loadWabt();
  const module = wabt.parseWat('module.wat', text);
  try {
    return new Uint8Array(module.toBinary({ write_debug_names: true }).buffer);
  } finally {
    module.destroy();
  }
}

/** Prints to standard error and traps, in a function with a name. */
export const LOST = `(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 8) "\\10\\00\\00\\00\\19\\00\\00\\00no score for this country")
  (func (export "allocate") (param i32) (result i32) (i32.const 1024))
  (func $score_payment unreachable)
  (func $evaluate (export "evaluate") (param i32 i32) (result i64)
    (drop (call $write (i32.const 2) (i32.const 8) (i32.const 1) (i32.const 0)))
    (call $score_payment)
    (i64.const 0)))`;

/** Has something to initialise. */
export const INITIALISING = `(module
  (memory (export "memory") 1)
  (func (export "allocate") (param i32) (result i32) (i32.const 1024))
  (func (export "_initialize") (i64.store (i32.const 16) (i64.const 0)))
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0)))`;
