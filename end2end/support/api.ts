import { expect } from '@playwright/test';

import { assemble } from './modules';

export interface Registration {
  name: string;
  /** The module in text form. */
  module: string;
  description?: string;
  memoryLimitBytes?: number;
  timeoutMs?: number;
  enabled?: boolean;
}

/** The plugin resource of the REST API, as a client uses it. */
export class Api {
  readonly #url: string;

  constructor(server: string) {
    this.#url = `${server}/v1/wasm/plugins`;
  }

  async register(plugin: Registration): Promise<void> {
    const form = new FormData();
    form.set('name', plugin.name);
    form.set('wasm_file', new Blob([await assemble(plugin.module)]), `${plugin.name}.wasm`);
    if (plugin.description !== undefined) form.set('description', plugin.description);
    if (plugin.memoryLimitBytes !== undefined) {
      form.set('memory_limit_bytes', String(plugin.memoryLimitBytes));
    }
    if (plugin.timeoutMs !== undefined) form.set('timeout_ms', String(plugin.timeoutMs));
    if (plugin.enabled !== undefined) form.set('enabled', String(plugin.enabled));
    const answer = await fetch(this.#url, { method: 'POST', body: form });
    expect(answer.status, await answer.text()).toBe(201);
  }

  /** Invokes a plugin; a plugin that fails answers 422. */
  async invoke(name: string, expected: 200 | 422 = 200): Promise<void> {
    const answer = await fetch(`${this.#url}/${name}/test`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(answer.status, await answer.text()).toBe(expected);
  }

  async remove(name: string): Promise<void> {
    const answer = await fetch(`${this.#url}/${name}`, { method: 'DELETE' });
    expect(answer.status).toBe(204);
  }

  /** Waits until the server lists as many plugins: files are found in the background. */
  async expectCount(count: number): Promise<void> {
    await expect
      .poll(async () => ((await (await fetch(this.#url)).json()) as { count: number }).count)
      .toBe(count);
  }
}
