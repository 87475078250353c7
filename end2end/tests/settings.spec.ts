import type { Locator, Page } from '@playwright/test';

import { expect, test } from '../support/fixtures';
import { ROLES } from '../support/keys';
import { REALISTIC } from '../support/seed';

const REFRESH_MS = 6_000;

/** The value beside a name in a panel. */
function fact(page: Page, panel: string, name: string): Locator {
  const rows = page.getByRole('region', { name: panel }).locator('.facts > div');
  return rows.filter({ has: page.locator('dt', { hasText: new RegExp(`^${name}$`) }) }).locator('dd');
}

test.describe('of a server at work', () => {
  test.use({ world: REALISTIC });

  test('shows how the server does and what plugins are held to', async ({
    page,
    open,
    api,
    expectAccessible,
    hydrated,
  }) => {
    const { version } = (await api.get('/health')) as { version: string };
    await open('/settings');
    await expect(page).toHaveTitle('Settings · Acteon');
    await expect(fact(page, 'Server', 'Version')).toHaveText(version);
    await expect(fact(page, 'Server', 'Running for')).toHaveText(/^\d+ (second|minute|hour)s?/);
    await expect(fact(page, 'Server', 'Health')).toHaveText('ok');
    await expect(fact(page, 'Server', 'Readiness')).toHaveText('ready');
    const problems = page.getByRole('list', { name: 'Problems' });
    await expect(problems).toContainText('sentiment-model');
    await expect(problems).toContainText('compilation error: ');

    await expect(fact(page, 'Limits of plugins', 'Plugins run')).toHaveText('yes');
    await expect(fact(page, 'Limits of plugins', 'Memory of a call')).toContainText('16 MiB');
    await expect(fact(page, 'Limits of plugins', 'Memory of a call')).toContainText('64 KiB to 256 MiB');
    await expect(fact(page, 'Limits of plugins', 'Time of a call')).toContainText('100 ms');
    await expect(fact(page, 'Limits of plugins', 'Time of a call')).toContainText('1 ms to 30 s');
    await expect(fact(page, 'Limits of plugins', 'Size of a module')).toContainText('10 MiB');
    await expect(page.getByRole('region', { name: 'You' })).toContainText('asks nobody for a key');
    if (hydrated) await expectAccessible({ bothThemes: true });
  });

  test('shows the configuration in force by section', async ({ page, open }) => {
    await open('/settings');
    const configuration = page.getByRole('region', { name: 'Configuration in force' });
    await expect(configuration.getByRole('heading', { name: '[wasm]' })).toBeVisible();
    await expect(fact(page, 'Configuration in force', 'default_memory_limit_bytes')).toHaveText(/16777216\s+16 MiB/);
    await expect(fact(page, 'Configuration in force', 'mask')).toHaveText('/payload/card_number');
    await expect(fact(page, 'Configuration in force', 'public_url')).toHaveText('not set');

    // Sections fold, and so do the tables of a list.
    await configuration.getByText('hooks', { exact: true }).click();
    await expect(fact(page, 'Configuration in force', 'max_attempts').first()).toBeVisible();
    await configuration.getByText('[wasm]', { exact: true }).click();
    await expect(fact(page, 'Configuration in force', 'default_memory_limit_bytes')).toBeHidden();
  });

  test('leads to what programs read', async ({ page, open, hydrated }) => {
    await open('/settings');
    const links = page.getByRole('region', { name: 'For programs' });
    for (const [name, path] of [
      ['Metrics', '/metrics'],
      ['Readiness', '/ready'],
      ['OpenAPI document', '/api-doc/openapi.json'],
    ] as const) {
      await expect(links.getByRole('link', { name })).toHaveAttribute('href', path);
      expect((await page.request.get(path)).status()).toBe(200);
    }
    // Not pages of the application: the browser goes there itself.
    if (!hydrated) return;
    await links.getByRole('link', { name: 'API reference' }).click();
    await expect(page).toHaveURL(/\/api-doc\/$/);
    await expect(page.locator('body')).toContainText('/v1/wasm/plugins');
  });
});

test.describe('of a server with secrets', () => {
  test.use({ world: { keys: ROLES } });

  test('shows none of them', async ({ page, open, signIn }) => {
    await signIn('viewer');
    const answer = await open('/settings');
    expect(await answer?.text()).not.toContain('argon2id$');
    const configuration = page.getByRole('region', { name: 'Configuration in force' });
    await expect(configuration.getByRole('heading', { name: '[auth]' })).toBeVisible();
    await expect(configuration).not.toContainText('argon2id$');
  });
});

test.describe('of a server that is not ready', () => {
  test.use({ world: { rules: { 'bad.yaml': 'rules:\n  - name: half\n    action: nonsense\n' } } });

  test('says why', async ({ page, open, expectAccessible, hydrated, browserConsole }) => {
    browserConsole.expect(/status of 503.*\/ready$/);
    await open('/settings');
    await expect(fact(page, 'Server', 'Readiness')).toHaveText('not ready');
    const problems = page.getByRole('list', { name: 'Problems' });
    await expect(problems).toContainText('stands in the way');
    await expect(problems).toContainText('bad.yaml');
    if (hydrated) await expectAccessible({ bothThemes: true });
  });
});

test('keeps what it shows when the server goes', async ({ page, open, server, hydrated, browserConsole }) => {
  test.skip(!hydrated, 'without scripts the browser says it itself');
  browserConsole.expect(/ERR_CONNECTION_REFUSED/);
  await page.clock.install();
  await open('/settings');
  await server.stop();
  await page.clock.runFor(REFRESH_MS);
  const warnings = page.getByText('Not up to date: the server cannot be reached.');
  await expect(warnings.first()).toBeVisible();
  await expect(fact(page, 'Server', 'Health')).toHaveText('ok');
});
