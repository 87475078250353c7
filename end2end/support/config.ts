import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { keyOf, type KeyOptions } from './keys';

/** A value of the configuration file. */
export type Value = string | number | boolean | string[];

/** What carries actions out. */
export type ProviderOptions =
  | { name: string; type: 'log' }
  | ({ name: string; type: 'webhook'; url: string } & Record<string, Value>);

/** How a server is configured, and what lies in its folders. */
export interface ServerOptions {
  /** `[wasm] enabled`, true unless it says otherwise. */
  wasm?: boolean;
  /** With at least one, the server asks for keys. */
  keys?: readonly KeyOptions[];
  /** Rule files by name. None: no rules are configured. */
  rules?: Readonly<Record<string, string>>;
  /** `email` that writes to the log, unless it says otherwise. */
  providers?: readonly ProviderOptions[];
  /** Files of `plugin_dir` by name, as the server finds them when it starts. */
  pluginFiles?: Readonly<Record<string, Uint8Array | string>>;
  /** Further keys of the configuration, by section: `{ wasm: { max_module_bytes: 4096 } }`. */
  config?: Readonly<Record<string, Readonly<Record<string, Value>>>>;
}

const LOG_PROVIDERS: readonly ProviderOptions[] = [{ name: 'email', type: 'log' }];

/** Writes the configuration file and what it refers to. */
export async function writeConfig(
  directory: string,
  port: number,
  options: ServerOptions,
): Promise<void> {
  const sections: Record<string, Record<string, Value>> = {
    server: { host: '127.0.0.1', port, data_dir: 'data' },
    wasm: { enabled: options.wasm ?? true, plugin_dir: 'plugins' },
  };
  if (options.rules !== undefined) sections['rules'] = { directory: 'rules' };
  for (const [name, keys] of Object.entries(options.config ?? {})) {
    sections[name] = { ...sections[name], ...keys };
  }

  const lines: string[] = [];
  const table = (head: string, keys: object): void => {
    lines.push(head);
    for (const [key, value] of Object.entries(keys)) {
      // Strings, numbers, booleans and lists are written in TOML as in JSON.
      if (value !== undefined) lines.push(`${key} = ${JSON.stringify(value)}`);
    }
  };
  for (const [name, keys] of Object.entries(sections)) table(`[${name}]`, keys);
  for (const provider of options.providers ?? LOG_PROVIDERS) table('[[providers]]', provider);
  for (const key of options.keys ?? []) {
    const { name, hash } = await keyOf(key);
    const { namespaces, tenants } = key;
    table('[[auth.keys]]', { name, role: key.role, key_hash: hash, namespaces, tenants });
  }

  await writeFiles(join(directory, 'plugins'), options.pluginFiles ?? {});
  if (options.rules !== undefined) await writeFiles(join(directory, 'rules'), options.rules);
  await writeFile(join(directory, 'acteon.toml'), `${lines.join('\n')}\n`);
}

async function writeFiles(
  directory: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const path = join(directory, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}
