// Every method on a running server with real plugins.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { ActeonClient, ApiError } from "../src/index.js";
import { setting } from "./setting.js";

const asked: [string, string][] = [];
const recording: typeof fetch = (input, init) => {
  asked.push([init?.method ?? "", new URL(input as URL).pathname]);
  return fetch(input, init);
};
const { url, key, viewerKey, plugin: modulePath } = setting();
const client = new ActeonClient(url, { apiKey: key, fetch: recording });
const unique = (): string => `kitchen-sink-node-${randomUUID()}`;

function receipt(tenant: string, to: string): Record<string, unknown> {
  return {
    namespace: "kitchen-sink",
    tenant,
    provider: "email",
    action_type: "receipt",
    payload: { to },
    metadata: { source: "test" },
  };
}

function refuses(call: Promise<unknown>, status: number, kind?: string): Promise<void> {
  return assert.rejects(call, (error) => {
    assert(error instanceof ApiError, String(error));
    assert.equal(error.status, status, error.message);
    if (kind !== undefined) assert.equal(error.kind, kind);
    return true;
  });
}

test("plugins", async () => {
  const name = unique();
  const registered = await client.registerWasmPlugin(name, modulePath, {
    description: "Suppress low-priority actions",
    memory_limit_bytes: 16_777_216,
    timeout_ms: 2_000,
  });
  assert.deepEqual([registered.name, registered.revision], [name, 1]);
  await refuses(client.registerWasmPlugin(name, modulePath), 409, "already_registered");
  await refuses(client.registerWasmPlugin(unique(), new TextEncoder().encode("no module")), 400);
  const listed = await client.listWasmPlugins();
  assert(listed.some((plugin) => plugin.name === name && plugin.enabled));

  const low = await client.testWasmPlugin(name, "evaluate", { payload: { priority: "low" } });
  assert.deepEqual([low.verdict, low.message], [false, "low priority actions are suppressed"]);
  assert((await client.testWasmPlugin(name, "evaluate", {})).verdict);
  const { cost } = await client.testWasmPlugin(name, "evaluate", {}, { cost: true });
  assert((cost?.fuel ?? 0) > 0);
  await refuses(client.testWasmPlugin(name, "nowhere", {}), 422, "function_not_found");

  const updated = await client.updateWasmPlugin(
    name,
    { enabled: false, snapshot: "never" },
    { ifMatch: 1 },
  );
  assert.deepEqual([updated.status, updated.revision, updated.snapshot.mode], ["disabled", 2, "never"]);
  await refuses(client.updateWasmPlugin(name, { enabled: true }, { ifMatch: 1 }), 412);
  const bytes = readFileSync(modulePath);
  const replaced = await client.replaceWasmPlugin(name, bytes, { description: "second", ifMatch: 2 });
  assert.equal(replaced.description, "second");
  const shown = await client.getWasmPlugin(name);
  assert.deepEqual([shown.functions, shown.timeout_ms], [["evaluate"], 2_000]);
  assert((await client.listWasmPluginInvocations(name)).count >= 2);
  assert.equal((await client.listWasmPluginRevisions(name)).count, 3);
  const restored = await client.restoreWasmPluginRevision(name, 1, { ifMatch: 3 });
  assert.equal(restored.description, "Suppress low-priority actions");
  await refuses(client.deleteWasmPlugin(name, { ifMatch: 1 }), 412);
  await client.deleteWasmPlugin(name);
  await refuses(client.getWasmPlugin(name), 404);
});

test("rules", async () => {
  const rules = await client.listRules();
  const first = rules[0]?.name ?? "";
  assert.equal((await client.setRuleEnabled(first, false)).enabled, false);
  assert.equal((await client.setRuleEnabled(first, true)).enabled, true);
  await refuses(client.setRuleEnabled("no-such-rule", true), 404, "rule_not_found");

  const draft = "rules:\n  - { name: all, condition: true, action: deny }\n";
  const evaluated = await client.evaluateRules({ ...receipt("t", "kim"), rules: draft });
  assert.deepEqual([evaluated.verdict, evaluated.matched_rule], ["deny", "all"]);
  const bad = client.evaluateRules({ ...receipt("t", "kim"), rules: draft.replace("deny", "fly") });
  await assert.rejects(bad, (error) => error instanceof ApiError && error.errors[0]?.line === 2);

  const reloaded = await client.reloadRules();
  assert.deepEqual([reloaded.reloaded, reloaded.loaded], [true, rules.length]);
  await refuses(client.reloadRules("/nowhere"), 400);
  assert.equal((await client.ruleCoverage()).rules_loaded, reloaded.loaded);
  const { rule_set_revision: revision } = await client.ready();
  const { files } = await client.ruleSetRevision(revision ?? 0);
  assert(files.some((file) => file.text.includes("rules:")));
});

test("dispatch and audit", async () => {
  const tenant = unique();
  assert.equal((await client.dispatch(receipt(tenant, "a"))).kind, "Executed");
  const dry = await client.dispatch(receipt(tenant, "b"), { dryRun: true });
  assert(dry.kind === "DryRun" && dry.verdict === "allow");
  const batch = await client.dispatchBatch(["c", "d", "e", "f"].map((to) => receipt(tenant, to)));
  assert.deepEqual(
    batch.map((item) => item.kind),
    ["Executed", "Executed", "Executed", "Executed"],
  );
  await refuses(client.dispatch({ namespace: "shop" }), 400);
  const viewer = new ActeonClient(url, { apiKey: viewerKey });
  await refuses(viewer.dispatch(receipt(tenant, "g")), 403);

  const page = await client.queryAudit({ tenant, limit: 2 });
  assert.deepEqual([page.records.length, page.total], [2, 5]);
  const to: unknown[] = [];
  const ids: string[] = [];
  for await (const record of client.auditRecords({ tenant, limit: 2 })) {
    to.push((record.action_payload as { to: string }).to);
    ids.push(record.action_id);
  }
  assert.deepEqual(to, ["f", "e", "d", "c", "a"]);
  assert.equal((await client.getAuditRecord(ids[0] ?? "")).action_id, ids[0]);
  await refuses(client.getAuditRecord("nowhere"), 404, "record_not_found");
  assert.equal((await client.listChanges({ limit: 1 })).changes.length, 1);
});

test("the server itself", async () => {
  assert.equal((await client.health()).status, "ok");
  assert((await client.ready()).ready);
  assert.equal((await client.stats("5m")).window_seconds, 300);
  assert.match(await client.metrics(), /# TYPE /);
  const { wasm } = (await client.config()) as { wasm: { default_timeout_ms: number } };
  assert.equal(typeof wasm.default_timeout_ms, "number");
  assert.equal((await client.session()).role, "admin");
  await refuses(new ActeonClient(url, { apiKey: "acteon_nobody_0" }).session(), 401);
});

test("every operation was called", () => {
  const file = readFileSync(new URL("../../../operations.json", import.meta.url), "utf8");
  const { operations } = JSON.parse(file) as { operations: { request: string }[] };
  for (const { request } of operations) {
    const [method, path = ""] = request.split(" ");
    const pattern = new RegExp(`^${path.replace(/\{[^}]*\}/g, "[^/]+")}$`);
    assert(
      asked.some(([verb, at]) => verb === method && pattern.test(at)),
      request,
    );
  }
});
