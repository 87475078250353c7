import type { Locator, Page } from '@playwright/test';

import { expect, test } from '../support/fixtures';
import { Frame } from '../support/frame';
import { keyOf, ROLES } from '../support/keys';
import { EMPTY, type World } from '../support/pool';

/** A server with keys whose tests sign in with known ones. */
const KEYS: World = { shared: true, keys: ROLES };
/** By then, the page has asked the server again. */
const REFRESH_MS = 6_000;
const UNKNOWN = `acteon_viewer_${'0'.repeat(64)}`;

class SignInPage {
  readonly key: Locator;
  readonly send: Locator;

  constructor(readonly page: Page) {
    this.key = page.getByLabel('Key', { exact: true });
    this.send = page.getByRole('main').getByRole('button', { name: 'Sign in' });
  }

  async enter(key: string): Promise<void> {
    await this.key.fill(key);
    await this.send.click();
  }
}

test.describe('with keys', () => {
  test.use({ world: KEYS });

  test('leads to the page that was asked for', async ({ page, open, alive, expectAccessible, hydrated }) => {
    const answer = await open('/plugins?q=a%26b&sort=timeout');
    expect(answer?.status()).toBe(200);
    await expect(page).toHaveURL(/\/sign-in\?return=/);
    await expect(page).toHaveTitle('Sign in · Acteon');
    await expect(page.getByRole('navigation')).toHaveCount(0);
    if (hydrated) await expectAccessible({ bothThemes: true });

    const form = new SignInPage(page);
    await expect(form.key).toBeFocused();
    await form.enter((await keyOf({ role: 'operator' })).key);
    await expect(page).toHaveURL(/\/plugins\?q=a%26b&sort=timeout$/);
    await alive();
    const banner = page.getByRole('banner');
    await expect(banner).toContainText('operator');
    if (hydrated) await expectAccessible({ bothThemes: true });

    await open('/settings');
    const you = page.getByRole('region', { name: 'You' });
    await expect(you).toContainText('operator');
    await expect(you).toContainText('may also dispatch, test plugins');
    await expect(you.getByText('Session ends')).toBeVisible();
    await expect(you).toContainText(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
  });

  test('what stands behind the # of a page survives signing in', async ({ page, open, hydrated }) => {
    test.skip(!hydrated, 'only scripts read it');
    await open('/plugins#kept');
    await new SignInPage(page).enter((await keyOf({ role: 'viewer' })).key);
    await expect(page).toHaveURL(/\/plugins#kept$/);
  });

  test('leads to no other site', async ({ page, open }) => {
    for (const elsewhere of ['https://example.com/', '//example.com', '/\\example.com', 'javascript:alert(1)']) {
      await page.context().clearCookies();
      await open(`/sign-in?return=${encodeURIComponent(elsewhere)}`);
      await new SignInPage(page).enter((await keyOf({ role: 'viewer' })).key);
      await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
      expect(new URL(page.url()).pathname).toBe('/');
    }
  });

  test('asks for a key when there is none in the field', async ({ page, open, hydrated, browserConsole }) => {
    browserConsole.expect(/status of 400/);
    await open('/sign-in');
    const form = new SignInPage(page);
    await form.send.click();
    await expect(page.getByRole('main')).toContainText(/enter (your|a) key/i);
    if (hydrated) await expect(form.key).toBeFocused();
    await expect(form.key).toHaveAttribute('aria-invalid', 'true');
    await expect(form.key).toHaveAccessibleDescription(/enter (your|a) key/i);
  });

  test('the key can be shown and hidden', async ({ page, open, hydrated }) => {
    await open('/sign-in');
    const form = new SignInPage(page);
    const show = page.getByRole('button', { name: 'Show the key' });
    await expect(form.key).toHaveAttribute('type', 'password');
    await expect(form.key).toHaveAttribute('autocomplete', 'current-password');
    await expect(show).toBeVisible({ visible: hydrated });
    if (!hydrated) return;
    await form.key.fill('acteon_somebody_secret');
    await show.click();
    await expect(form.key).toHaveAttribute('type', 'text');
    await expect(form.key).toHaveValue('acteon_somebody_secret');
    await page.getByRole('button', { name: 'Hide the key' }).click();
    await expect(form.key).toHaveAttribute('type', 'password');
  });

  test('says how to come by a key', async ({ page, open, expectAccessible, hydrated }) => {
    await open('/sign-in');
    await page.getByText('I have no key').click();
    await expect(page.getByLabel('Command')).toContainText('acteon-server new-key');
    if (hydrated) await expectAccessible();
  });

  test('signing out ends the session', async ({ page, open, alive, signIn }) => {
    await signIn('admin');
    await open('/rules');
    await new Frame(page).signOut.click();
    await expect(page).toHaveURL(/\/sign-in\?done=signed-out$/);
    await alive();
    await expect(page.getByText('You are signed out.')).toBeVisible();

    await page.goto('/rules');
    await expect(page).toHaveURL(/\/sign-in\?return=/);
  });

  test('a session that ends leads back here, and nothing looks broken', async ({
    page,
    open,
    signIn,
    hydrated,
    browserConsole,
  }) => {
    test.skip(!hydrated, 'without scripts nothing asks the server by itself');
    browserConsole.expect(/status of 401/);
    await signIn('viewer');
    await page.clock.install();
    await open('/plugins?q=x');
    await page.context().clearCookies();
    await page.clock.runFor(REFRESH_MS);
    await expect(page).toHaveURL(/\/sign-in\?return=%2Fplugins%3Fq%3Dx$/);
    await expect(page.getByRole('alert')).toHaveCount(0);
    await new SignInPage(page).enter((await keyOf({ role: 'viewer' })).key);
    await expect(page).toHaveURL(/\/plugins\?q=x$/);
  });

  test('a viewer is told what the key may not do', async ({ page, open, signIn, expectAccessible, hydrated }) => {
    await signIn('viewer');
    await open('/register-plugin');
    await expect(page.getByRole('main')).toContainText('it takes the role admin to register');
    await open('/');
    const onwards = page.getByRole('region', { name: 'Go on' });
    await expect(onwards.getByRole('link', { name: /Playground/ })).toBeVisible();
    await expect(onwards.getByRole('link', { name: /Register/ })).toHaveCount(0);
    if (hydrated) await expectAccessible();
  });
});

test.describe('with keys, and a stranger', () => {
  test.use({ world: { keys: ROLES } });

  test('an unknown key is refused, and too many of them for a while', async ({
    page,
    open,
    server,
    expectAccessible,
    hydrated,
    browserConsole,
  }) => {
    browserConsole.expect(/status of (401|429)/);
    await open('/sign-in?return=/audit');
    const form = new SignInPage(page);
    await form.enter(UNKNOWN);
    await expect(form.key).toHaveAccessibleDescription(/The key is not known/i);
    await expect(form.key).toBeFocused();
    if (hydrated) await expectAccessible({ bothThemes: true });

    for (let attempt = 0; attempt < 12; attempt += 1) {
      await page.request.post(`${server.url}/v1/session`, { data: { key: UNKNOWN } });
    }
    await form.enter(UNKNOWN);
    await expect(page.getByRole('alert')).toContainText(/try again in \d+ s/i);
    if (hydrated) await expectAccessible();
  });

  test('a server that is away is said to be', async ({ page, open, server, hydrated, browserConsole }) => {
    test.skip(!hydrated, 'without scripts the browser says it itself');
    browserConsole.expect(/ERR_CONNECTION_REFUSED/);
    const { key } = await keyOf({ role: 'admin' });
    await open('/sign-in?return=/settings');
    await server.stop();
    const form = new SignInPage(page);
    await form.enter(key);
    await expect(page.getByRole('alert')).toContainText('The server cannot be reached.');
    await server.start();
    await form.send.click();
    await expect(page).toHaveURL(/\/settings$/);

    // Nor can one leave while it is away. The page before was alive too.
    await expect(new Frame(page).heading).toHaveText('Settings');
    await expect(page.locator('body[data-hydrated]')).toBeAttached();
    await server.stop();
    await new Frame(page).signOut.click();
    await expect(page.getByText('You are still signed in: the server cannot be reached.')).toBeVisible();
  });
});

test.describe('without keys', () => {
  test.use({ world: EMPTY });

  test('says that none is needed', async ({ page, open, expectAccessible, hydrated }) => {
    await open('/sign-in?return=/audit');
    await expect(page.getByText('No key is needed here.')).toBeVisible();
    if (hydrated) await expectAccessible({ bothThemes: true });
    await page.getByRole('link', { name: 'Go on without a key' }).click();
    await expect(page).toHaveURL(/\/audit$/);
    await expect(new Frame(page).signOut).toHaveCount(0);
  });
});
