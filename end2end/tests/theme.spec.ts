import type { Page } from '@playwright/test';

import { expect, test } from '../support/fixtures';

const LIGHT = 'rgb(246, 247, 245)';
const DARK = 'rgb(15, 20, 18)';

for (const [scheme, background] of [
  ['light', LIGHT],
  ['dark', DARK],
] as const) {
  test.describe(`where the system prefers ${scheme}`, () => {
    test.use({ colorScheme: scheme });

    test('the page follows', async ({ page, plugins, expectAccessible, hydrated }) => {
      await plugins.open();
      await expect(page.locator('html')).toHaveCSS('background-color', background);
      if (hydrated) await expectAccessible();
    });

    test('a chosen theme wins, from the first byte on', async ({ page, plugins, context, baseURL, hydrated }) => {
      const chosen = scheme === 'light' ? 'dark' : 'light';
      await context.addCookies([{ name: 'acteon_theme', value: chosen, url: baseURL ?? '' }]);
      const answer = await page.goto('/plugins');
      expect(await answer?.text()).toContain(`<html lang="en" data-theme="${chosen}">`);
      await plugins.alive();
      await expect(page.locator('html')).toHaveCSS('background-color', chosen === 'dark' ? DARK : LIGHT);
      if (hydrated) {
        const switched = chosen === 'dark' ? 'Dark theme' : 'Light theme';
        await expect(page.getByRole('radio', { name: switched })).toBeChecked();
      }
    });
  });
}

test('the switch acts at once and is remembered', async ({ page, plugins, hydrated }) => {
  test.skip(!hydrated, 'the switch is a script');
  await recordThemes(page);
  await plugins.open();
  await plugins.chooseTheme('Dark');
  await expect(page.locator('html')).toHaveCSS('background-color', DARK);

  await page.reload();
  await plugins.alive();
  expect(await page.evaluate(() => window.themes), 'no flash of another theme').toEqual(['dark']);
  await expect(page.getByRole('radio', { name: 'Dark theme' })).toBeChecked();

  await plugins.chooseTheme('System');
  await page.reload();
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
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
