import { writeFile } from 'node:fs/promises';

import { expect, test } from '@playwright/test';

import { create } from '../support/pool';
import { REALISTIC } from '../support/seed';
import { bundleSizes, codeOf, type Sizes } from './support/bundle';
import { median } from './support/median';
import { Report } from './support/report';
import { type Visit, visit } from './support/visit';

/** Pages whose first visit is measured. */
const MEASURED = ['/plugins', '/playground'] as const;
/** All pages, for the code that each loads. */
const PAGES = [
  '/',
  '/plugins',
  '/register-plugin',
  '/plugins/compliance-engine',
  '/rules',
  '/playground',
  '/audit',
  '/settings',
] as const;
/** Visits of each kind, each with nothing in its cache; the first of them does not count. */
const ROUNDS = 12;
/** What the code of a page may weigh, compressed; editors and charts not counted. */
const MAX_CODE_KB = 300;
const KB = 1000;

test('ui', async ({ browser }) => {
  const server = await create(REALISTIC);
  try {
    const report = new Report(
      'ui',
      `first visits on loopback to a server with 12 plugins, 15 rules and 240 decisions, with an empty cache, median of ${ROUNDS - 1}; ` +
        'the floor is the same page without scripts and WebAssembly, visited in turn with it',
    );
    for (const path of MEASURED) {
      const hydrated: Visit[] = [];
      const floor: Visit[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        hydrated.push(await visit(browser, server.url + path, true));
        floor.push(await visit(browser, server.url + path, false));
      }
      describeVisits(report, path, hydrated.slice(1), floor.slice(1));
    }

    const sizes = new Map<string, Sizes>();
    for (const path of PAGES) {
      const { code } = await visit(browser, server.url + path, true);
      const page = await bundleSizes(code);
      for (const [file, size] of page) sizes.set(file, size);
      const { main, modules } = codeOf(page);
      report.addAtMost(`${path}: code, brotli`, main / KB, 'KB', MAX_CODE_KB);
      for (const [name, bytes] of modules) report.add(`${path}: ${name}, brotli`, bytes / KB, 'KB');
    }
    for (const [file, { raw, brotli }] of [...sizes].sort(([a], [b]) => a.localeCompare(b))) {
      report.add(`\`${file}\`, ${Math.round(raw / KB)} KB raw, in brotli`, brotli / KB, 'KB');
    }

    console.log(report.text());
    const file = process.env['ACTEON_BENCH_REPORT'];
    if (file !== undefined) await writeFile(file, JSON.stringify(report));
  } finally {
    await server.dispose();
  }
});

function describeVisits(report: Report, path: string, hydrated: Visit[], floor: Visit[]): void {
  const of = (visits: Visit[], value: (visit: Visit) => number): number => median(visits.map(value));
  const paint = of(hydrated, (visit) => visit.firstPaintMs);
  const floorPaint = of(floor, (visit) => visit.firstPaintMs);
  const alive = of(hydrated, (visit) => visit.hydratedMs ?? Number.NaN);
  expect(paint).toBeGreaterThan(0);
  expect(floorPaint).toBeGreaterThan(0);
  report.add(`${path}: first contentful paint`, paint, 'ms');
  report.add(`${path}: first contentful paint, floor`, floorPaint, 'ms');
  report.add(`${path}: first contentful paint / floor`, paint / floorPaint, 'times');
  report.add(`${path}: answers to keyboard and mouse`, alive, 'ms');
  report.add(`${path}: answers to keyboard and mouse / floor's paint`, alive / floorPaint, 'times');
  report.addAtMost(`${path}: layout shift`, of(hydrated, (visit) => visit.layoutShift), '', 0.01);

  const bytes = (visits: Visit[], kind: string): number => of(visits, (visit) => visit.bytes[kind] ?? 0);
  const kinds = new Set(hydrated.flatMap((visit) => Object.keys(visit.bytes)));
  const all = (visit: Visit): number => Object.values(visit.bytes).reduce((sum, one) => sum + one, 0);
  report.add(`${path}: transferred`, of(hydrated, all) / KB, 'KB');
  for (const kind of [...kinds].sort()) {
    report.add(`${path}: transferred, ${kind}`, bytes(hydrated, kind) / KB, 'KB');
  }
  report.add(`${path}: transferred, floor`, of(floor, all) / KB, 'KB');
  report.add(`${path}: transferred / floor`, of(hydrated, all) / of(floor, all), 'times');
}
