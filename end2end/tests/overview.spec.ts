import { stopClock } from '../support/clock';
import { expect, test } from '../support/fixtures';
import { Frame } from '../support/frame';
import { answering, TRAPPING } from '../support/modules';
import type { World } from '../support/pool';
import { REALISTIC } from '../support/seed';

/** By then, the page has asked the server again. */
const REFRESH_MS = 6_000;

const RULES = {
  'rules.yaml': `rules:
  - name: checked-payments
    priority: 1
    condition:
      all:
        - { field: action.action_type, eq: payment }
        - { wasm_plugin: scorer }
    action: deny
`,
};

/** Three decisions, five invocations of which one failed. */
const SMALL: World = {
  rules: RULES,
  seed: async (_server, api) => {
    await api.register({ name: 'scorer', module: answering('{"verdict":true,"message":"score 91"}') });
    await api.register({ name: 'broken', module: TRAPPING });
    await api.register({ name: 'unused', module: answering('{"verdict":true}'), enabled: false });
    await api.expectReady();
    await api.dispatch({ action_type: 'payment', id: 'first' });
    await api.dispatch({ action_type: 'payment', id: 'second' });
    await api.dispatch({ action_type: 'greeting', id: 'third' });
    await api.invoke('broken', 422);
    await api.invoke('scorer');
    await api.evaluate({ action_type: 'payment' });
  },
};

test('without anything to show it says how to begin', async ({ page, open, server, expectAccessible, hydrated }) => {
  await open('/');
  await expect(page).toHaveTitle('Overview · Acteon');
  const steps = page.getByRole('region', { name: 'First steps' });
  await expect(steps.getByRole('link', { name: 'Register Plugin' })).toHaveAttribute('href', '/register-plugin');
  await expect(steps.getByRole('link', { name: 'Open the playground' })).toHaveAttribute('href', '/playground');
  await expect(steps.getByLabel('Command')).toContainText(`curl ${server.url}/v1/dispatch`);
  if (hydrated) await expectAccessible({ bothThemes: true });
});

test.describe('with decisions', () => {
  test.use({ world: SMALL });

  test('shows figures, verdicts and decisions', async ({ page, open, expectAccessible, hydrated }) => {
    await open('/');
    await expect(page.getByRole('region', { name: 'First steps' })).toHaveCount(0);
    const figures = page.getByRole('region', { name: 'Key figures' });
    await expect(figures).toContainText('2 enabled, 1 disabled');
    await expect(figures).toContainText('2 by dispatch, 1 by playground, 2 by tests');
    await expect(figures).toContainText('20 %');
    await expect(figures).toContainText('1 of 5 failed');
    await expect(figures).toContainText('67 % denied or suppressed');

    const verdicts = page.getByRole('region', { name: 'Verdicts' });
    await expect(verdicts.getByRole('listitem')).toHaveText([/allow\s*1\s*33 %/, /deny\s*2\s*67 %/]);
    await expect(verdicts.getByRole('link', { name: /deny/ })).toHaveAttribute('href', '/audit?verdict=deny');

    const latest = page.getByRole('table', { name: 'Latest decisions' });
    const rows = latest.locator('tbody').getByRole('row');
    await expect(rows).toHaveCount(3);
    await expect(rows.nth(0)).toContainText('No rule matched');
    await expect(rows.nth(1)).toContainText('checked-payments');
    await expect(rows.nth(1)).toContainText('scorer: score 91');
    await expect(rows.nth(1)).toContainText('suppressed');
    if (hydrated) await expectAccessible({ bothThemes: true });

    await rows.nth(1).getByRole('link', { name: 'payment' }).click();
    await expect(page).toHaveURL(/\/audit\?record=/);
    await expect(page.getByRole('main')).toContainText('score 91');
  });

  test('draws the latency, and has it as a table', async ({ page, open, expectAccessible, hydrated }) => {
    await open('/');
    const latency = page.getByRole('region', { name: 'Invocation latency' });
    for (const percentile of ['p50', 'p95', 'p99']) {
      await expect(latency).toContainText(new RegExp(`${percentile}\\s*[\\d.,]+ (µs|ms|s)`));
    }
    const drawing = latency.getByRole('img', { name: /^Invocation latency over time\. p50 / });
    await expect(drawing).toBeVisible({ visible: hydrated });
    if (hydrated) await expect(drawing.locator('canvas')).toBeVisible();

    await latency.getByText('The figures as a table').click();
    const head = latency.getByRole('columnheader');
    await expect(head).toHaveText(['From', 'Invocations', 'Failed', 'p50', 'p95', 'p99']);
    const counts = await latency.locator('tbody td:nth-child(2)').allInnerTexts();
    expect(counts.map(Number).reduce((sum, count) => sum + count, 0)).toBe(5);
    if (hydrated) await expectAccessible();
  });

  test('looks back as far as the address says', async ({ page, open }) => {
    await open('/?window=5m');
    const time = page.getByRole('navigation', { name: 'Time' });
    await expect(time.locator('[aria-current]')).toHaveText('5m');
    const length = page.getByText(/Each row stands for \d+ seconds/);
    await expect(length).toContainText('for 10 seconds');

    await time.getByRole('link', { name: 'Last hour' }).click();
    await expect(page).toHaveURL(/\/\?window=1h$/);
    await expect(time.locator('[aria-current]')).toHaveText('1h');
    await expect(length).toContainText('for 60 seconds');

    await page.goBack();
    await expect(time.locator('[aria-current]')).toHaveText('5m');
    await expect(length).toContainText('for 10 seconds');
    await open('/?window=nonsense');
    await expect(time.locator('[aria-current]')).toHaveText('15m');
  });

  test('refreshes by itself', async ({ page, open, api, hydrated }) => {
    test.skip(!hydrated, 'without scripts a page shows what was true when it was made');
    await page.clock.install();
    await open('/');
    const latest = page.getByRole('table', { name: 'Latest decisions' }).locator('tbody');
    await expect(latest.getByRole('row')).toHaveCount(3);
    await api.dispatch({ action_type: 'parcel' });
    await page.clock.runFor(REFRESH_MS);
    await expect(latest.getByRole('row').first()).toContainText('parcel');
    await expect(page.getByRole('region', { name: 'Verdicts' })).toContainText(/allow\s*2/);
  });

  test('keeps what it shows when the server goes, and recovers', async ({
    page,
    open,
    server,
    hydrated,
    browserConsole,
    expectAccessible,
  }) => {
    test.skip(!hydrated, 'without scripts the browser says it itself');
    browserConsole.expect(/ERR_CONNECTION_REFUSED/);
    await page.clock.install();
    await open('/');
    await server.stop();
    await page.clock.runFor(REFRESH_MS);
    const warning = page.getByText('Not up to date: the server cannot be reached.');
    await expect(warning).toBeVisible();
    await expect(page.getByRole('region', { name: 'Key figures' })).toContainText('1 of 5 failed');
    await expectAccessible();
    // Time stands still, so that it does not recover by itself.
    await stopClock(page);
    await server.start();
    await page.getByRole('link', { name: 'Try again' }).click();
    await expect(warning).toBeHidden();
  });

  test('says in its place what alone cannot be read', async ({ page, open, hydrated, browserConsole }) => {
    test.skip(!hydrated, 'only the browser can be kept from one of them');
    browserConsole.expect(/status of 503.*\/v1\/audit/);
    await page.clock.install();
    await open('/');
    const refused = { status: 503, json: { error: 'the audit is being moved' } };
    await page.route('**/v1/audit?*', (route) => route.fulfill(refused));
    await page.clock.runFor(REFRESH_MS);
    const latest = page.getByRole('region', { name: 'Latest decisions' });
    await expect(latest.getByRole('alert')).toContainText('the audit is being moved');
    await expect(page.getByRole('region', { name: 'Key figures' })).toContainText('1 of 5 failed');
  });
});

test.describe('with a rule file that is bad', () => {
  test.use({ world: { rules: { 'bad.yaml': 'rules:\n  - name: half\n    action: nonsense\n' } } });

  test('says first what stands in the way, and where to go', async ({
    page,
    open,
    expectAccessible,
    hydrated,
    browserConsole,
  }) => {
    browserConsole.expect(/status of 503.*\/(ready|rules)$/);
    await open('/');
    const problem = page.locator('.readiness-problems .banner').first();
    await expect(problem).toContainText('Not ready, nothing is decided: ');
    await expect(problem).toContainText('bad.yaml:');
    if (hydrated) await expectAccessible({ bothThemes: true });
    await problem.getByRole('link', { name: 'Open the rules' }).click();
    await expect(page).toHaveURL(/\/rules$/);
  });
});

test.describe('for a key of one namespace', () => {
  test.use({ world: { keys: [{ role: 'viewer', namespaces: ['shop'] }, { role: 'admin' }] } });

  test('shows only what concerns it', async ({ page, open, api, signIn }) => {
    await api.dispatch({ namespace: 'shop', action_type: 'order' });
    await api.dispatch({ namespace: 'bank', action_type: 'transfer' });
    await signIn('viewer');
    await open('/');
    await expect(page.getByRole('region', { name: 'Verdicts' })).toContainText('your key sees only its own');
    const latest = page.getByRole('table', { name: 'Latest decisions' });
    await expect(latest).toContainText('order');
    await expect(latest).not.toContainText('transfer');
  });
});

test.describe('the frame', () => {
  test.use({ world: REALISTIC });

  test('marks the page that is shown, and the one it belongs to', async ({ page, open }) => {
    const frame = new Frame(page);
    for (const [path, name, mark] of [
      ['/', 'Overview', 'page'],
      ['/plugins', 'Plugins', 'page'],
      ['/plugins/fraud-scorer', 'Plugins', 'true'],
      ['/register-plugin', 'Plugins', 'true'],
      ['/settings', 'Settings', 'page'],
    ] as const) {
      await open(path);
      await expect(frame.current()).toHaveText(name);
      await expect(frame.current()).toHaveAttribute('aria-current', mark);
    }
  });

  test('goes on at the title of the next page', async ({ page, open, hydrated }) => {
    test.skip(!hydrated, 'without scripts the browser loads a new page and begins there');
    const frame = new Frame(page);
    await open('/');
    await page.evaluate(() => document.body.setAttribute('data-same-document', ''));
    for (const name of ['Rules', 'Audit', 'Settings', 'Overview']) {
      await frame.link(name).press('Enter');
      await expect(frame.heading).toHaveText(name);
      await expect(frame.heading).toBeFocused();
      await expect(page).toHaveTitle(`${name} · Acteon`);
      await expect(frame.current()).toHaveText(name);
    }
    await expect(page.locator('body[data-same-document]')).toBeAttached();
  });

  test('the first stop of the keyboard leads to the content', async ({ page, open }) => {
    await open('/settings');
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to content' });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
  });

  test('every link of the navigation can be seen on a phone', async ({ page, open, expectAccessible, hydrated }) => {
    for (const width of [320, 360, 390, 700]) {
      await page.setViewportSize({ width, height: 800 });
      await open('/settings');
      const links = new Frame(page).navigation.getByRole('link');
      for (const link of await links.all()) await expect(link).toBeInViewport({ ratio: 1 });
      await expect(links).toHaveCount(6);
    }
    if (hydrated) await expectAccessible({ bothThemes: true });
  });

  test('an unknown address says so', async ({ page, open, browserConsole, expectAccessible, hydrated }) => {
    browserConsole.expect(/status of 404/);
    const answer = await open('/nothing-here');
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole('heading', { name: 'No such page' })).toBeVisible();
    await expect(new Frame(page).current()).toHaveCount(0);
    if (hydrated) await expectAccessible({ bothThemes: true });
    await page.getByRole('link', { name: 'Go to the plugins' }).click();
    await expect(page).toHaveURL(/\/plugins$/);
  });
});
