import type { Page } from '@playwright/test';

import { assemble } from '../support/modules';
import { expect, test } from '../support/register-page';

/** What a sent module weighs so that there is time to look. */
const LARGE_BYTES = 3 * 1024 * 1024;

test.describe('an upload that takes a while', () => {
  test.beforeEach(({ hydrated }) => {
    test.skip(!hydrated, 'without scripts the browser shows it');
  });

  test('shows how far it is and can be cancelled', async ({ page, register, api, expectAccessible }) => {
    await register.open();
    await register.choose(await large(), 'large.wasm');
    await slowly(page);
    await register.submit.click();
    await expect(register.progress).toBeVisible();
    await expect(page.getByText(/^[\d.]+ [KM]iB of 3 MiB$/)).toBeVisible();
    await expect(register.submit).toBeDisabled();
    await expect(register.file).toBeDisabled();
    await expectAccessible({ bothThemes: true });
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('The upload is cancelled. Nothing was registered.')).toBeVisible();
    await expect(register.progress).toBeHidden();
    await expect(register.name).toHaveValue('large');
    await expect(register.submit).toBeEnabled();
    await api.expectCount(0);
  });

  test('warns before the page is left', async ({ page, register }) => {
    await register.open();
    await register.choose(await large(), 'large.wasm');
    await slowly(page);
    await register.submit.click();
    await expect(register.progress).toBeVisible();
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await expect(register.progress).toBeVisible();
  });

  test('goes on while one looks at another page, and says how it ended', async ({ page, register, api }) => {
    await register.open();
    await register.choose(await large(), 'large.wasm');
    const fast = await slowly(page);
    await register.submit.click();
    await expect(register.progress).toBeVisible();
    await page.getByRole('link', { name: 'Plugins' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Plugins');
    await fast();
    await expect(page.getByText('large is registered.')).toBeVisible();
    await expect(page).toHaveURL(/\/plugins$/);
    await api.expectCount(1);
  });
});

/** A module whose upload takes a while. */
async function large(): Promise<Uint8Array> {
  const text = `(module
    (memory (export "memory") 64)
    (data (i32.const 0) "${'x'.repeat(LARGE_BYTES)}")
    (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0)))`;
  return assemble(text);
}

/** Makes uploads slow; the answer makes them fast again. */
async function slowly(page: Page): Promise<() => Promise<void>> {
  const network = await page.context().newCDPSession(page);
  const limit = async (uploadThroughput: number): Promise<void> => {
    await network.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput,
    });
  };
  await limit(128 * 1024);
  return () => limit(-1);
}
