import { ROLES } from '../support/keys';
import { answering, assemble, deciding } from '../support/modules';
import { expect, test } from '../support/register-page';

const PRINTING = deciding({ otherwise: '{"verdict":true}', prints: 'hello' });
const FORBIDDEN = `(module
  (import "env" "http_get" (func (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "random_get" (func (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0)))`;
const ALLOW = answering('{"verdict":true}');

test.describe('in front of a file of plugin_dir', () => {
  test('says so before and after', async ({ page, register, server, api, hydrated, expectAccessible }) => {
    await server.putPluginFile('geo-fence.wasm', await assemble(ALLOW));
    await api.expectCount(1);
    await register.open();
    await register.choose(await assemble(PRINTING), 'geo-fence.wasm');
    await register.name.fill('geo-fence');
    if (hydrated) await expect(page.getByText('is a file in plugin_dir')).toBeVisible();
    await register.submit.click();
    await expect(page.getByRole('heading', { name: 'geo-fence is registered' })).toBeVisible();
    await expect(page.getByText('the upload stands in front of it until it is deleted')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Open the plugin' })).toHaveAttribute('href', '/plugins/geo-fence');
    if (hydrated) await expectAccessible({ bothThemes: true });
  });
});

test.describe('with keys', () => {
  test.use({ world: { keys: ROLES } });

  test('offers nothing to whoever may not register', async ({ page, register, signIn, hydrated, expectAccessible }) => {
    await signIn('operator');
    await register.open();
    await expect(page.getByRole('heading', { name: 'Registering takes an admin' })).toBeVisible();
    await expect(page.getByText('it takes the role admin to register plugins')).toBeVisible();
    await expect(page.locator('main form')).toHaveCount(0);
    if (hydrated) await expectAccessible({ bothThemes: true });
  });

  test('registers for an admin', async ({ page, register, signIn }) => {
    await signIn('admin');
    await register.open();
    await register.choose(await assemble(ALLOW));
    await register.name.fill('signed');
    await register.submit.click();
    await expect(page).toHaveURL(/\/plugins\/signed/);
  });
});

test.describe('with the plugin runtime switched off', () => {
  test.use({ world: { wasm: false } });

  test('says what to do instead of offering the form', async ({ page, register, hydrated, expectAccessible }) => {
    await register.open();
    await expect(page.getByRole('heading', { name: 'Plugins are switched off' })).toBeVisible();
    await expect(page.getByText('[wasm] enabled = true')).toBeVisible();
    await expect(page.locator('main form')).toHaveCount(0);
    if (hydrated) await expectAccessible({ bothThemes: true });
  });
});

test('is usable at every width', async ({ page, register, hydrated }) => {
  await register.open();
  await register.choose(await assemble(FORBIDDEN), `${'long-name-'.repeat(12)}.wasm`);
  for (const width of [360, 768, 1024, 1440, 2560]) {
    await page.setViewportSize({ width, height: 900 });
    const over = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
    expect(over, `at ${width} px`).toBeLessThanOrEqual(0);
  }
  await expect(register.verdict).toBeVisible({ visible: hydrated });
});
