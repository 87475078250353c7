import { type Browser, expect, type Page } from '@playwright/test';

/** What a first visit of a page took. */
export interface Visit {
  /** From the start of the navigation until text was painted, in milliseconds. */
  firstPaintMs: number;
  /** Until the page answered to keyboard and mouse; none without scripts. */
  hydratedMs: number | undefined;
  /** How much of the page moved after it was painted; 0 is nothing. */
  layoutShift: number;
  /** Bytes that came over the wire, heads included, by kind of file. */
  bytes: Record<string, number>;
  /** Addresses of the scripts and WebAssembly files that came. */
  code: string[];
}

/** Marks the moment in which the page says that it answers. */
const HYDRATED = 'hydrated';
/** Where the page keeps how much of it has moved. */
const SHIFT = 'acteonShift';

/** Visits a page with a browser that has nothing in its cache; without `scripts` also without the
 * WebAssembly, which the page has fetched ahead of them. */
export async function visit(browser: Browser, url: string, scripts: boolean): Promise<Visit> {
  const context = await browser.newContext({ javaScriptEnabled: scripts });
  try {
    const page = await context.newPage();
    const traffic = await watch(page, scripts ? [] : ['*.wasm']);
    if (scripts) await page.addInitScript(observe, { HYDRATED, SHIFT });
    await page.goto(url, { waitUntil: 'load' });
    if (scripts) await page.locator('body[data-hydrated]').waitFor({ state: 'attached' });
    await page.waitForLoadState('networkidle');
    const painted = (): Promise<number> =>
      page.evaluate(() => performance.getEntriesByName('first-contentful-paint').length);
    await expect.poll(painted).toBe(1);
    const seen = await page.evaluate(
      (names) => ({
        firstPaintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
        hydratedMs: performance.getEntriesByName(names.HYDRATED)[0]?.startTime,
        layoutShift: Number(Reflect.get(globalThis, names.SHIFT) ?? 0),
      }),
      { HYDRATED, SHIFT },
    );
    return { ...seen, ...traffic() };
  } finally {
    await context.close();
  }
}

/** Runs in the page, before its own scripts. */
function observe({ HYDRATED, SHIFT }: { HYDRATED: string; SHIFT: string }): void {
  new MutationObserver((_, observer) => {
    if (document.body?.hasAttribute('data-hydrated')) {
      performance.mark(HYDRATED);
      observer.disconnect();
    }
  }).observe(document, { attributes: true, childList: true, subtree: true });
  let shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shift += Number(Reflect.get(entry, 'value'));
    Reflect.set(globalThis, SHIFT, shift);
  }).observe({ type: 'layout-shift', buffered: true });
}

/** Counts what comes over the wire from now on, and keeps away what is at `blocked` addresses. */
async function watch(page: Page, blocked: string[]): Promise<() => Pick<Visit, 'bytes' | 'code'>> {
  const network = await page.context().newCDPSession(page);
  const files = new Map<string, { url: string; kind: string; bytes: number }>();
  network.on('Network.responseReceived', ({ requestId, response }) => {
    files.set(requestId, { url: response.url, kind: kindOf(response.mimeType), bytes: 0 });
  });
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const file = files.get(requestId);
    if (file !== undefined) file.bytes = encodedDataLength;
  });
  await network.send('Network.enable');
  await network.send('Network.setBlockedURLs', { urls: blocked });
  return () => {
    const bytes: Record<string, number> = {};
    for (const file of files.values()) bytes[file.kind] = (bytes[file.kind] ?? 0) + file.bytes;
    const code = [...files.values()].filter(({ kind }) => kind === 'scripts' || kind === 'WebAssembly');
    return { bytes, code: [...new Set(code.map(({ url }) => url))] };
  };
}

function kindOf(mimeType: string): string {
  if (mimeType === 'text/html') return 'HTML';
  if (mimeType === 'text/css') return 'styles';
  if (mimeType === 'application/wasm') return 'WebAssembly';
  if (mimeType.includes('javascript')) return 'scripts';
  if (mimeType.includes('font')) return 'fonts';
  return 'others';
}
