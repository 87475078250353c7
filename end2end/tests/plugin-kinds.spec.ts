import { ROLES } from '../support/keys';
import { answering, assemble } from '../support/modules';
import { expect, test } from '../support/plugin-page';

const HELD = answering('{"verdict": true, "message": "above the limit"}');

test('a name that nothing has is not found', async ({ page, open, browserConsole, hydrated, expectAccessible }) => {
  browserConsole.expect(/404/);
  const answer = await open('/plugins/nothing');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'No such plugin' })).toBeVisible();
  if (hydrated) await expectAccessible({ bothThemes: true });
  await page.getByRole('link', { name: 'See all plugins' }).click();
  await expect(page).toHaveURL(/\/plugins$/);
});

test('the list leads to the page and to its test panel', async ({ page, plugin, api, open, alive }) => {
  await api.register({ name: 'guard', module: HELD });
  await open('/plugins');
  await page.getByRole('link', { name: 'guard', exact: true }).click();
  await expect(page).toHaveURL(/\/plugins\/guard$/);
  await alive();
  await expect(plugin.fact('Revision')).toHaveText('1');
  await open('/plugins');
  await page.getByRole('link', { name: 'Test guard' }).click();
  await expect(page).toHaveURL(/\/plugins\/guard#test$/);
  await expect(plugin.panel).toBeInViewport();
  await open('/plugins');
  await page.getByRole('link', { name: 'Register Plugin' }).click();
  await expect(page).toHaveURL(/\/register-plugin$/);
});

test('a row opens the page with the mouse', async ({ page, api, open, hydrated }) => {
  test.skip(!hydrated, 'the name is the link');
  await api.register({ name: 'guard', module: HELD, description: 'Holds payments back' });
  await open('/plugins');
  await page.getByText('Holds payments back').click();
  await expect(page).toHaveURL(/\/plugins\/guard$/);
});

test.describe('a plugin from a file', () => {
  test('says what replacing and deleting it does', async ({ plugin, server, api }) => {
    await server.putPluginFile('guard.wasm', await assemble(HELD));
    await api.expectCount(1);
    await plugin.open('guard', '?dialog=replace');
    await expect(plugin.fact('Source')).toHaveText('File');
    await expect(plugin.dialog()).toContainText('the upload stands in front of it');
    await plugin.open('guard', '?dialog=delete');
    await expect(plugin.dialog()).toContainText('until the file changes or the server starts again');
    await plugin.dialog().getByLabel('Type the name of the plugin to confirm').fill('guard');
    await plugin.button('Delete plugin').click();
    await plugin.expectDone('guard is deleted.', 'The plugin is deleted.');
    await api.expectCount(0);
  });

  test('that is broken says why', async ({ plugin, server, api, hydrated, expectAccessible }) => {
    await server.putPluginFile('broken.wasm', 'not a module');
    await api.expectCount(1);
    await plugin.open('broken');
    await expect(plugin.chip('Failed')).toBeVisible();
    const banner = plugin.page.locator('.banner').filter({ hasText: 'The module could not be loaded' });
    await expect(banner).toContainText('compilation error', { ignoreCase: true });
    await expect(banner).toContainText('Put a good file in its place');
    await expect(plugin.fact('Size')).toHaveText('Could not be read');
    if (hydrated) await expectAccessible({ bothThemes: true });
  });
});

test.describe('with a small limit for modules', () => {
  test.use({ world: { config: { wasm: { max_module_bytes: 4096 } } } });

  test('a module that is too large is refused', async ({ plugin, api, browserConsole }) => {
    browserConsole.expect(/413/);
    await api.register({ name: 'guard', module: HELD });
    await plugin.open('guard', '?dialog=replace');
    await expect(plugin.dialog()).toContainText('at most 4 KiB');
    await plugin.choose(Buffer.alloc(8192));
    await plugin.dialog().getByRole('button', { name: 'Replace module' }).click();
    await expect(plugin.problem('Module')).toContainText('max_module_bytes');
  });
});

test.describe('with keys', () => {
  test.use({
    world: {
      shared: true,
      keys: ROLES,
      seed: async (_server, api) => {
        await api.register({ name: 'guard', module: HELD });
      },
    },
  });

  for (const role of ['viewer', 'operator'] as const) {
    test(`a key of the role ${role} is told what it may not do`, async ({ page, plugin, signIn, open, hydrated, expectAccessible }) => {
      await signIn(role);
      await plugin.open('guard');
      await expect(page.getByText(`Your key ${role} has the role ${role}; it takes the role admin`)).toBeVisible();
      for (const name of ['Disable', 'Save changes', 'Delete plugin', 'Restore 1']) {
        await expect(plugin.button(name)).toHaveCount(0);
      }
      await expect(plugin.run).toHaveCount(role === 'viewer' ? 0 : 1);
      await expect(plugin.panel.getByText('it takes the role operator')).toHaveCount(role === 'viewer' ? 1 : 0);
      // The address of a dialog opens nothing that would be refused.
      await plugin.open('guard', '?dialog=delete');
      await expect(plugin.dialog()).toHaveCount(0);
      if (hydrated) await expectAccessible({ bothThemes: true });
      await open('/plugins');
      await expect(plugin.button('Register Plugin')).toBeDisabled();
      await expect(page.getByText('to register plugins')).toBeVisible();
    });
  }
});

test.describe('with plugins switched off', () => {
  test.use({ world: { wasm: false } });

  test('the page says how to switch them on', async ({ page, open, browserConsole }) => {
    browserConsole.expect(/503/);
    const answer = await open('/plugins/guard');
    expect(answer?.status()).toBe(503);
    await expect(page.getByText('set [wasm] enabled = true')).toBeVisible();
  });
});
