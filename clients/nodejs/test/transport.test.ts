// How requests are sent: tries, redirects, encoding, uploads, answers of others than Acteon.

import assert from "node:assert/strict";
import { createReadStream, mkdtempSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { ActeonClient, ApiError, ConnectionFailed, DecodeError, TimedOut } from "../src/index.js";

type Answer = [number, unknown, Record<string, string>?] | "hang" | "drop";
interface Asked {
  request: IncomingMessage;
  body: Buffer;
}
interface Played {
  client: ActeonClient;
  asked: Asked[];
  slept: number[];
  address: string;
}

const BUSY = { error: "busy", kind: "saturated" };
const AWAY = { error: "the record is delayed", kind: "record_delayed" };
const ended: (() => void)[] = [];
after(() => ended.forEach((end) => end()));

/** A server that gives its answers one after the other, the last again and again. */
async function play(
  answers: Answer[],
  path = "",
  options: { timeoutMs?: number } = {},
): Promise<Played> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      asked.push({ request, body: Buffer.concat(pieces) });
      const answer = answers[Math.min(asked.length, answers.length) - 1] ?? "drop";
      if (answer === "hang") return;
      if (answer === "drop") {
        request.socket.destroy();
        return;
      }
      const [status, body, headers = {}] = answer;
      response.writeHead(status, headers);
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ended.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const slept: number[] = [];
  const sleep = async (milliseconds: number): Promise<void> => void slept.push(milliseconds);
  const client = new ActeonClient(address, { apiKey: "acteon_x_1", sleep, ...options });
  return { client, asked, slept, address };
}

async function failsWith<T extends Error>(
  call: Promise<unknown>,
  of: new (...rest: never[]) => T,
): Promise<T> {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert(error instanceof of, String(error));
  return error;
}

test("what only reads is tried again", async () => {
  const once = await play([
    [503, AWAY, { "retry-after": "7" }],
    [200, []],
  ]);
  assert.deepEqual(await once.client.listRules(), []);
  assert.deepEqual(once.slept, [7_000]);
  const never = await play([[503, AWAY, { "retry-after": "3600" }]]);
  const error = await failsWith(never.client.listRules(), ApiError);
  assert.deepEqual([error.retryAfter, error.kind, error.isUnavailable], [3_600, "record_delayed", true]);
  assert.deepEqual([never.asked.length, never.slept], [3, [10_000, 10_000]]);
  const broken = await play(["drop", [200, []]]);
  assert.deepEqual(await broken.client.listRules(), []);
  const defect = await play([[500, BUSY]]);
  await failsWith(defect.client.listRules(), ApiError);
  assert.equal(defect.asked.length, 1);
});

for (const [answer, tries] of [
  [[503, BUSY], 2],
  [[503, { error: "x", kind: "plugins_loading" }], 2],
  [[429, { error: "x" }], 2],
  [[503, AWAY], 1],
  [[503, "<html>the proxy is tired</html>"], 1],
  [[500, BUSY], 1],
  ["drop", 1],
] as [Answer, number][]) {
  test(`a change is tried ${tries} times after ${JSON.stringify(answer)}`, async () => {
    const { client, asked } = await play([answer, [200, { Suppressed: { rule: "r" } }]]);
    const outcome = await client.dispatch({}).catch(() => undefined);
    assert.deepEqual(outcome, tries === 2 ? { kind: "Suppressed", rule: "r" } : undefined);
    assert.equal(asked.length, tries);
  });
}

test("that a server is not ready is an answer", async () => {
  const { client, asked } = await play([[503, { ready: false, problems: [], rule_set_revision: null }]]);
  assert.equal((await client.ready()).ready, false);
  assert.equal(asked.length, 1);
});

test("a module is the same from memory, a blob, a file and a stream", async () => {
  const module = Buffer.alloc(1_000_000, "acteon");
  const path = join(mkdtempSync(join(tmpdir(), "acteon-")), "plugin.wasm");
  writeFileSync(path, module);
  const sources = [
    new Uint8Array(module),
    new Blob([new Uint8Array(module)]),
    path,
    createReadStream(path),
  ];
  for (const source of sources) {
    const { client, asked } = await play([[503, BUSY]]);
    await failsWith(client.registerWasmPlugin("p", source, { timeout_ms: 50 }), ApiError);
    assert.equal(asked.length, 3);
    for (const { body } of asked) {
      assert(body.includes(module));
      assert(body.includes('name="wasm_file"; filename="plugin.wasm"'));
      assert(body.includes('name="timeout_ms"\r\n\r\n50\r\n'));
    }
  }
  const { client, asked } = await play([[200, {}]]);
  await assert.rejects(client.registerWasmPlugin("p", "/nowhere/at.wasm"));
  assert.equal(asked.length, 0);
});

test("names cannot lead elsewhere", async () => {
  const { client, asked } = await play([[204, ""]]);
  for (const [name, path] of [
    ["a/../b", "/v1/wasm/plugins/a%2F..%2Fb"],
    ["a?b#c", "/v1/wasm/plugins/a%3Fb%23c"],
    ["größe", "/v1/wasm/plugins/gr%C3%B6%C3%9Fe"],
  ] as const) {
    await client.deleteWasmPlugin(name);
    assert.equal(asked.at(-1)?.request.url, path);
  }
  for (const name of ["", ".", ".."]) await failsWith(client.deleteWasmPlugin(name), TypeError);
});

test("a key goes to its server only", async () => {
  const other = await play([[200, []]]);
  const { client, asked } = await play(
    [[307, "", { location: `${other.address}/v1/rules` }]],
    "/behind/a/proxy",
  );
  const error = await failsWith(client.listRules(), ApiError);
  assert.match(error.message, /leads elsewhere/);
  assert.equal(other.asked.length, 0);
  assert.equal(asked[0]?.request.url, "/behind/a/proxy/v1/rules");
  assert.equal(asked[0].request.headers.authorization, "Bearer acteon_x_1");
  assert.match(asked[0].request.headers["user-agent"] ?? "", /^acteon-client-node\//);
});

test("what is not Acteon's is told apart", async () => {
  const html = "<html>502 Bad Gateway</html>";
  const proxy = await play([[502, html, { "x-request-id": "r-1" }]]);
  const error = await failsWith(proxy.client.listRules(), ApiError);
  assert.deepEqual(
    [error.status, error.kind, error.body, error.requestId],
    [502, undefined, html, "r-1"],
  );
  const page = await play([[200, html]]);
  assert.equal((await failsWith(page.client.listRules(), DecodeError)).body, html);
  const silent = await play(["hang"], "", { timeoutMs: 50 });
  await failsWith(silent.client.health(), TimedOut);
  const gone = new ActeonClient("http://127.0.0.1:1", { retries: 0 });
  assert.match((await failsWith(gone.health(), ConnectionFailed)).message, /cannot be reached: /);
});

test("a signal ends a call with its reason", async () => {
  const { client } = await play(["hang"]);
  const reason = new Error("nobody waits any more");
  const controller = new AbortController();
  const call = client.health({ signal: controller.signal });
  controller.abort(reason);
  assert.equal(await failsWith(call, Error), reason);
});

for (const address of ["localhost:8080", "", "ftp://x", "http://", "http://x/?a=b"]) {
  test(`\`${address}\` is no address`, () => {
    assert.throws(() => new ActeonClient(address), TypeError);
  });
}
