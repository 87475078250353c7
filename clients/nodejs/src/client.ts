import { openAsBlob } from "node:fs";

import { Connection, segment, type Call, type ClientOptions } from "./call.js";
import { toBatchItem, toOutcome, type BatchItem, type Outcome } from "./outcome.js";
import type {
  Action,
  AuditPage,
  AuditRecord,
  ChangeList,
  EvaluateRequest,
  EvaluateResponse,
  Health,
  InvocationList,
  Plugin,
  PluginDetail,
  PluginList,
  PluginRegistered,
  PluginRevisionList,
  Readiness,
  ReloadResponse,
  Rule,
  RuleCoverage,
  RuleEnabled,
  RuleSetRevision,
  Session,
  SnapshotMode,
  Stats,
  TestPluginResponse,
} from "./types.js";

const PLUGINS = "v1/wasm/plugins";

/** An action, as typed as one likes. Fields that are left out are empty where that makes sense. */
export type ActionInput = Action | Record<string, unknown>;

/**
 * A module: bytes in memory, a blob, the path of a file, which is read while it is sent, or a stream, which
 * is read before.
 */
export type ModuleSource = Uint8Array | ArrayBuffer | Blob | string | AsyncIterable<Uint8Array>;

/** What every call can be told. */
export interface CallOptions {
  /** Ends the call. */
  signal?: AbortSignal;
}

/** How a plugin is tested. */
export interface TestOptions extends CallOptions {
  /**
   * Whether to count what the call costs, in units that are the same every time. The first such call of a
   * module can take seconds.
   */
  cost?: boolean;
}

/** A change that can be made for a certain revision only. */
export interface Change extends CallOptions {
  /** Only if the plugin still has this revision. */
  ifMatch?: number;
}

/** What can be set of a plugin at any time. */
export interface PluginSettings {
  /** What it is for. */
  description?: string;
  /** Memory that one invocation may use, in bytes. */
  memory_limit_bytes?: number;
  /** How long one invocation may take, in milliseconds. */
  timeout_ms?: number;
  /** Whether instances start from a snapshot. */
  snapshot?: SnapshotMode;
  /** Whether rules can call it. */
  enabled?: boolean;
}

/** What a module is uploaded with. What is left out is the server's default, or stays as it is. */
export interface UploadOptions extends PluginSettings, CallOptions {
  /** The SHA-256 that the module must have, in hexadecimal. */
  sha256?: string;
}

/** Which records. */
export interface AuditQuery {
  namespace?: string;
  tenant?: string;
  provider?: string;
  action_type?: string;
  outcome?: string;
  verdict?: string;
  matched_rule?: string;
  plugin?: string;
  /** From this instant on (RFC 3339). */
  from?: string;
  /** Before this instant (RFC 3339). */
  to?: string;
  /** Most records of a page. */
  limit?: number;
  offset?: number;
  /** The `next_cursor` of the page before. */
  cursor?: string;
}

/** Which records to count. */
export type CoverageQuery = Pick<AuditQuery, "namespace" | "tenant" | "from" | "to">;

/** A client of one server, such as `http://localhost:8080`. Throws a `TypeError` when it is none. */
export class ActeonClient {
  readonly #connection: Connection;

  constructor(address: string, options: ClientOptions = {}) {
    this.#connection = new Connection(address, options);
  }

  /** All plugins, by name. */
  async listWasmPlugins(options?: CallOptions): Promise<Plugin[]> {
    return (await this.#get<PluginList>(PLUGINS, options)).plugins;
  }

  /** One plugin with all that is known of it. */
  async getWasmPlugin(name: string, options?: CallOptions): Promise<PluginDetail> {
    return this.#get(`${PLUGINS}/${segment(name)}`, options);
  }

  /** Registers a plugin. */
  async registerWasmPlugin(
    name: string,
    module: ModuleSource,
    options: UploadOptions = {},
  ): Promise<PluginRegistered> {
    const { signal, ...settings } = options;
    return this.#change("POST", PLUGINS, { form: formOf(module, { name, ...settings }), signal });
  }

  /** Puts another module in a plugin's place. */
  async replaceWasmPlugin(
    name: string,
    module: ModuleSource,
    options: UploadOptions & Change = {},
  ): Promise<PluginDetail> {
    const { signal, ifMatch, ...settings } = options;
    const path = `${PLUGINS}/${segment(name)}`;
    return this.#change("PUT", path, { form: formOf(module, settings), signal, ifMatch });
  }

  /** Changes what is set, and nothing else. */
  async updateWasmPlugin(
    name: string,
    change: PluginSettings,
    options: Change = {},
  ): Promise<PluginDetail> {
    return this.#change("PATCH", `${PLUGINS}/${segment(name)}`, { body: change, ...options });
  }

  /** Deletes a plugin. */
  async deleteWasmPlugin(name: string, options: Change = {}): Promise<void> {
    await this.#change("DELETE", `${PLUGINS}/${segment(name)}`, options);
  }

  /** Calls a function of a plugin with an action; no rule is evaluated and nothing is dispatched. */
  async testWasmPlugin(
    name: string,
    functionName: string,
    action: ActionInput,
    { cost, ...options }: TestOptions = {},
  ): Promise<TestPluginResponse> {
    const body = { function: functionName, input: action };
    return this.#ask(`${PLUGINS}/${segment(name)}/test`, body, options, { cost });
  }

  /** The last invocations of a plugin, newest first. */
  async listWasmPluginInvocations(name: string, options?: CallOptions): Promise<InvocationList> {
    return this.#get(`${PLUGINS}/${segment(name)}/invocations`, options);
  }

  /** The revisions of a plugin, newest first. */
  async listWasmPluginRevisions(name: string, options?: CallOptions): Promise<PluginRevisionList> {
    return this.#get(`${PLUGINS}/${segment(name)}/revisions`, options);
  }

  /** Makes a former revision of a plugin the present one. */
  async restoreWasmPluginRevision(
    name: string,
    revision: number,
    options: Change = {},
  ): Promise<PluginDetail> {
    return this.#change("POST", `${PLUGINS}/${segment(name)}/revisions/${revision}/restore`, options);
  }

  /** The rules in force, in the order of evaluation. */
  async listRules(options?: CallOptions): Promise<Rule[]> {
    return this.#get("v1/rules", options);
  }

  /** What the rules would decide about an action, and why; nothing is dispatched or recorded. */
  async evaluateRules(
    request: EvaluateRequest | Record<string, unknown>,
    options?: CallOptions,
  ): Promise<EvaluateResponse> {
    return this.#ask("v1/rules/evaluate", request, options);
  }

  /** Reads the rule files again, those of another folder when it is named. */
  async reloadRules(directory?: string, options: CallOptions = {}): Promise<ReloadResponse> {
    return this.#change("POST", "v1/rules/reload", { body: { directory }, ...options });
  }

  /** Switches a rule, until the file's own value changes. */
  async setRuleEnabled(name: string, enabled: boolean, options: CallOptions = {}): Promise<RuleEnabled> {
    return this.#change("PUT", `v1/rules/${segment(name)}/enabled`, { body: { enabled }, ...options });
  }

  /** Which kinds of actions matched a rule, and which rules never did. */
  async ruleCoverage(query: CoverageQuery = {}, options?: CallOptions): Promise<RuleCoverage> {
    return this.#get("v1/rules/coverage", options, query);
  }

  /** The files of a rule set that is or was in force. */
  async ruleSetRevision(revision: number, options?: CallOptions): Promise<RuleSetRevision> {
    return this.#get(`v1/rules/revisions/${revision}`, options);
  }

  /**
   * Decides about an action and carries it out; with `dryRun` it only decides. That a provider failed
   * is not an error but an outcome. An action is not sent again after a broken connection, because it
   * may have been carried out.
   */
  async dispatch(
    action: ActionInput,
    options: CallOptions & { dryRun?: boolean } = {},
  ): Promise<Outcome> {
    return this.#dispatch("v1/dispatch", action, options, toOutcome);
  }

  /** Dispatches many actions at once, and answers for each what became of it, in their order. */
  async dispatchBatch(
    actions: readonly ActionInput[],
    options: CallOptions & { dryRun?: boolean } = {},
  ): Promise<BatchItem[]> {
    return this.#dispatch("v1/dispatch/batch", actions, options, (value) =>
      (value as unknown[]).map(toBatchItem),
    );
  }

  /** A page of the audit, newest first. `auditRecords` walks all of them. */
  async queryAudit(query: AuditQuery = {}, options?: CallOptions): Promise<AuditPage> {
    return this.#get("v1/audit", options, query);
  }

  /** All records that a query finds, newest first, page by page as they are taken. */
  async *auditRecords(query: AuditQuery = {}, options?: CallOptions): AsyncGenerator<AuditRecord, void> {
    let next: AuditQuery = query;
    for (;;) {
      const page = await this.queryAudit(next, options);
      yield* page.records;
      if (page.next_cursor === null || page.next_cursor === undefined) return;
      const { offset: _passed, ...rest } = query;
      next = { ...rest, cursor: page.next_cursor };
    }
  }

  /** The newest record of an action. */
  async getAuditRecord(actionId: string, options?: CallOptions): Promise<AuditRecord> {
    return this.#get(`v1/audit/${segment(actionId)}`, options);
  }

  /** Who changed what, newest first: those before the change with the id `before`. */
  async listChanges(
    query: { before?: number; limit?: number } = {},
    options?: CallOptions,
  ): Promise<ChangeList> {
    return this.#get("v1/changes", options, query);
  }

  /** Whether the process serves. */
  async health(options?: CallOptions): Promise<Health> {
    return this.#get("health", options);
  }

  /** Whether decisions are made, and what stands in the way. That it is not ready is an answer. */
  async ready(options?: CallOptions): Promise<Readiness> {
    return this.#connection.send({ ...reading<Readiness>("ready", options), accepted: 503 });
  }

  /** What happened lately, as far back as `window` says; 15 minutes without it. */
  async stats(window?: "5m" | "15m" | "1h" | "6h" | "24h", options?: CallOptions): Promise<Stats> {
    return this.#get("v1/stats", options, { window });
  }

  /** The metrics in Prometheus' text format. */
  async metrics(options?: CallOptions): Promise<string> {
    return this.#connection.send({ ...reading<string>("metrics", options), isText: true });
  }

  /** The configuration in force, by section and key; secrets are hidden. */
  async config(options?: CallOptions): Promise<Record<string, unknown>> {
    return this.#get("v1/config", options);
  }

  /** As whom the server takes the caller. */
  async session(options?: CallOptions): Promise<Session> {
    return this.#get("v1/session", options);
  }

  #get<T>(path: string, options?: CallOptions, query?: object): Promise<T> {
    return this.#connection.send({ ...reading<T>(path, options), query });
  }

  #ask<T>(path: string, body: unknown, options?: CallOptions, query?: object): Promise<T> {
    return this.#connection.send({ ...reading<T>(path, options), method: "POST", body, query });
  }

  #change<T>(method: string, path: string, more: Partial<Call<T>>): Promise<T> {
    return this.#connection.send({
      method,
      path,
      effect: "change",
      read: (value) => value as T,
      ...more,
    });
  }

  #dispatch<T>(
    path: string,
    body: unknown,
    { dryRun = false, signal }: CallOptions & { dryRun?: boolean },
    read: (value: unknown) => T,
  ): Promise<T> {
    const query = dryRun ? { dry_run: true } : undefined;
    const effect = dryRun ? "none" : "change";
    return this.#connection.send({ method: "POST", path, effect, body, query, read, signal });
  }
}

function reading<T>(path: string, options?: CallOptions): Call<T> {
  return { method: "GET", path, effect: "none", read: (value) => value as T, signal: options?.signal };
}

/** Makes the form of a module again for each try; a stream is read once and kept. */
function formOf(module: ModuleSource, settings: object): () => Promise<FormData> {
  let kept: Promise<Blob> | undefined;
  return async () => {
    const made = new FormData();
    for (const [name, value] of Object.entries(settings)) {
      if (value !== undefined && value !== null) made.set(name, String(value));
    }
    kept ??= blobOf(module);
    made.set("wasm_file", await kept, "plugin.wasm");
    return made;
  };
}

async function blobOf(module: ModuleSource): Promise<Blob> {
  const type = "application/wasm";
  if (typeof module === "string") return openAsBlob(module, { type });
  if (module instanceof Blob) return module;
  if (module instanceof Uint8Array || module instanceof ArrayBuffer) {
    return new Blob([module as Uint8Array<ArrayBuffer>], { type });
  }
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of module) pieces.push(new Uint8Array(piece));
  return new Blob(pieces, { type });
}
