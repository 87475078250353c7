import type { Page } from '@playwright/test';

import { expect, test } from '../support/fixtures';
import { pages } from '../support/pages';
import { EMPTY } from '../support/pool';
import { HOSTILE, HOSTILE_TEXT, REALISTIC } from '../support/seed';

const WIDTHS = [360, 768, 1440, 2560];

test.describe('of a server at work', () => {
  test.use({ world: REALISTIC });

  for (const { name, path, title } of pages('fraud-scorer')) {
    test(`${name} is complete at every width, under a strict policy`, async ({ page, open }) => {
      const answer = await open(path);
      expect(answer?.status()).toBe(200);
      await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
      await expect(page.locator('.skeleton')).toHaveCount(0);
      const policy = answer?.headers()['content-security-policy'] ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe-inline');
      expect(policy).not.toMatch(/'unsafe-eval'/);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        expect(await overflow(page), `at ${width} px`).toBeLessThanOrEqual(0);
      }
    });
  }
});

test('a page whose code does not come is loaded as a whole', async ({ page, open, hydrated, browserConsole }) => {
  test.skip(!hydrated, 'without scripts every page is');
  browserConsole.expect(/ERR_FAILED|Failed to fetch/);
  await open('/');
  await page.evaluate(() => document.body.setAttribute('data-first', ''));
  let isFirst = true;
  page.on('request', (request) => {
    if (request.isNavigationRequest()) isFirst = false;
  });
  await page.route('**/pkg/split_decisions*.wasm', (route) => (isFirst ? route.abort() : route.continue()));
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Audit' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Audit');
  await expect(page.locator('body[data-hydrated]')).toBeAttached();
  await expect(page.locator('body[data-first]')).toHaveCount(0);
});

test.describe('of a server without anything', () => {
  test.use({ world: EMPTY });

  for (const { name, path } of pages('none').filter(({ name }) => name !== 'plugin')) {
    test(`${name} fits at every width`, async ({ page, open }) => {
      await open(path);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        expect(await overflow(page), `at ${width} px`).toBeLessThanOrEqual(0);
      }
    });
  }
});

test.describe('of a server with hostile text', () => {
  test.use({ world: HOSTILE });

  for (const { name, path } of pages('hostile')) {
    test(`${name} shows it as text`, async ({ page, open }) => {
      page.on('dialog', (dialog) => {
        throw new Error(`a script ran: ${dialog.message()}`);
      });
      await open(path);
      await expect(page.locator('main').first()).toBeVisible();
      await expect(page.locator('img')).toHaveCount(0);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    });
  }

  for (const path of ['/', '/plugins', '/plugins/hostile', '/rules', '/audit']) {
    test(`${path} has it`, async ({ page, open }) => {
      await open(path);
      await expect(page.getByText(HOSTILE_TEXT).first()).toBeVisible();
    });
  }
});

/** By how many pixels the page is wider than the window. */
async function overflow(page: Page): Promise<number> {
  return page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
}
