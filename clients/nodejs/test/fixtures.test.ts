// Every wire sample of clients/fixtures is played to the client: it asks for the address that was
// recorded, understands the answer, and loses nothing of it.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { ActeonClient, ApiError, type BatchItem, type Outcome } from "../src/index.js";

interface Fixture {
  operation: string;
  request: { method: string; path: string; body?: unknown };
  response: { status: number; headers?: Record<string, string>; body?: unknown };
}

const FOLDER = new URL("../../../fixtures/", import.meta.url);
const MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

function call(client: ActeonClient, fixture: Fixture): Promise<unknown> {
  const { path, body } = fixture.request;
  const [at = "", query = ""] = path.split("?");
  const part = (index: number): string => at.split("/")[index] ?? "";
  const limit = query.startsWith("limit=") ? { limit: Number(query.slice(6)) } : {};
  const sent = body as Record<string, never>;
  switch (fixture.operation) {
    case "list_plugins":
      return client.listWasmPlugins();
    case "get_plugin":
      return client.getWasmPlugin(part(4));
    case "register_plugin":
      return client.registerWasmPlugin("p", MODULE);
    case "replace_plugin":
      return client.replaceWasmPlugin(part(4), MODULE);
    case "update_plugin":
      return client.updateWasmPlugin(part(4), sent, { ifMatch: 2 });
    case "delete_plugin":
      return client.deleteWasmPlugin(part(4));
    case "test_plugin":
      return client.testWasmPlugin(part(4), sent["function"]!, sent["input"]!);
    case "list_invocations":
      return client.listWasmPluginInvocations(part(4));
    case "list_revisions":
      return client.listWasmPluginRevisions(part(4));
    case "restore_plugin":
      return client.restoreWasmPluginRevision(part(4), Number(part(6)));
    case "list_rules":
      return client.listRules();
    case "evaluate_rules":
      return client.evaluateRules(sent);
    case "reload_rules":
      return client.reloadRules();
    case "set_rule_enabled":
      return client.setRuleEnabled(part(3), false);
    case "rule_coverage":
      return client.ruleCoverage();
    case "rule_set_revision":
      return client.ruleSetRevision(Number(part(4)));
    case "dispatch":
      return client.dispatch(sent, { dryRun: query !== "" }).then(wire);
    case "dispatch_batch":
      return client.dispatchBatch(body as Record<string, unknown>[]).then((items) => items.map(wire));
    case "list_records":
      return client.queryAudit(limit);
    case "get_record":
      return client.getAuditRecord(part(3));
    case "list_changes":
      return client.listChanges(limit);
    case "health":
      return client.health();
    case "ready":
      return client.ready();
    case "stats":
      return client.stats("5m");
    case "metrics":
      return client.metrics();
    case "config":
      return client.config();
    case "session":
      return client.session();
    default:
      throw new Error(`no call for \`${fixture.operation}\``);
  }
}

/** What an outcome is on the wire. */
function wire({ kind, ...content }: Outcome | BatchItem): unknown {
  const inner = content as Record<string, unknown>;
  if (kind === "Deduplicated") return kind;
  if (kind === "Executed") return { Executed: inner["response"] };
  if (kind === "Failed") return { Failed: inner["error"] };
  return kind === "Refused" ? inner : { [kind]: inner };
}

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(".json"))) {
  test(`sample ${file}`, async () => {
    const fixture = JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as Fixture;
    const { status, headers = {}, body } = fixture.response;
    const asked: [string, string][] = [];
    const play = async (input: URL | string | Request, init?: RequestInit): Promise<Response> => {
      const url = new URL(input as URL);
      asked.push([init?.method ?? "", url.pathname + url.search]);
      const text = fixture.operation === "metrics" ? (body as string) : JSON.stringify(body);
      return new Response(body === undefined ? null : text, { status, headers });
    };
    const client = new ActeonClient("http://test", { fetch: play, retries: 0 });
    if (status >= 400) {
      const expected = body as { error: string; kind?: string; errors?: unknown[] };
      await assert.rejects(call(client, fixture), (error) => {
        assert(error instanceof ApiError);
        assert.deepEqual(
          [error.status, error.reason, error.kind],
          [status, expected.error, expected.kind],
        );
        assert.deepEqual(error.errors, expected.errors ?? []);
        return true;
      });
    } else {
      // The list itself is what the client answers with.
      const expected =
        fixture.operation === "list_plugins" ? (body as { plugins: unknown }).plugins : body;
      assert.deepEqual(await call(client, fixture), expected);
    }
    assert.deepEqual(asked[0], [fixture.request.method, fixture.request.path]);
  });
}

test("every operation has a method", () => {
  const file = readFileSync(new URL("../operations.json", FOLDER), "utf8");
  const { operations } = JSON.parse(file) as { operations: { method: string }[] };
  assert(operations.length > 20);
  for (const { method } of operations) {
    const camel = method.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    assert.equal(
      typeof (ActeonClient.prototype as unknown as Record<string, unknown>)[camel],
      "function",
      camel,
    );
  }
});
