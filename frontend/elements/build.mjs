// Builds the elements into the site, each a module of its own: `node build.mjs SITE`.

import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
/** Below the site. The first is where all bundles are, whose names change with their content. */
const BUNDLES = 'pkg';
const LICENCES = 'licences/elements.txt';
/** The modules by the names of their files. */
const MODULES = { editor: 'src/editor/element.ts', chart: 'src/chart/element.ts' };
const PERMISSIVE = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD']);

const site = process.argv[2];
if (!site) {
  console.error('say where the site is: node build.mjs SITE');
  process.exit(2);
}

const bundles = join(site, BUNDLES);
await mkdir(bundles, { recursive: true });
for (const old of await readdir(bundles)) {
  if (Object.keys(MODULES).some((name) => old.startsWith(`${name}.`))) {
    await rm(join(bundles, old));
  }
}

const built = await build({
  absWorkingDir: here,
  entryPoints: MODULES,
  entryNames: '[name].[hash]',
  outdir: bundles,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  charset: 'utf8',
  footer: { js: `/* The licences of what is in this file: /${LICENCES} */` },
  metafile: true,
  write: false,
  logLevel: 'warning',
});

for (const { path, contents } of built.outputFiles) {
  const compressed = await put(path, contents);
  console.log(`${basename(path)}: ${contents.length} bytes, brotli ${compressed}`);
}
await mkdir(join(site, 'licences'), { recursive: true });
await put(join(site, LICENCES), Buffer.from(await licences(Object.keys(built.metafile.inputs))));

/** Writes a file and its compressed forms. Answers how many bytes brotli leaves. */
async function put(path, contents) {
  const brotli = await promisify(brotliCompress)(contents, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: contents.length,
    },
  });
  const gzipped = await promisify(gzip)(contents, { level: constants.Z_BEST_COMPRESSION });
  await writeFile(path, contents);
  await writeFile(`${path}.br`, brotli);
  await writeFile(`${path}.gz`, gzipped);
  return brotli.length;
}

/** The licence of every package that something of is in the bundle. */
async function licences(inputs) {
  const packages = new Set(inputs.map((input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1]).filter(Boolean));
  const holders = new Map();
  for (const name of [...packages].sort()) {
    const folder = join(here, 'node_modules', name);
    const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    if (!PERMISSIVE.has(license)) {
      throw new Error(`\`${name}\` is licensed under \`${license}\`, which is not among those that build.mjs allows`);
    }
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) {
      throw new Error(`\`${name}\` has no licence text`);
    }
    const text = (await readFile(join(folder, file), 'utf8')).trim();
    holders.set(text, [...(holders.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  return [...holders].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`).join(`\n${'-'.repeat(72)}\n\n`);
}
