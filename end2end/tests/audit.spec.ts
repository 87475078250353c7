import { stopClock } from '../support/clock';
import { AuditPage } from '../support/audit-page';
import { expect, test } from '../support/fixtures';
import { ROLES } from '../support/keys';
import { deciding, TRAPPING } from '../support/modules';
import type { World } from '../support/pool';

/** By then, the page has asked the server again. */
const REFRESH_MS = 6_000;

const SCORER = deciding({
  when: '"risk":"high"',
  then: '{"verdict":true,"message":"score 91","metadata":{"score":91}}',
  otherwise: '{"verdict":false,"message":"score 12"}',
});

const WORLD: World = {
  rules: {
    'rules.yaml': `rules:
  - name: fraud
    priority: 3
    condition:
      all:
        - { field: action.action_type, eq: payment }
        - any:
            - { field: action.payload.amount, gt: 100000 }
            - { wasm_plugin: scorer }
    action: deny
  - name: broken
    priority: 4
    condition:
      all:
        - { field: action.action_type, eq: report }
        - { wasm_plugin: trapping }
    action: deny
  - name: review
    priority: 5
    condition: { field: action.action_type, eq: order }
    action: { type: modify, changes: { review: true } }
`,
  },
  config: { audit: { mask: ['/payload/card_number'] } },
  seed: async (_server, api) => {
    await api.register({ name: 'scorer', module: SCORER });
    await api.register({ name: 'trapping', module: TRAPPING });
    await api.expectReady();
    await api.dispatchAll([
      { id: 'act-1', namespace: 'shop', action_type: 'greeting', payload: { to: 'ada@example.com' } },
      {
        id: 'act-2',
        namespace: 'bank',
        tenant: 'globex',
        action_type: 'payment',
        payload: { amount: 480, card_number: '4111111111111111', risk: 'high' },
        metadata: { device: 'd-7' },
      },
      { id: 'act-3', action_type: 'report', provider: 'email' },
      { id: 'act-4', namespace: 'shop', action_type: 'order', payload: { total: 20 } },
      { id: 'act-5', tenant: 'globex', action_type: 'alert', provider: 'nowhere' },
    ]);
  },
};

test.describe('with records', () => {
  test.use({ world: WORLD });

  test('shows every decision, newest first', async ({ page, hydrated, expectAccessible }) => {
    const audit = new AuditPage(page, hydrated);
    await audit.open();
    await expect(page).toHaveTitle('Audit · Acteon');
    await expect(audit.rows()).toHaveCount(5);
    await expect(audit.total).toHaveText('5 records');
    await expect(audit.row('payment').locator('[data-label="Verdict"]')).toHaveText('deny');
    await expect(audit.row('payment').locator('[data-label="Outcome"]')).toHaveText('suppressed');
    await expect(audit.row('payment')).toContainText('bank / globex');
    await expect(audit.row('payment').getByRole('link', { name: 'fraud' })).toHaveAttribute('href', '/rules#rule-fraud');
    await expect(audit.row('payment').locator('.record-message')).toHaveText('score 91');
    await expect(audit.row('report').locator('[data-label="Verdict"]')).toHaveText('error');
    await expect(audit.row('report').locator('.record-message')).toContainText('trapping');
    await expect(audit.row('order').locator('[data-label="Verdict"]')).toHaveText('modify');
    await expect(audit.row('greeting')).toContainText('No rule matched');
    await expect(audit.row('alert').locator('[data-label="Outcome"]')).toHaveText('failed');
    await expect(audit.row('payment').locator('time')).toHaveAttribute('title', /UTC$/);
    if (hydrated) await expectAccessible({ bothThemes: true });
  });

  test('opens a record: why, what the plugins said, the action, the outcome', async ({ page, hydrated, expectAccessible }) => {
    const audit = new AuditPage(page, hydrated);
    await audit.open();
    await audit.opener(audit.row('payment')).click();
    await expect(audit.record).toContainText('Rule fraud matched, so the verdict is deny: plugin scorer answered true, score 91');

    const why = audit.section('Why it matched');
    const marked = why.locator('.condition [data-mark]');
    await expect(marked.filter({ hasText: 'action.payload.amount' }).first()).toHaveAttribute('data-mark', 'evaluated');
    await expect(marked.filter({ hasText: 'wasm(' }).first()).toHaveAttribute('data-mark', 'holds');
    const part = why.locator('.condition-parts').getByRole('listitem');
    await expect(part.filter({ hasText: 'action.payload.amount > 100000' })).toContainText('false');
    await expect(part.filter({ hasText: /^action\.payload\.amount480/ })).toHaveCount(1);
    await expect(part.filter({ hasText: 'wasm("scorer", "evaluate")' })).toContainText('settles the result');

    const call = audit.section('Plugin calls').getByRole('listitem');
    await expect(call).toContainText('for rule fraud, which decided');
    await expect(call).toContainText('score 91');
    await expect(call.getByRole('link', { name: 'scorer' })).toHaveAttribute('href', '/plugins/scorer');

    await expect(audit.section('Payload')).toContainText('amount: 480');
    await expect(audit.section('Payload')).toContainText('[masked]');
    await expect(audit.section('Payload')).toContainText('1 value is masked in this record: /payload/card_number');
    await expect(audit.section('Payload')).not.toContainText('4111');
    await expect(audit.section('Labels')).toContainText('d-7');
    await expect(audit.section('Outcome')).toContainText('fraud');
    await expect(audit.section('Record')).toContainText('act-2');
    await expect(audit.section('Record')).toContainText('scorer revision 1');
    await expect(audit.record.getByRole('link', { name: 'Open in Playground' })).toHaveAttribute('href', /^\/playground\?audit=[\w-]+$/);
    await expect(audit.opener(audit.row('payment'))).toHaveAttribute('aria-expanded', 'true');
    if (hydrated) await expectAccessible({ bothThemes: true });

    // The address restores it.
    await page.reload();
    await audit.alive();
    await expect(audit.record).toContainText('Rule fraud matched');
    await audit.opener(audit.row('payment')).click();
    await expect(audit.record).toHaveCount(0);
    await expect(page).toHaveURL(/\/audit$/);
  });

  test('explains an error and a change', async ({ page, hydrated }) => {
    const audit = new AuditPage(page, hydrated);
    await audit.open();
    await audit.opener(audit.row('report')).click();
    await expect(audit.record).toContainText('Rule broken failed, so the verdict is error');
    await expect(audit.section('Why it failed')).toContainText('trap');
    await expect(audit.section('Plugin calls')).toContainText('failed');

    await audit.opener(audit.row('order')).click();
    await expect(audit.record).toHaveCount(1);
    await expect(audit.section('Payload as it was sent')).toContainText('review: true');
    await expect(audit.section('Payload')).not.toContainText('review');

    await audit.opener(audit.row('greeting')).click();
    await expect(audit.record).toContainText('No rule matched, so the verdict is allow.');
  });

  test('the keyboard opens and closes a record, a click on the row too', async ({ page, hydrated }) => {
    test.skip(!hydrated, 'without scripts it is a link like any other');
    const audit = new AuditPage(page, hydrated);
    await audit.open();
    await audit.opener(audit.row('payment')).focus();
    await page.keyboard.press('Enter');
    await expect(audit.record).toBeVisible();
    await expect(audit.opener(audit.row('payment'))).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(audit.record).toHaveCount(0);
    await audit.row('payment').locator('[data-label="Outcome"]').click();
    await expect(audit.record).toBeVisible();
  });

  test('an id can be copied', async ({ page, hydrated, context }) => {
    test.skip(!hydrated, 'without scripts there is no such button');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const audit = new AuditPage(page, hydrated);
    await audit.open();
    await audit.opener(audit.row('payment')).click();
    await page.getByRole('button', { name: 'Copy the id of the action' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('act-2');
  });

  test('narrows by every field', async ({ page, hydrated, expectAccessible }) => {
    test.slow();
    const audit = new AuditPage(page, hydrated);
    const cases: [Record<string, string>, string[]][] = [
      [{ Verdict: 'deny' }, ['payment']],
      [{ Outcome: 'failed' }, ['alert', 'report']],
      [{ Rule: 'review' }, ['order']],
      [{ Plugin: 'scorer' }, ['payment']],
      [{ Tenant: 'globex' }, ['alert', 'payment']],
      [{ 'Action type': 'greeting' }, ['greeting']],
      [{ Namespace: 'shop' }, ['order', 'greeting']],
      [{ Provider: 'nowhere' }, ['alert']],
      [{ From: '2999-01-01T00:00:00Z' }, []],
      [{ To: '2999-01-01T00:00:00Z', Tenant: 'globex', Verdict: 'deny' }, ['payment']],
    ];
    for (const [values, types] of cases) {
      await audit.open();
      await audit.filter(values);
      await expect(audit.chip(Object.keys(values)[0] ?? '')).toBeVisible();
      await expect(audit.rows().locator('.record-type')).toHaveText(types);
    }
    if (hydrated) await expectAccessible();

    await audit.chip('Verdict').click();
    await expect(audit.rows().locator('.record-type')).toHaveText(['alert', 'payment']);
    await expect(audit.field('Verdict')).toHaveValue('');
    await expect(audit.field('Tenant')).toHaveValue('globex');
    await page.getByRole('link', { name: 'Clear all' }).click();
    await expect(audit.rows()).toHaveCount(5);
    await expect(audit.field('Tenant')).toHaveValue('');
  });

  test('says that no record matches, and offers the way back', async ({ page, hydrated, expectAccessible }) => {
    const audit = new AuditPage(page, hydrated);
    await audit.open('?tenant=nobody');
    await expect(page.getByRole('heading', { name: 'No record matches' })).toBeVisible();
    if (hydrated) await expectAccessible();
    await page.getByRole('link', { name: 'Clear the filters' }).click();
    await expect(audit.rows()).toHaveCount(5);
  });

  test('a filter that the server refuses is named', async ({ page, hydrated, browserConsole, expectAccessible }) => {
    browserConsole.expect(/status of 400/);
    const audit = new AuditPage(page, hydrated);
    const answer = await page.goto('/audit?from=yesterday');
    expect(answer?.status()).toBe(400);
    await audit.alive();
    await expect(page.getByRole('alert')).toContainText('`from` is `yesterday`');
    await expect(audit.field('From')).toHaveAttribute('aria-invalid', 'true');
    await expect(page.locator('.field.invalid')).toContainText('an instant looks like');
    if (hydrated) await expectAccessible();
    await audit.filter({ From: '2026-01-01T00:00:00Z' });
    await expect(audit.rows()).toHaveCount(5);
  });

  test('a record by its id, wherever it is', async ({ page, hydrated, api, browserConsole }) => {
    const audit = new AuditPage(page, hydrated);
    const { records } = await api.audit('?action_type=payment');
    await audit.open(`?tenant=acme&record=${records[0]?.id ?? ''}`);
    await expect(audit.rows()).toHaveCount(3);
    await expect(audit.record).toContainText('Rule fraud matched');
    await page.getByRole('link', { name: 'Close' }).click();
    await expect(audit.record).toHaveCount(0);
    await expect(page).toHaveURL(/\/audit\?tenant=acme$/);

    browserConsole.expect(/status of 404/);
    await audit.open('?record=unknown');
    await expect(page.getByRole('alert')).toContainText('The record could not be read');
    await expect(audit.rows()).toHaveCount(5);
  });

  test('shows new decisions by itself, and stands still while a record is open', async ({ page, hydrated, api }) => {
    test.skip(!hydrated, 'without scripts a page shows what was true when it was made');
    const audit = new AuditPage(page, hydrated);
    await page.clock.install();
    await audit.open();
    await page.evaluate(() => document.body.setAttribute('data-same-document', ''));
    await api.dispatch({ action_type: 'newcomer' });
    await page.clock.runFor(REFRESH_MS);
    await expect(audit.rows().first()).toContainText('newcomer');
    await expect(audit.row('newcomer')).toHaveClass(/fresh/);
    await expect(audit.row('payment')).not.toHaveClass(/fresh/);

    await audit.opener(audit.row('payment')).click();
    await api.dispatch({ action_type: 'latecomer' });
    await page.clock.runFor(REFRESH_MS);
    await expect(page.getByText('1 newer: close the record to see them')).toBeVisible();
    await expect(audit.row('latecomer')).toHaveCount(0);
    await page.getByText('1 newer: close the record to see them').click();
    await expect(audit.rows().first()).toContainText('latecomer');
    await expect(page.locator('body[data-same-document]')).toBeAttached();
  });

  test('keeps the records when the server goes, and recovers when it returns', async ({ page, hydrated, server, browserConsole }) => {
    test.skip(!hydrated, 'without scripts the browser says it itself');
    browserConsole.expect(/ERR_CONNECTION_REFUSED/);
    const audit = new AuditPage(page, hydrated);
    await page.clock.install();
    await audit.open();
    await server.stop();
    await page.clock.runFor(REFRESH_MS);
    const warning = page.getByText('Not up to date: the server cannot be reached.');
    await expect(warning).toBeVisible();
    await expect(audit.rows()).toHaveCount(5);
    // Time stands still, so that it does not recover by itself.
    await stopClock(page);
    await server.start();
    await page.getByRole('link', { name: 'Try again' }).click();
    await expect(warning).toBeHidden();
  });

  test('lists who changed what', async ({ page, hydrated, api, expectAccessible }) => {
    await api.update('scorer', { timeout_ms: 200 });
    await api.switchRule('fraud', false);
    const audit = new AuditPage(page, hydrated);
    await audit.open();
    await page.getByRole('link', { name: 'Changes' }).click();
    await expect(page).toHaveURL(/tab=changes/);
    const row = (text: string) => audit.changes.getByRole('row').filter({ hasText: text });
    await expect(row('disabled')).toContainText('rule fraud');
    await expect(row('changed')).toContainText('plugin scorer');
    await expect(row('changed')).toContainText('1 → 2');
    await expect(row('changed')).toContainText('no key');
    await expect(row('changed').getByRole('link', { name: 'scorer' })).toHaveAttribute('href', '/plugins/scorer');
    await expect(row('disabled').getByRole('link', { name: 'fraud' })).toHaveAttribute('href', '/rules#rule-fraud');
    if (hydrated) await expectAccessible({ bothThemes: true });
  });
});

test.describe('with many records', () => {
  test.use({
    world: {
      seed: async (_server, api) => {
        await api.expectReady();
        await api.dispatchAll(Array.from({ length: 120 }, (_, index) => ({ action_type: `type-${index}` })));
        await api.register({ name: 'fickle', module: SCORER });
        for (let change = 0; change < 101; change += 1) {
          await api.update('fickle', { timeout_ms: 100 + change });
        }
      },
    },
  });

  test('leads to older ones and back', async ({ page, hydrated, api }) => {
    const audit = new AuditPage(page, hydrated);
    await audit.open();
    await expect(audit.rows()).toHaveCount(50);
    await expect(audit.total).toHaveText('120 records');
    await expect(page.getByRole('link', { name: 'Newest' })).toHaveCount(0);
    await page.getByRole('link', { name: 'Older' }).click();
    await expect(page).toHaveURL(/cursor=/);
    await expect(page.getByText('Older records do not refresh')).toBeVisible();
    const first = await audit.rows().first().innerText();
    await page.getByRole('link', { name: 'Older' }).click();
    await expect(audit.rows()).toHaveCount(20);
    await expect(page.getByRole('link', { name: 'Older' })).toHaveCount(0);
    await page.goBack();
    await expect(audit.rows()).toHaveCount(50);
    // Records that arrive do not shift the page.
    await api.dispatch({ action_type: 'newcomer' });
    await page.reload();
    await audit.alive();
    await expect(audit.rows().first().locator('.record-type')).toHaveText(/type-\d+/);
    expect(first).toContain(await audit.rows().first().locator('.record-type').innerText());
    await page.getByRole('link', { name: 'Newest' }).click();
    await expect(audit.rows().first()).toContainText('newcomer');
  });

  test('leads to older changes and back', async ({ page, hydrated }) => {
    const audit = new AuditPage(page, hydrated);
    await audit.open('?tab=changes');
    await expect(audit.changes.locator('tbody').getByRole('row')).toHaveCount(100);
    await page.getByRole('link', { name: 'Older' }).click();
    await expect(page).toHaveURL(/before=\d+/);
    await expect(audit.changes.getByRole('row').last()).not.toContainText('101 → 102');
    await expect(audit.changes).toContainText('registered');
    await page.getByRole('link', { name: 'Newest' }).click();
    await expect(audit.changes.locator('tbody').getByRole('row')).toHaveCount(100);
  });
});

test('before the first dispatch it says how records come about', async ({ page, hydrated, server, expectAccessible }) => {
  const audit = new AuditPage(page, hydrated);
  await audit.open();
  await expect(page.getByRole('heading', { name: 'Nothing was dispatched yet' })).toBeVisible();
  await expect(page.getByLabel('Command')).toContainText(`curl -X POST ${server.url}/v1/dispatch`);
  if (hydrated) await expectAccessible();
});

test.describe('with keys', () => {
  test.use({
    world: {
      keys: [...ROLES, { role: 'viewer', name: 'bank-only', namespaces: ['bank'] }],
      seed: async (_server, api) => {
        await api.expectReady();
        await api.dispatch({ namespace: 'bank', action_type: 'payment' });
        await api.dispatch({ namespace: 'shop', action_type: 'order' });
      },
    },
  });

  test('says who dispatched what', async ({ page, hydrated, signIn }) => {
    await signIn('viewer');
    const audit = new AuditPage(page, hydrated);
    await audit.open();
    await expect(audit.rows()).toHaveCount(2);
    await expect(audit.row('payment').locator('[data-label="Caller"]')).toHaveText('admin');
  });
});
