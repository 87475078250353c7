// Runs the tests in `test`: Node does not read TypeScript.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { buildSync } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const sources = readdirSync(join(here, 'test'), { recursive: true }).filter((file) => file.endsWith('.test.ts'));
const folder = mkdtempSync(join(tmpdir(), 'acteon-elements-'));
try {
  buildSync({
    absWorkingDir: here,
    entryPoints: sources.map((file) => join('test', file)),
    outbase: 'test',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
  const files = sources.map((file) => join(folder, file.replace(/\.ts$/, '.mjs')));
  const ran = spawnSync(process.execPath, ['--test', '--test-reporter=tap', ...files], { stdio: 'inherit' });
  process.exitCode = ran.status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
