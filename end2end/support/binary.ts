import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** The built server. */
export function binary(): string {
  const path = resolve(process.env['ACTEON_SERVER_BIN'] ?? '../target/release/acteon-server');
  if (!existsSync(path)) {
    throw new Error(`there is no server at ${path}; build it, or set ACTEON_SERVER_BIN`);
  }
  return path;
}
