import type { Route } from '@playwright/test';

import { answering, assemble } from '../support/modules';
import { expect, test } from '../support/plugin-page';

const RULES = `rules:
  - name: guard-payments
    priority: 1
    condition: { wasm_plugin: guard }
    action: deny
`;
const HELD = answering('{"verdict": true, "message": "above the limit", "metadata": {"limit": 100}}');
const LET_THROUGH = answering('{"verdict": false}');
/** Starts with 2 MiB. */
const ROOMY = `(module
  (memory (export "memory") 32)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0)))`;

test.use({ world: { rules: { 'rules.yaml': RULES } } });

test.describe('a plugin that rules call', () => {
  test.beforeEach(async ({ api }) => {
    await api.register({
      name: 'guard',
      module: HELD,
      description: 'Holds payments back',
      memoryLimitBytes: 1_048_576,
      timeoutMs: 250,
    });
  });

  test('is shown with all that is known of it', async ({ page, plugin, api, hydrated, expectAccessible }) => {
    await api.dispatch({ action_type: 'payment' });
    await api.evaluate({ action_type: 'payment' });
    await api.invoke('guard');
    await plugin.open('guard');
    await expect(page).toHaveTitle('guard · Acteon');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('guard');
    await expect(plugin.chip('Enabled')).toBeVisible();
    await expect(page.getByText('Holds payments back')).toBeVisible();
    await expect(plugin.figure('Invocations')).toContainText('3');
    await expect(plugin.figure('Invocations')).toContainText('1 by dispatch, 1 by playground, 1 by test');
    await expect(plugin.figure('Failed invocations')).toContainText('0 of 3');
    await expect(plugin.figure('Latency, p50')).toContainText(/p95 .* p99 .* max /);
    await expect(plugin.figure('Most memory used')).toContainText('128 KiB');
    await expect(plugin.figure('Most memory used')).toContainText('of 1 MiB');
    await expect(plugin.fact('Memory limit')).toHaveText('1 MiB');
    await expect(plugin.fact('Timeout')).toHaveText('250 ms');
    await expect(plugin.fact('Source')).toHaveText('Upload');
    await expect(plugin.fact('Revision')).toHaveText('1');
    await expect(plugin.fact('SHA-256')).toContainText(/^[0-9a-f]{64}/);
    await expect(plugin.fact('Exported functions')).toHaveText('evaluate');
    await expect(plugin.fact('Imports')).toContainText('None');
    const rule = plugin.fact('Called by rules').getByRole('link', { name: 'guard-payments' });
    await expect(rule).toHaveAttribute('href', '/rules#rule-guard-payments');
    const origins = plugin.invocations.locator('tbody tr').locator('[data-label="By"]');
    await expect(origins).toHaveText(['test', 'playground', 'dispatch']);
    await expect(plugin.invocations.locator('tbody tr').first()).toContainText('above the limit');
    await expect(plugin.revisions.locator('tbody tr')).toHaveCount(1);
    await expect(plugin.revisions).toContainText('Present');
    if (hydrated) await expectAccessible({ bothThemes: true });
  });

  test('shows calls as they come', async ({ plugin, api, hydrated }) => {
    test.skip(!hydrated, 'only scripts refresh a page');
    await plugin.open('guard');
    await expect(plugin.figure('Invocations')).toContainText('never called');
    await expect(plugin.page.getByText('Nobody has called it')).toBeVisible();
    await api.dispatch({});
    await expect(plugin.figure('Invocations')).toContainText('1 by dispatch');
    await expect(plugin.invocations.locator('tbody tr')).toHaveCount(1);
  });

  test('shows the first ten calls, and all of them when asked', async ({ plugin, api }) => {
    for (let call = 0; call < 12; call += 1) await api.invoke('guard');
    await plugin.open('guard');
    await expect(plugin.invocations.locator('tbody tr')).toHaveCount(10);
    await plugin.page.getByRole('link', { name: 'Show all 12' }).click();
    await expect(plugin.invocations.locator('tbody tr')).toHaveCount(12);
  });

  test('is disabled and enabled', async ({ plugin, api }) => {
    await plugin.open('guard');
    await plugin.button('Disable').click();
    await plugin.expectDone('guard is disabled.', 'It is disabled.');
    await expect(plugin.chip('Disabled')).toBeVisible();
    await expect(plugin.page.getByText('The rule that calls it evaluates as an error.')).toBeVisible();
    expect(await api.get('/v1/wasm/plugins/guard')).toMatchObject({ enabled: false, revision: 2 });
    await plugin.button('Enable').click();
    await plugin.expectDone('guard is enabled.', 'It is enabled.');
    await expect(plugin.chip('Enabled')).toBeVisible();
    await expect(plugin.revisions.locator('tbody tr')).toHaveCount(3);
  });

  test('is edited', async ({ plugin, api, hydrated, expectAccessible }) => {
    await plugin.open('guard');
    await plugin.opener('Edit').click();
    const dialog = plugin.dialog();
    await expect(dialog.getByRole('heading')).toHaveText('Edit guard');
    if (hydrated) await expectAccessible({ bothThemes: true });
    await dialog.getByLabel('Description').fill('Holds large payments');
    await dialog.getByLabel('Memory limit', { exact: true }).fill('2');
    await dialog.getByLabel('Timeout').fill('1500');
    await dialog.getByLabel('Snapshot').selectOption('never');
    await plugin.button('Save changes').click();
    await plugin.expectDone('guard is changed.', 'The plugin is changed.');
    await expect(dialog).toBeHidden();
    await expect(plugin.page.getByText('Holds large payments')).toBeVisible();
    await expect(plugin.fact('Memory limit')).toHaveText('2 MiB');
    await expect(plugin.fact('Timeout')).toHaveText('1.5 s');
    expect(await api.get('/v1/wasm/plugins/guard')).toMatchObject({
      description: 'Holds large payments',
      memory_limit_bytes: 2_097_152,
      timeout_ms: 1500,
      snapshot: { mode: 'never' },
    });
  });

  test('says what is wrong with what was entered, at its field', async ({ plugin, api, browserConsole }) => {
    browserConsole.expect(/400/);
    await api.update('guard', { memory_limit_bytes: 4_194_304 });
    await api.replace('guard', ROOMY);
    await plugin.open('guard', '?dialog=edit');
    const dialog = plugin.dialog();
    const memory = dialog.getByLabel('Memory limit', { exact: true });
    await memory.fill('1.5');
    await dialog.getByLabel('Timeout').fill('250');
    await plugin.button('Save changes').click();
    const field = plugin.problem('Memory limit');
    await expect(field).toContainText('it takes a whole number');
    // What only the server knows.
    await memory.fill('64');
    await dialog.getByLabel('Unit of the memory limit').selectOption('KiB');
    await plugin.button('Save changes').click();
    await expect(field).toContainText('the module declares 2097152 bytes');
    await expect(memory).toHaveValue('64');
    await dialog.getByLabel('Timeout').fill('30001');
    await memory.fill('4096');
    await plugin.button('Save changes').click();
    await expect(plugin.problem('Timeout')).toContainText(/between 1 and 30,?000/);
    expect(await api.get('/v1/wasm/plugins/guard')).toMatchObject({ revision: 3, timeout_ms: 250 });
  });

  test('that somebody else changes meanwhile is not overwritten', async ({
    plugin,
    api,
    hydrated,
    browserConsole,
    expectAccessible,
  }) => {
    browserConsole.expect(/412/);
    await plugin.open('guard', '?dialog=edit');
    const dialog = plugin.dialog();
    await api.update('guard', { timeout_ms: 300, memory_limit_bytes: 4_194_304 });
    await dialog.getByLabel('Description').fill('Mine');
    await dialog.getByLabel('Memory limit', { exact: true }).fill('8');
    await plugin.button('Save changes').click();
    await expect(plugin.refusal).toContainText('Somebody else has changed this plugin');
    await expect(plugin.refusal).toContainText('revision 2, not 1');
    expect(await api.get('/v1/wasm/plugins/guard')).toMatchObject({ description: 'Holds payments back' });
    if (hydrated) {
      await expectAccessible({ bothThemes: true });
      await plugin.button('Load the present state').click();
      await expect(plugin.refusal).toBeHidden();
    }
    // What was entered stays, with the present value beside it; what was not touched follows.
    await expect(dialog.getByLabel('Description')).toHaveValue('Mine');
    await expect(dialog.getByText('Now: Holds payments back')).toBeVisible();
    await expect(dialog.getByLabel('Memory limit', { exact: true })).toHaveValue('8');
    await expect(dialog.getByText('Now: 4 MiB')).toBeVisible();
    await expect(dialog.getByLabel('Timeout')).toHaveValue('300');
    await plugin.button('Save changes').click();
    await plugin.expectDone('guard is changed.', 'The plugin is changed.');
    expect(await api.get('/v1/wasm/plugins/guard')).toMatchObject({
      description: 'Mine',
      memory_limit_bytes: 8_388_608,
      timeout_ms: 300,
      revision: 3,
    });
  });

  test('is not switched from a state that is no longer there', async ({ plugin, api, browserConsole, page, hydrated }) => {
    browserConsole.expect(/412/);
    await plugin.open('guard');
    // The page must not learn of it before the click.
    if (hydrated) await page.route('**/v1/wasm/plugins/guard', (route) => hold(route));
    await api.update('guard', { timeout_ms: 300 });
    await plugin.button('Disable').click();
    await expect(plugin.refusal).toContainText('Somebody else has changed this plugin');
    expect(await api.get('/v1/wasm/plugins/guard')).toMatchObject({ enabled: true });
    if (hydrated) {
      await page.unroute('**/v1/wasm/plugins/guard');
      await plugin.button('Load the present state').click();
      await expect(plugin.fact('Timeout')).toHaveText('300 ms');
    }
    await plugin.button('Disable').click();
    await expect(plugin.chip('Disabled')).toBeVisible();
  });

  test('gets another module', async ({ plugin, api, hydrated, expectAccessible }) => {
    await plugin.open('guard');
    await plugin.opener('Replace module').click();
    await expect(plugin.dialog().getByRole('heading')).toHaveText('Replace the module of guard');
    if (hydrated) await expectAccessible({ bothThemes: true });
    await plugin.choose(await assemble(LET_THROUGH));
    await plugin.dialog().getByRole('button', { name: 'Replace module' }).click();
    await plugin.expectDone('The module of guard is replaced.', 'The module is replaced.');
    await expect(plugin.dialog()).toBeHidden();
    await expect(plugin.fact('Revision')).toHaveText('2');
    await expect(plugin.revisions.locator('tbody tr')).toHaveCount(2);
    expect(await api.evaluate({})).toMatchObject({ matched_rule: null });
  });

  test('keeps its module when the new one is refused', async ({ plugin, api, browserConsole }) => {
    browserConsole.expect(/400/);
    await plugin.open('guard', '?dialog=replace');
    await plugin.choose(Buffer.from('not a module'));
    await plugin.dialog().getByRole('button', { name: 'Replace module' }).click();
    await expect(plugin.problem('Module')).toContainText('compilation error');
    await expect(plugin.dialog()).toBeVisible();
    expect(await api.evaluate({})).toMatchObject({ matched_rule: 'guard-payments' });
  });

  test('gets a former revision back', async ({ plugin, api }) => {
    await api.replace('guard', LET_THROUGH);
    await api.update('guard', { timeout_ms: 300 });
    await plugin.open('guard');
    await plugin.revisions.getByRole('button', { name: 'Restore 1' }).click();
    await plugin.expectDone('Revision 1 is restored as revision 4.', 'The revision is restored.');
    await expect(plugin.fact('Timeout')).toHaveText('250 ms');
    await expect(plugin.revisions.locator('tbody tr').first()).toContainText('restored');
    await expect(plugin.revisions.locator('tbody tr').first()).toContainText('Present');
    expect(await api.evaluate({})).toMatchObject({ matched_rule: 'guard-payments' });
  });

  test('is deleted by its name, after saying which rules break', async ({
    page,
    plugin,
    api,
    hydrated,
    browserConsole,
    expectAccessible,
  }) => {
    browserConsole.expect(/400/);
    await plugin.open('guard');
    await plugin.opener('Delete').click();
    const dialog = plugin.dialog();
    await expect(dialog).toContainText('This rule calls it');
    await expect(dialog).toContainText('guard-payments');
    if (hydrated) await expectAccessible({ bothThemes: true });
    const name = dialog.getByLabel('Type the name of the plugin to confirm');
    const send = plugin.button('Delete plugin');
    await name.fill('guar');
    if (hydrated) {
      await expect(send).toBeDisabled();
    } else {
      await send.click();
      await expect(plugin.problem('Type the name of the plugin to confirm')).toContainText('type `guard`');
      await api.expectCount(1);
    }
    await name.fill('guard');
    await send.click();
    await expect(page).toHaveURL(/\/plugins(\?done=deleted)?$/);
    await plugin.expectDone('guard is deleted.', 'The plugin is deleted.');
    await api.expectCount(0);
  });

  test('that is deleted elsewhere is said to be gone', async ({ plugin, api, browserConsole, hydrated }) => {
    browserConsole.expect(/404/);
    await plugin.open('guard');
    await api.remove('guard');
    await plugin.button('Disable').click();
    if (hydrated) {
      await expect(plugin.refusal).toContainText('Plugin not found', { ignoreCase: true });
    } else {
      await expect(plugin.page.getByRole('heading', { name: 'No such plugin' })).toBeVisible();
    }
  });

  test('says that the server is away', async ({ plugin, server, hydrated, browserConsole }) => {
    test.skip(!hydrated, 'without scripts the browser says it');
    browserConsole.expect(/ERR_CONNECTION_REFUSED/);
    await plugin.open('guard');
    await server.stop();
    await plugin.button('Disable').click();
    await expect(plugin.refusal).toContainText('The server cannot be reached', { ignoreCase: true });
    await expect(plugin.page.locator('.banner').getByText('Not up to date').first()).toBeVisible();
    await server.start();
    await expect(plugin.page.getByText('Not up to date')).toHaveCount(0);
    await plugin.button('Disable').click();
    await expect(plugin.chip('Disabled')).toBeVisible();
  });

  test('has dialogs that keep the focus and give it back', async ({ page, plugin, hydrated }) => {
    test.skip(!hydrated, 'without scripts there is no window over the page');
    await plugin.open('guard');
    for (const name of ['Edit', 'Replace module', 'Delete'] as const) {
      await plugin.opener(name).focus();
      await page.keyboard.press('Enter');
      await expect(plugin.dialog()).toBeVisible();
      for (let step = 0; step < 12; step += 1) {
        await page.keyboard.press('Tab');
        // Between the last and the first control the browser's own have their turn.
        const outside = await page.evaluate(() => {
          const element = document.activeElement;
          return element !== null && element !== document.body && element.closest('dialog') === null;
        });
        expect(outside, `${name}, step ${step}`).toBe(false);
      }
      await page.keyboard.press('Escape');
      await expect(plugin.dialog()).toBeHidden();
      await expect(plugin.opener(name)).toBeFocused();
      await expect(page).toHaveURL(/\/plugins\/guard$/);
    }
  });
});

/** Lets changes through and leaves reads without an answer. */
async function hold(route: Route): Promise<void> {
  if (route.request().method() !== 'GET') await route.continue();
}
