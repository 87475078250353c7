import { expect } from '@playwright/test';

import { assemble } from './modules';

export interface Registration {
  name: string;
  /** The module, or its text form. */
  module: Uint8Array<ArrayBuffer> | string;
  description?: string;
  memoryLimitBytes?: number;
  timeoutMs?: number;
  enabled?: boolean;
}

/** What is dispatched or evaluated; what is left out is filled in. */
export interface Action {
  namespace?: string;
  tenant?: string;
  provider?: string;
  action_type?: string;
  payload?: Record<string, unknown>;
  metadata?: Record<string, string>;
  id?: string;
  dedup_key?: string;
}

/** Fields of answers that tests look at. */
export interface Evaluation {
  verdict: string;
  matched_rule: string | null;
  has_errors: boolean;
}

export interface AuditList {
  records: { id: string; action_id: string; verdict: string; outcome: string }[];
  total: number;
}

/** The REST API, as a client uses it. */
export class Api {
  readonly #url: string;
  readonly #headers: Record<string, string>;

  constructor(server: string, key?: string) {
    this.#url = server;
    this.#headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  }

  async register(plugin: Registration): Promise<void> {
    const { name, description, memoryLimitBytes, timeoutMs, enabled } = plugin;
    const form = await moduleForm(name, plugin.module);
    form.set('name', name);
    if (description !== undefined) form.set('description', description);
    if (memoryLimitBytes !== undefined) form.set('memory_limit_bytes', String(memoryLimitBytes));
    if (timeoutMs !== undefined) form.set('timeout_ms', String(timeoutMs));
    if (enabled !== undefined) form.set('enabled', String(enabled));
    await this.#send('POST', '/v1/wasm/plugins', form, 201);
  }

  /** Puts another module in a plugin's place. */
  async replace(name: string, module: Registration['module']): Promise<void> {
    await this.#send('PUT', `/v1/wasm/plugins/${name}`, await moduleForm(name, module), 200);
  }

  /** Changes description, limits or state, by the names of the wire. */
  async update(name: string, change: Record<string, unknown>): Promise<void> {
    await this.#send('PATCH', `/v1/wasm/plugins/${name}`, change, 200);
  }

  /** Invokes a plugin; a plugin that fails answers 422. */
  async invoke(name: string, expected: 200 | 422 = 200, input: object = {}): Promise<void> {
    await this.#send('POST', `/v1/wasm/plugins/${name}/test`, input, expected);
  }

  async remove(name: string): Promise<void> {
    await this.#send('DELETE', `/v1/wasm/plugins/${name}`, undefined, 204);
  }

  /** Dispatches an action; answers what became of it. */
  async dispatch(action: Action): Promise<unknown> {
    return this.#send('POST', '/v1/dispatch', filled(action), 200);
  }

  /** Dispatches up to 1000 actions at once. */
  async dispatchAll(actions: readonly Action[]): Promise<void> {
    await this.#send('POST', '/v1/dispatch/batch', actions.map(filled), 200);
  }

  async evaluate(action: Action, options: object = {}): Promise<Evaluation> {
    const request = { ...filled(action), ...options };
    return (await this.#send('POST', '/v1/rules/evaluate', request, 200)) as Evaluation;
  }

  async switchRule(name: string, enabled: boolean): Promise<void> {
    const path = `/v1/rules/${encodeURIComponent(name)}/enabled`;
    await this.#send('PUT', path, { enabled }, 200);
  }

  async reloadRules(expected: 200 | 400 = 200): Promise<void> {
    await this.#send('POST', '/v1/rules/reload', {}, expected);
  }

  /** Records of the audit, newest first, by the query of the wire. */
  async audit(query = ''): Promise<AuditList> {
    return (await this.get(`/v1/audit${query}`)) as AuditList;
  }

  /** Reads a resource. */
  async get(path: string): Promise<unknown> {
    return this.#send('GET', path, undefined, 200);
  }

  /** Waits until the server lists as many plugins: files are found in the background. */
  async expectCount(count: number): Promise<void> {
    const listed = async (): Promise<number> =>
      ((await this.get('/v1/wasm/plugins')) as { count: number }).count;
    await expect.poll(listed).toBe(count);
  }

  /** Waits until the rules and plugins of the configuration have been read. */
  async expectReady(): Promise<void> {
    const ready = async (): Promise<number> => (await fetch(`${this.#url}/ready`)).status;
    await expect.poll(ready).toBe(200);
  }

  async #send(
    method: string,
    path: string,
    body: object | undefined,
    expected: number,
  ): Promise<unknown> {
    const form = body instanceof FormData;
    const answer = await fetch(`${this.#url}${path}`, {
      method,
      headers: form ? this.#headers : { ...this.#headers, 'content-type': 'application/json' },
      body: body === undefined ? null : form ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    expect(answer.status, `${method} ${path}: ${text}`).toBe(expected);
    return text === '' ? undefined : JSON.parse(text);
  }
}

async function moduleForm(name: string, module: Registration['module']): Promise<FormData> {
  const bytes = typeof module === 'string' ? await assemble(module) : module;
  const form = new FormData();
  form.set('wasm_file', new Blob([bytes]), `${name}.wasm`);
  return form;
}

function filled(action: Action): object {
  return {
    namespace: 'default',
    tenant: 'acme',
    provider: 'email',
    action_type: 'notification',
    payload: {},
    ...action,
  };
}
