import { get } from 'node:http';
import { basename } from 'node:path';

/** What a file weighs, in bytes. */
export interface Sizes {
  raw: number;
  brotli: number;
}

/** Modules that a page loads beside its own code, by how their files are called. */
const MODULES = new Map([
  ['editor.js', 'editor'],
  ['chart.js', 'chart'],
]);

/** Sizes of files of the bundle as the server sends them, by name without hash. */
export async function bundleSizes(urls: readonly string[]): Promise<Map<string, Sizes>> {
  const sizes = new Map<string, Sizes>();
  for (const url of urls) {
    const [raw, brotli] = [await size(url, 'identity'), await size(url, 'br')];
    sizes.set(nameOf(url), { raw, brotli });
  }
  return sizes;
}

/** The compressed size of a page's code, and that of the modules beside it. */
export function codeOf(files: ReadonlyMap<string, Sizes>): { main: number; modules: Map<string, number> } {
  const modules = new Map<string, number>();
  let main = 0;
  for (const [file, { brotli }] of files) {
    const module = MODULES.get(file);
    if (module === undefined) main += brotli;
    else modules.set(module, brotli);
  }
  return { main, modules };
}

/** `acteon.kN3cK8.js` is `acteon.js`. */
function nameOf(url: string): string {
  return basename(new URL(url).pathname).replace(/\.[\w-]+(\.\w+)$/, '$1');
}

/** Bytes of a file on the wire, heads not counted. */
function size(url: string, encoding: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': encoding } }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.on('error', reject);
      answer.on('end', () => {
        const found = answer.headers['content-encoding'] ?? 'identity';
        if (answer.statusCode === 200 && found === encoding) resolve(bytes);
        else reject(new Error(`${url} came with status ${answer.statusCode} as ${found}, not as ${encoding}`));
      });
    }).on('error', reject);
  });
}
