import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { binary } from './binary';

export type Role = 'viewer' | 'operator' | 'admin';

/** A key that a server knows. */
export interface KeyOptions {
  role: Role;
  /** The role's name, unless it says otherwise. */
  name?: string;
  /** The only namespaces and tenants it may act in. */
  namespaces?: string[];
  tenants?: string[];
}

/** One key of each role, named like it. */
export const ROLES: readonly KeyOptions[] = [
  { role: 'viewer' },
  { role: 'operator' },
  { role: 'admin' },
];

/** A key and what the configuration holds of it. */
export interface Key {
  name: string;
  key: string;
  hash: string;
}

/** Hashing is slow on purpose, so that each worker makes each key once. */
const made = new Map<string, Promise<Key>>();

/** The key of a name, made by the server's own command. */
export function keyOf({ role, name = role }: KeyOptions): Promise<Key> {
  let key = made.get(name);
  if (key === undefined) {
    key = make(name);
    made.set(name, key);
  }
  return key;
}

async function make(name: string): Promise<Key> {
  const { stdout } = await promisify(execFile)(binary(), ['new-key', name]);
  const key = /acteon_\S+/.exec(stdout)?.[0];
  const hash = /key_hash = "([^"]+)"/.exec(stdout)?.[1];
  if (key === undefined || hash === undefined) {
    throw new Error(`new-key printed something else:\n${stdout}`);
  }
  return { name, key, hash };
}
