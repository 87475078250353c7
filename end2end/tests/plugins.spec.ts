import type { Page } from '@playwright/test';

import { stopClock } from '../support/clock';
import { expect, test } from '../support/fixtures';
import { answering, TRAPPING } from '../support/modules';

const ALLOW = answering('{"verdict":true,"message":"all checks passed"}');
/** By then, the page has asked the server again. */
const REFRESH_MS = 6_000;
const MARKUP = '<img src=x onerror="alert(1)"> & <b>bold</b>';

test.describe('with plugins', () => {
  test.beforeEach(async ({ api }) => {
    await api.register({
      name: 'fraud-scorer',
      module: ALLOW,
      description: 'Scores payments, denies above the risk threshold',
      timeoutMs: 250,
    });
    await api.register({
      name: 'geo-fence',
      module: TRAPPING,
      description: 'Rejects actions from embargoed regions',
      memoryLimitBytes: 67_108_864,
    });
    await api.register({
      name: 'legacy-validator',
      module: ALLOW,
      enabled: false,
      timeoutMs: 1_500,
    });
    await api.invoke('fraud-scorer');
    await api.invoke('fraud-scorer');
    await api.invoke('geo-fence', 422);
  });

  test('shows what every plugin does and may use', async ({ page, plugins, expectAccessible, hydrated }) => {
    await plugins.open();

    await expect(page).toHaveTitle('Plugins · Acteon');
    await expect(plugins.names()).toHaveText(['fraud-scorer', 'geo-fence', 'legacy-validator']);

    await expect(plugins.cell('fraud-scorer', 'Description')).toContainText('Scores payments');
    await expect(plugins.cell('fraud-scorer', 'Status')).toHaveText('Enabled');
    await expect(plugins.cell('fraud-scorer', 'Invocations')).toContainText('2');
    await expect(plugins.cell('fraud-scorer', 'Invocations')).toContainText('none by dispatch');
    await expect(plugins.cell('fraud-scorer', 'Last used')).toHaveText(/^(just now|\d+ seconds ago)$/);
    await expect(plugins.cell('fraud-scorer', 'Last used').locator('time')).toHaveAttribute(
      'title',
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/,
    );
    await expect(plugins.cell('fraud-scorer', 'Memory limit')).toHaveText('16 MiB');
    await expect(plugins.cell('fraud-scorer', 'Memory limit').locator('data')).toHaveAttribute(
      'title',
      '16,777,216 bytes',
    );
    await expect(plugins.cell('fraud-scorer', 'Timeout')).toHaveText('250 ms');

    await expect(plugins.cell('geo-fence', 'Status')).toContainText('Enabled');
    await expect(plugins.cell('geo-fence', 'Status')).toContainText('1 error');
    await expect(plugins.cell('geo-fence', 'Description')).toContainText('Last error: ');
    await expect(plugins.cell('geo-fence', 'Memory limit')).toHaveText('64 MiB');

    await expect(plugins.cell('legacy-validator', 'Description')).toHaveText('No description');
    await expect(plugins.cell('legacy-validator', 'Status')).toHaveText('Disabled');
    await expect(plugins.cell('legacy-validator', 'Last used')).toHaveText('Never');
    await expect(plugins.cell('legacy-validator', 'Timeout')).toHaveText('1.5 s');

    const overview = page.getByRole('region', { name: 'All plugins together' });
    await expect(overview).toContainText('2 enabled, 1 disabled');
    await expect(overview).toContainText('33 %');
    if (hydrated) await expectAccessible();
  });

  test('sorts by a column, and the other way round', async ({ page, plugins }) => {
    await plugins.open();
    await expect(plugins.head('Name')).toHaveAttribute('aria-sort', 'ascending');

    await plugins.sortBy('Invocations');
    await expect(plugins.names()).toHaveText(['fraud-scorer', 'geo-fence', 'legacy-validator']);
    await expect(plugins.head('Invocations')).toHaveAttribute('aria-sort', 'descending');
    await expect(plugins.head('Name')).not.toHaveAttribute('aria-sort');

    await plugins.sortBy('Invocations');
    await expect(plugins.names()).toHaveText(['legacy-validator', 'geo-fence', 'fraud-scorer']);
    await expect(page).toHaveURL(/\/plugins\?sort=invocations$/);

    await page.goBack();
    await expect(plugins.names()).toHaveText(['fraud-scorer', 'geo-fence', 'legacy-validator']);
  });

  test('filters by name and description, and keeps the order', async ({ page, plugins, expectAccessible, hydrated }) => {
    await plugins.open('?order=desc');
    await plugins.narrow('REJECTS actions');
    await expect(plugins.names()).toHaveText(['geo-fence']);
    await expect(plugins.proportion).toHaveText('1 of 3');

    await plugins.narrow('e');
    await expect(plugins.names()).toHaveText(['legacy-validator', 'geo-fence', 'fraud-scorer']);
    await expect(page).toHaveURL(/\/plugins\?q=e&order=desc$/);

    await plugins.narrow('a+b & c%');
    await expect(plugins.names()).toHaveCount(0);
    await expect(page.getByText('No name or description contains')).toContainText('a+b & c%');
    if (hydrated) await expectAccessible();

    await page.getByRole('link', { name: 'Clear the filter' }).click();
    await expect(plugins.names()).toHaveCount(3);
    await expect(plugins.filter).toHaveValue('');
  });

  test('opens a view by its address', async ({ plugins }) => {
    await plugins.open('?q=fraud%20SCORER&sort=timeout&order=desc');
    await expect(plugins.names()).toHaveCount(0);
    await plugins.open('?q=fraud&sort=timeout&order=desc');
    await expect(plugins.names()).toHaveText(['fraud-scorer']);
    await expect(plugins.filter).toHaveValue('fraud');
    await expect(plugins.head('Timeout')).toHaveAttribute('aria-sort', 'descending');
  });

  test('the keyboard reaches the filter and leaves it', async ({ page, plugins, hydrated }) => {
    test.skip(!hydrated, 'a shortcut is a script');
    await plugins.open();
    await page.keyboard.press('/');
    await expect(plugins.filter).toBeFocused();
    await page.keyboard.type('geo/');
    await expect(plugins.filter).toHaveValue('geo/');
    await page.keyboard.press('Escape');
    await expect(plugins.filter).toHaveValue('');
    await expect(plugins.names()).toHaveCount(3);
  });

  test('counts an invocation without a reload', async ({ page, plugins, api, hydrated }) => {
    test.skip(!hydrated, 'without scripts a page shows what was true when it was made');
    await page.clock.install();
    await plugins.open();
    await page.evaluate(() => document.body.setAttribute('data-same-document', ''));
    await api.invoke('fraud-scorer');
    await page.clock.runFor(REFRESH_MS);
    await expect(plugins.cell('fraud-scorer', 'Invocations')).toContainText('3');
    await api.remove('legacy-validator');
    await page.clock.runFor(REFRESH_MS);
    await expect(plugins.names()).toHaveText(['fraud-scorer', 'geo-fence']);
    await expect(page.locator('body[data-same-document]')).toBeAttached();
  });

  test('refreshes only while somebody looks', async ({ page, plugins, hydrated }) => {
    test.skip(!hydrated, 'nothing refreshes without scripts');
    let reads = 0;
    page.on('request', (request) => {
      if (request.url().endsWith('/v1/wasm/plugins')) reads += 1;
    });
    await page.clock.install();
    await plugins.open();
    await page.clock.runFor(REFRESH_MS);
    await expect.poll(() => reads).toBe(1);

    await setHidden(page, true);
    await page.clock.runFor(60_000);
    expect(reads).toBe(1);

    const read = page.waitForRequest('**/v1/wasm/plugins');
    await setHidden(page, false);
    await read;
  });

  test('keeps the list when the server goes, and recovers when it returns', async ({
    page,
    plugins,
    server,
    browserConsole,
    expectAccessible,
    hydrated,
  }) => {
    test.skip(!hydrated, 'without scripts the browser says it itself');
    browserConsole.expect(/ERR_CONNECTION_REFUSED/);
    await page.clock.install();
    await plugins.open();
    await server.stop();
    await page.clock.runFor(REFRESH_MS);
    const warning = page.getByText('Not up to date: the server cannot be reached.');
    await expect(warning).toBeVisible();
    await expect(plugins.names()).toHaveCount(3);
    await expectAccessible();

    // Time stands still, so that it does not recover by itself.
    await stopClock(page);
    await server.start();
    await plugins.retry.click();
    await expect(warning).toBeHidden();
    await expect(plugins.names()).toHaveCount(3);
  });
});

test('without plugins it says how to register one', async ({ page, plugins, server, expectAccessible, hydrated }) => {
  await plugins.open();
  await expect(page.getByRole('heading', { name: 'No plugins yet' })).toBeVisible();
  await expect(page.getByLabel('Command')).toContainText(`curl -X POST ${server.url}/v1/wasm/plugins`);
  if (hydrated) await expectAccessible();
});

test('the command can be copied', async ({ page, plugins, context, hydrated }) => {
  test.skip(!hydrated, 'without scripts there is no such button');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await plugins.open();
  await page.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^curl -X POST /);
});

test('controls that need scripts are not shown without them', async ({ page, plugins, hydrated }) => {
  await plugins.open();
  await expect(page.getByRole('button', { name: 'Copy' })).toBeVisible({ visible: hydrated });
});

test('text from outside is shown as text', async ({ page, plugins, api, server }) => {
  await api.register({ name: 'markup', module: ALLOW, description: MARKUP });
  await server.putPluginFile('broken.wasm', '<script>alert(1)</script> is not a module');
  await api.expectCount(2);
  await plugins.open();

  await expect(plugins.cell('markup', 'Description')).toHaveText(MARKUP);
  await expect(page.locator('main img')).toHaveCount(0);

  await expect(plugins.cell('broken', 'Status')).toHaveText('Failed');
  await expect(plugins.cell('broken', 'Description')).toContainText('compilation error: ');
  await plugins.narrow(MARKUP);
  await expect(plugins.names()).toHaveText(['markup']);
});

test.describe('with the plugin runtime switched off', () => {
  test.use({ world: { wasm: false } });

  test('says why there are no plugins and what to do', async ({ page, plugins, browserConsole, expectAccessible, hydrated }) => {
    browserConsole.expect(/status of 503.*\/plugins/);
    const answer = await page.goto('/plugins');
    expect(answer?.status()).toBe(503);
    await plugins.alive();
    await expect(page.getByRole('alert')).toContainText('set [wasm] enabled = true');
    await expect(plugins.retry).toBeVisible();
    if (hydrated) await expectAccessible();
  });
});

test('is usable at every width', async ({ page, plugins, api }) => {
  await api.register({
    name: 'a-plugin-with-a-name-that-is-as-long-as-names-may-be-'.padEnd(128, 'x'),
    module: ALLOW,
    description: 'word'.repeat(200),
  });
  await plugins.open();
  for (const width of [360, 768, 1024, 1440, 2560]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await overflow(page), `at ${width} px`).toBeLessThanOrEqual(0);
  }
});

/** By how many pixels the page is wider than the window. */
async function overflow(page: Page): Promise<number> {
  return page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
}

async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, hidden);
}
