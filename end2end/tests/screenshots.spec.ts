import { expect, test } from '../support/fixtures';
import { ROLES } from '../support/keys';
import { pages } from '../support/pages';
import { EMPTY, type World } from '../support/pool';
import { REALISTIC } from '../support/seed';

const KEYS: World = { shared: true, keys: ROLES };

/** Pictures of every page for people: nothing compares them. */
for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test.describe(`${colorScheme} at ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } });
      // They would look the same.
      test.skip(({ hydrated }) => !hydrated, 'pictures are made with scripts');

      const shots: [string, World, { name: string; path: string }[]][] = [
        ['at work', REALISTIC, [...pages('fraud-scorer')]],
        ['at the beginning', EMPTY, [
          { name: 'overview-empty', path: '/' },
          { name: 'plugins-empty', path: '/plugins' },
        ]],
        ['with keys', KEYS, [{ name: 'sign-in', path: '/sign-in' }]],
      ];
      for (const [when, world, shown] of shots) {
        test.describe(when, () => {
          test.use({ world });

          for (const { name, path } of shown) {
            test(name, async ({ page, open }, info) => {
              await open(path);
              if (name === 'playground') {
                await page.getByRole('link', { name: 'A risky payment' }).click();
                await expect(page.getByRole('heading', { name: /^Verdict: / })).toBeVisible();
              }
              await page.evaluate(() => document.fonts.ready);
              const charts = page.locator('data-chart');
              for (const chart of await charts.all()) await expect(chart.locator('canvas')).toBeVisible();
              const file = info.outputPath(`${name}-${colorScheme}-${width}.png`);
              await page.screenshot({ path: file, fullPage: true });
              await info.attach(name, { path: file, contentType: 'image/png' });
            });
          }
        });
      }
    });
  }
}
