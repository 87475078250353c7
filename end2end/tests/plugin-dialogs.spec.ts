import type { Page } from '@playwright/test';

import { answering, assemble, TRAPPING } from '../support/modules';
import { expect, test } from '../support/plugin-page';

const ALLOW = answering('{"verdict": true}');
const LONG = 'a-plugin-with-a-name-that-is-as-long-as-names-may-be-'.padEnd(128, 'x');
const CONFIRM = 'Type the name of the plugin to confirm';

test('a dialog that is left changes nothing', async ({ page, plugin, api, hydrated }) => {
  await api.register({ name: 'guard', module: ALLOW, timeoutMs: 250 });
  const cancel = plugin.dialog().getByRole('link', { name: 'Cancel' });
  await plugin.open('guard');
  await plugin.opener('Edit').click();
  await plugin.dialog().getByLabel('Timeout').fill('900');
  await cancel.click();
  await expect(plugin.dialog()).toBeHidden();
  await expect(page).toHaveURL(/\/plugins\/guard$/);
  // What was entered is gone, too.
  await plugin.opener('Edit').click();
  await expect(plugin.dialog().getByLabel('Timeout')).toHaveValue('250');
  if (hydrated) {
    await plugin.dialog().getByRole('button', { name: 'Close' }).click();
    await expect(plugin.dialog()).toBeHidden();
    await expect(plugin.opener('Edit')).toBeFocused();
  } else {
    await cancel.click();
  }
  await plugin.opener('Delete').click();
  await plugin.dialog().getByLabel(CONFIRM).fill('guard');
  await cancel.click();
  await expect(plugin.dialog()).toBeHidden();
  expect(await api.get('/v1/wasm/plugins/guard')).toMatchObject({ revision: 1, timeout_ms: 250 });
});

test('Escape leaves a dialog that the address has opened, and the address', async ({ page, plugin, api, hydrated }) => {
  test.skip(!hydrated, 'without scripts there is no window over the page');
  await api.register({ name: 'guard', module: ALLOW });
  await plugin.open('guard', '?dialog=delete');
  await expect(plugin.dialog().getByRole('heading')).toHaveText('Delete guard?');
  await page.keyboard.press('Escape');
  await expect(plugin.dialog()).toBeHidden();
  await expect(page).toHaveURL(/\/plugins\/guard$/);
  await api.expectCount(1);
});

test('a plugin that no rule calls is deleted with that said', async ({ plugin, api }) => {
  await api.register({ name: 'guard', module: ALLOW });
  await plugin.open('guard', '?dialog=delete');
  await expect(plugin.dialog()).toContainText('No loaded rule calls it.');
});

test('another module can be chosen after one was refused', async ({ plugin, api, browserConsole }) => {
  browserConsole.expect(/status of 400/);
  await api.register({ name: 'guard', module: ALLOW });
  await plugin.open('guard', '?dialog=replace');
  const send = plugin.dialog().getByRole('button', { name: 'Replace module' });
  await plugin.choose(Buffer.from('not a module'));
  await send.click();
  await expect(plugin.problem('Module')).toContainText('compilation error');
  await plugin.choose(await assemble(TRAPPING));
  await send.click();
  await plugin.expectDone('The module of guard is replaced.', 'The module is replaced.');
  await expect(plugin.fact('Revision')).toHaveText('2');
});

test('is usable at every width, with whatever is open', async ({ page, plugin, api, browserConsole }) => {
  browserConsole.expect(/status of 422/);
  const answer = { verdict: true, message: 'word'.repeat(200), metadata: { key: 'x'.repeat(300) } };
  await api.register({ name: LONG, module: answering(JSON.stringify(answer)), description: 'word'.repeat(200) });
  await api.register({ name: 'failing', module: TRAPPING });
  for (const dialog of ['edit', 'replace', 'delete']) {
    await plugin.open(LONG, `?dialog=${dialog}`);
    await expect(plugin.dialog()).toBeVisible();
    await expectNoOverflow(page, dialog);
  }
  await plugin.open(LONG);
  await plugin.run.click();
  await expect(plugin.result.locator('.verdict-line')).toContainText('true');
  await expectNoOverflow(page, 'answered');
  await plugin.open('failing');
  await plugin.run.click();
  await expect(plugin.result.locator('.tag')).toHaveText('trap');
  await expectNoOverflow(page, 'failed');
});

/** The page, and a dialog that is open, are never wider than the window. */
async function expectNoOverflow(page: Page, what: string): Promise<void> {
  for (const width of [360, 768, 1024, 1440, 2560]) {
    await page.setViewportSize({ width, height: 900 });
    const over = await page.locator('html').evaluate((root) => {
      const boxes = [root, ...root.querySelectorAll('dialog[open]')];
      return Math.max(...boxes.map((box) => box.scrollWidth - box.clientWidth));
    });
    expect(over, `${what} at ${width} px`).toBeLessThanOrEqual(0);
  }
}
