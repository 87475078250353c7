// The example that the README begins with, run on a running server.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { ActeonClient, ApiError } from "../src/index.js";
import { setting } from "./setting.js";

const ROOT = new URL("../../", import.meta.url);
const CONNECT = 'new ActeonClient("http://localhost:8080")';

test("the example of the README runs", async () => {
  const { url, key, plugin } = setting();
  const readme = readFileSync(new URL("README.md", ROOT), "utf8");
  const example = readme.split("```typescript\n")[1]?.split("```")[0] ?? "";
  assert.equal(example.split(CONNECT).length, 2);
  // The server of this test is elsewhere, and wants a key.
  const here = `new ActeonClient(${JSON.stringify(url)}, { apiKey: ${JSON.stringify(key)} })`;
  const client = new ActeonClient(url, { apiKey: key });
  // The demo's plugin is a file, which the server does not delete: an upload goes in front of it.
  await client.replaceWasmPlugin("my-plugin", plugin).catch((error: unknown) => {
    if (!(error instanceof ApiError && error.isNotFound)) throw error;
    return client.registerWasmPlugin("my-plugin", plugin);
  });
  const file = fileURLToPath(new URL("build/example.mjs", ROOT));
  // As it stands it is JavaScript too.
  writeFileSync(file, example.replace(CONNECT, here));
  const { stdout } = await promisify(execFile)(process.execPath, [file], { cwd: fileURLToPath(ROOT) });
  assert.match(stdout, /^my-plugin: on$/m);
  assert.match(stdout, /^Verdict: true$/m);
});
