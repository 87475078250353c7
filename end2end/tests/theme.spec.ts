import type { Page } from '@playwright/test';

import { expect, test } from '../support/fixtures';
import { Frame } from '../support/frame';
import { EMPTY } from '../support/pool';

const LIGHT = 'rgb(246, 247, 245)';
const DARK = 'rgb(15, 20, 18)';

for (const [scheme, background] of [
  ['light', LIGHT],
  ['dark', DARK],
] as const) {
  test.describe(`where the system prefers ${scheme}`, () => {
    test.use({ colorScheme: scheme, world: EMPTY });

    test('the page follows', async ({ page, open }) => {
      await open('/plugins');
      await expect(page.locator('html')).toHaveCSS('background-color', background);
    });

    test('a chosen theme wins, from the first byte on', async ({ page, open, alive, context, baseURL }) => {
      const chosen = scheme === 'light' ? 'dark' : 'light';
      await context.addCookies([{ name: 'acteon_theme', value: chosen, url: baseURL ?? '' }]);
      const answer = await open('/plugins');
      expect(await answer?.text()).toContain(`<html lang="en" data-theme="${chosen}">`);
      await alive();
      await expect(page.locator('html')).toHaveCSS('background-color', chosen === 'dark' ? DARK : LIGHT);
      const switched = new Frame(page).theme(chosen === 'dark' ? 'Dark' : 'Light');
      await expect(switched).toHaveAttribute('aria-pressed', 'true');
    });
  });
}

test.describe('the switch', () => {
  test.use({ world: EMPTY });

  test('acts and is remembered, with and without scripts', async ({ page, open, hydrated }) => {
    const frame = new Frame(page);
    if (hydrated) await recordThemes(page);
    await open('/plugins?q=nothing');
    await frame.theme('Dark').click();
    await expect(page.locator('html')).toHaveCSS('background-color', DARK);
    await expect(frame.theme('Dark')).toHaveAttribute('aria-pressed', 'true');
    await expect(page, 'on the same page').toHaveURL(/\/plugins\?q=nothing$/);

    await open('/settings');
    if (hydrated) {
      expect(await page.evaluate(() => window.themes), 'no flash of another theme').toEqual(['dark']);
    }
    await expect(frame.theme('Dark')).toHaveAttribute('aria-pressed', 'true');

    // Every switch of the page shows the same.
    const appearance = page.getByRole('region', { name: 'Appearance' });
    await appearance.getByRole('button', { name: 'System theme' }).click();
    await expect(frame.theme('System')).toHaveAttribute('aria-pressed', 'true');
    await page.reload();
    await expect(page.locator('html')).not.toHaveAttribute('data-theme');
  });
});

declare global {
  interface Window {
    /** Every theme that the document has had, the first one first. */
    themes: (string | null)[];
  }
}

/** Writes down every theme of every document from its beginning. */
async function recordThemes(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.themes = [];
    const note = (): void => {
      const theme = document.documentElement.getAttribute('data-theme');
      if (window.themes.at(-1) !== theme) window.themes.push(theme);
    };
    new MutationObserver(() => {
      if (document.documentElement !== null) note();
    }).observe(document, { attributes: true, childList: true, subtree: true });
  });
}
