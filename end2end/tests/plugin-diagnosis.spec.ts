import { INITIALISING, deciding, LOST } from '../support/modules';
import { expect, test } from '../support/plugin-page';

test('a call that fails says where it was, what it printed and what it had', async ({ plugin, api, hydrated, browserConsole, expectAccessible }) => {
  browserConsole.expect(/422/);
  await api.register({ name: 'failing', module: LOST });
  await plugin.open('failing');
  await plugin.run.click();
  await expect(plugin.result.locator('.backtrace li')).toHaveText(['score_payment', 'evaluate']);
  await expect(plugin.result.locator('pre.printed')).toHaveText('no score for this country');
  await expect(plugin.result.locator('dl')).toContainText('64 KiB of 16 MiB');
  if (hydrated) await expectAccessible({ bothThemes: true });

  // The list of the last invocations keeps it.
  const why = plugin.page.locator('#invocations details');
  await why.locator('summary').click();
  await expect(why.locator('.backtrace li').first()).toHaveText('score_payment');
  await expect(why.locator('pre.printed')).toHaveText('no score for this country');
});

test('what a call costs is counted when it is asked for', async ({ plugin, api }) => {
  await api.register({ name: 'counted', module: deciding({ when: '"amount":9', then: '{"verdict": true}', otherwise: '{"verdict": false}' }) });
  await plugin.open('counted');
  await plugin.run.click();
  await expect(plugin.result.locator('.verdict-line')).toContainText('false');
  await expect(plugin.result.locator('.call-cost')).toHaveCount(0);
  await plugin.page.getByLabel('Count the cost').check();
  await plugin.run.click();
  const cost = plugin.result.locator('.call-cost');
  await expect(cost).toHaveText(/^[\d,]+ units of fuel, the same every time; 0 before it to initialise$/);
});

test('the page says whether calls start from a snapshot, and why not', async ({ plugin, api }) => {
  await api.register({ name: 'initialised', module: INITIALISING });
  await plugin.open('initialised');
  await expect(plugin.fact('Snapshot')).toHaveText('taken (auto)');
  await api.update('initialised', { snapshot: 'never' });
  await plugin.open('initialised');
  await expect(plugin.fact('Snapshot')).toHaveText('none (never): its registration says `never`');
});
