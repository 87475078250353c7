import loadWabt from 'wabt';

/** Answers every action with the same JSON. */
export function answering(json: string): string {
  const escaped = [...Buffer.from(json)]
    .map((byte) => `\\${byte.toString(16).padStart(2, '0')}`)
    .join('');
  const packed = (1024n << 32n) | BigInt(Buffer.byteLength(json));
  return `(module
    (memory (export "memory") 1)
    (data (i32.const 1024) "${escaped}")
    (func (export "evaluate") (param i32 i32) (result i64) (i64.const ${packed})))`;
}

/** Traps at every call. */
export const TRAPPING = `(module
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) unreachable))`;

/** Assembles a module from its text form. */
export async function assemble(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const wabt = await loadWabt();
  const module = wabt.parseWat('module.wat', text);
  try {
    return new Uint8Array(module.toBinary({}).buffer);
  } finally {
    module.destroy();
  }
}
