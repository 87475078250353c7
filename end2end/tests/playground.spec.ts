import { expect, test } from '../support/fixtures';
import { ROLES } from '../support/keys';
import { PlaygroundPage } from '../support/playground-page';
import { DRAFT, WORLD } from '../support/playground-world';
import { HOSTILE, HOSTILE_TEXT } from '../support/seed';

let playground: PlaygroundPage;

test.beforeEach(({ page, hydrated }) => {
  playground = new PlaygroundPage(page, hydrated);
});

test.describe('with rules', () => {
  test.use({ world: WORLD });

  test('teaches what to do before the first evaluation', async ({ page, expectAccessible, hydrated }) => {
    await playground.open();
    await expect(page).toHaveTitle('Rule Playground · Acteon');
    await expect(playground.results).toContainText('Nothing evaluated yet');
    if (hydrated) await expectAccessible({ bothThemes: true });

    await playground.results.getByRole('link', { name: 'A risky payment' }).click();
    await expect(playground.field('Action type')).toHaveValue('payment');
    await expect(playground.text('payload')).toHaveValue(/"country": "KP"/);
    // With scripts it is evaluated, too.
    if (!hydrated) await playground.evaluate();
    await playground.expectVerdict('deny');
  });

  test('comes from a rule and points at it', async ({ page, open, alive }) => {
    await open('/rules');
    await page.getByRole('link', { name: 'Try fraud in the playground' }).click();
    await expect(page).toHaveURL(/\/playground\?rule=fraud$/);
    await alive();
    await playground.fill({ payload: { amount: 20, country: 'KP' } });
    await playground.evaluate();
    await playground.expectVerdict('deny');
    const fraud = playground.rule('fraud');
    await expect(fraud).toContainText('the rule you chose');
    await expect(fraud.locator('details').first()).toHaveAttribute('open');
    await expect(playground.results.getByText('the rule you chose')).toHaveCount(1);
  });

  test('says what a plugin answered and whether the rule fired', async ({ page, expectAccessible, hydrated }) => {
    await playground.open();
    await playground.fill({ payload: { amount: 20, country: 'KP' } });
    await playground.evaluate();

    await playground.expectVerdict('deny');
    await expect(playground.reason).toHaveText(
      'The rule fraud matched: plugin fraud-scorer answered true, “high risk score: 0.97”.',
    );
    await expect(playground.figures).toContainText('6evaluated');
    await expect(playground.figures).toContainText('1skipped');
    await expect(playground.spoken).toContainText('Verdict deny: rule fraud matched, 6 rules evaluated in');

    const fraud = playground.rule('fraud');
    await expect(fraud).toContainText('Matched: deny');
    await expect(fraud).toContainText('decides');
    await expect(fraud).toContainText('Risky payments are refused');
    await expect(playground.marked(fraud, 'holds')).toHaveText([
      'action.action_type == "payment"',
      'wasm("fraud-scorer", "evaluate")',
    ]);

    const call = playground.call(fraud, 'fraud-scorer');
    await expect(call.getByRole('link', { name: 'fraud-scorer' })).toHaveAttribute('href', '/plugins/fraud-scorer');
    await expect(call).toContainText('evaluate');
    await expect(call).toContainText('revision 1');
    await expect(call.locator('.call-answer')).toHaveText(/Answered\s*true\s*Rule fires/);
    await expect(call).toContainText('high risk score: 0.97');
    await expect(call.locator('.json-tree')).toContainText('score: 0.97');
    await expect(call).toContainText(/Duration\s*[\d.,]+ (µs|ms)/);
    await expect(call.locator('data')).toHaveAttribute('title', /^[\d,]+ bytes$/);

    // In the order of evaluation, with what was passed over.
    await expect(page.locator('.entry-name')).toHaveText([
      'heartbeat', /^fraud/, 'broken', 'lenient', 'paid', 'weekend', /^resting/,
    ]);
    await expect(playground.rule('resting')).toContainText('Skipped: the rule is disabled');
    if (hydrated) await expectAccessible({ bothThemes: true });
  });

  test('marks the part that did not hold, with the value it saw', async () => {
    await playground.open();
    await playground.fill({ actionType: 'order', payload: { amount: 7 } });
    await playground.evaluate();

    await playground.expectVerdict('allow');
    await expect(playground.reason).toHaveText('No rule matched, so the action passes.');
    const weekend = playground.rule('weekend');
    await expect(weekend).toContainText('Not matched');
    await expect(playground.marked(weekend, 'fails')).toHaveText('action.payload.amount > 1000');
    await expect(weekend.locator('.reason-line')).toHaveText('action.payload.amount is 7');
    await playground.unfold(weekend);
    const why = weekend.locator('.why');
    await expect(why.getByRole('heading')).toHaveText('Why it did not match');
    await expect(why.getByRole('listitem').filter({ hasText: 'settles the result' })).toHaveText(
      /action\.payload\.amount > 1000\s*false/,
    );
    // The plugin was not asked.
    const fraud = playground.rule('fraud');
    await expect(playground.marked(fraud, 'fails')).toHaveText('action.action_type == "payment"');
    await expect(playground.call(fraud, 'fraud-scorer')).toHaveCount(0);

    const last = playground.rule('(default fallthrough)');
    await expect(last).toContainText('no rules matched');
  });

  test('shows the payload before and after, and the time that was seen', async ({ page, expectAccessible, hydrated }) => {
    await playground.open();
    await playground.fill({ actionType: 'order', payload: { amount: 2000, note: 'x', to: 'kim' } });
    await playground.show('Time and state');
    await playground.instant().fill('2026-06-21T12:00:00');
    await playground.evaluate();

    await playground.expectVerdict('modify');
    const rows = page.getByRole('table').filter({ hasText: 'Before' }).locator('tbody tr');
    await expect(rows.locator('td:first-child')).toHaveText([
      '{', '"amount": 2000,', 'removed: "note": "x",', '', '"to": "kim"', '}',
    ]);
    await expect(rows.locator('td:last-child')).toHaveText([
      '{', '"amount": 2000,', '', 'added: "review": true,', '"to": "kim"', '}',
    ]);
    await expect(rows.nth(2)).toHaveAttribute('data-change', 'removed');
    const context = page.getByRole('region', { name: 'What the rules saw beside the action' });
    await expect(context).toContainText('Sunday, 2026-06-21 12:00:00');
    if (hydrated) await expectAccessible({ bothThemes: true });
  });

  test('evaluates with the state that is given', async ({ page }) => {
    await playground.open();
    await playground.fill({ actionType: 'order', payload: { invoice: 'A = 7' } });
    await playground.show('Time and state');
    await playground.field('State').fill('A = 7 = 86400');
    await playground.evaluate();
    await playground.expectVerdict('suppress');
    const context = page.getByRole('region', { name: 'What the rules saw beside the action' });
    await expect(context).toContainText('A = 7');
    await expect(context).toContainText('86,400');

    await playground.show('Time and state');
    await playground.field('State').fill('A = 7 = never');
    await playground.evaluate();
    await playground.expectVerdict('allow');
  });

  test('a rule that fails ends it, and says why', async () => {
    await playground.open();
    await playground.fill({ actionType: 'transfer' });
    await playground.evaluate();
    await playground.expectVerdict('error');
    await expect(playground.reason).toContainText('The rule broken failed, so nothing would be dispatched');
    const broken = playground.rule('broken');
    await expect(broken).toContainText('Error');
    const call = playground.call(broken, 'broken');
    await expect(call.locator('.call-answer')).toHaveText(/Answered\s*failed\s*Rule fails/);
    await expect(call.locator('.call-kind')).toHaveText('trap');
  });

  test('a failure that does not decide is told all the same', async () => {
    await playground.open();
    await playground.fill({ actionType: 'lenient' });
    await playground.evaluate();
    await playground.expectVerdict('allow');
    await expect(playground.reason).toContainText('1 rule failed on the way');
    await expect(playground.rule('lenient').locator('.reason-line')).toHaveClass(/failed/);
  });

  test('evaluates all rules or stops, with those that are disabled or without', async () => {
    await playground.open();
    await playground.fill({ payload: { country: 'KP' } });
    await playground.form.getByRole('checkbox', { name: 'Evaluate all rules' }).uncheck();
    await playground.evaluate();
    await expect(playground.rule('paid')).toContainText('Skipped: an earlier rule had decided');

    await playground.form.getByRole('checkbox', { name: 'Evaluate all rules' }).check();
    await playground.form.getByRole('checkbox', { name: 'Include disabled rules' }).check();
    await playground.evaluate();
    await expect(playground.rule('resting')).toContainText('Would: suppress');
    await expect(playground.rule('broken')).toContainText('In a dispatch the rules below would not have been evaluated.');
  });

  test('what cannot be read is told at its field, and nothing is sent', async ({ page, hydrated, expectAccessible, browserConsole }) => {
    if (!hydrated) browserConsole.expect(/400 \(Bad Request\)/);
    await playground.open();
    let sent = 0;
    page.on('request', (request) => {
      if (request.url().endsWith('/v1/rules/evaluate')) sent += 1;
    });
    await playground.fill({ tenant: ' ' });
    await playground.write('Payload', '{\n  "amount": 1,\n}');
    await playground.show('Time and state');
    await playground.field('State').fill('quota = many');
    await playground.evaluate();

    await expect(playground.jsonError('payload')).toHaveText(/^line 3, column 1: /);
    await expect(playground.error('tenant')).toHaveText('every action has a tenant; enter one');
    await expect(playground.error('mock_state')).toHaveText(/^line 1: `many` is no whole number/);
    await expect(playground.form.getByText('3 fields need a change. Nothing was sent.')).toBeVisible();
    await expect(playground.text('payload')).toHaveValue('{\n  "amount": 1,\n}');
    await expect(playground.results).toContainText('Nothing evaluated yet');
    expect(sent).toBe(0);
    if (hydrated) await expectAccessible({ bothThemes: true });
  });

  test('a draft in place of the loaded rules', async () => {
    await playground.open();
    await playground.fill({ payload: { country: 'KP' } });
    await playground.draft(DRAFT, 'In place');
    await playground.evaluate();
    await playground.expectVerdict('suppress');
    await expect(playground.reason).toHaveText('The draft rule new matched.');
    await expect(playground.rule('fraud', 'Draft rules').locator('.reason-line')).toHaveText(
      'action.payload.country is "KP"',
    );
    await expect(playground.results).not.toContainText('heartbeat');
  });

  test('a draft beside the loaded rules, and what is different', async ({ expectAccessible, hydrated }) => {
    await playground.open();
    await playground.fill({ payload: { country: 'KP' } });
    await playground.draft(DRAFT);
    await playground.evaluate();

    await playground.expectVerdict('deny');
    await expect(playground.comparison).toContainText('Verdict differs');
    await expect(playground.comparison.locator('.draft-verdicts')).toHaveText(/deny\s*with the draft\s*suppress/);
    await expect(playground.comparison).toContainText('With the draft, its rule new matches.');
    const rows = playground.comparison.getByRole('table').locator('tbody tr');
    await expect(rows.filter({ hasText: 'no longer matches' })).toContainText('fraud');
    await expect(rows.filter({ hasText: 'only in the draft' })).toContainText('new');
    await expect(rows.filter({ hasText: 'not in the draft' })).toHaveCount(6);
    await expect(playground.spoken).toContainText('The draft comes to suppress.');
    await expect(playground.rule('heartbeat', 'Loaded rules')).toBeVisible();
    if (hydrated) {
      await playground.comparison.getByText('Every rule of the draft').click();
      await expectAccessible({ bothThemes: true });
    }
    await expect(playground.rule('new', 'Draft rules')).toContainText('Matched: suppress');
  });

  for (const use of ['Beside', 'In place'] as const) {
    test(`a draft with errors shows them with their lines: ${use}`, async ({ browserConsole, expectAccessible, hydrated }) => {
      // The browser tells of the refused request.
      browserConsole.expect(/400 \(Bad Request\)/);
      await playground.open();
      await playground.fill({});
      await playground.draft('rules:\n  - name: a\n    priority: 1\n    condition: "action.tenant =="\n    action: deny\n', use);
      await playground.evaluate();
      await expect(playground.draftErrors.getByRole('listitem')).toHaveText(
        /^line 4(, column \d+)?: rules\[0\]\.condition: /,
      );
      if (use === 'Beside') {
        await expect(playground.results).toContainText('The draft does not load: 1 problem');
        await expect(playground.verdict).toBeVisible();
      } else {
        await expect(playground.results).toContainText('The draft rules do not load');
        await expect(playground.verdict).toHaveCount(0);
      }
      await expect(playground.text('rules')).toHaveValue(/action\.tenant ==/);
      if (hydrated) await expectAccessible({ bothThemes: true });
    });
  }

  test('opens a decision of the audit as it was decided', async ({ api, hydrated, expectAccessible }) => {
    await api.dispatch({
      namespace: 'shop', tenant: 'acme', provider: 'stripe', action_type: 'payment',
      id: `audited-${hydrated}`, payload: { country: 'KP', card_number: '4111 1111 1111 1111' },
    });
    const { records } = await api.audit('?namespace=shop&limit=1');
    await playground.open(`?audit=${records[0]?.id}`);

    const note = playground.page.getByRole('region', { name: 'From the audit' });
    await expect(note).toContainText(`audited-${hydrated}`);
    await expect(note).toContainText('decided deny');
    await expect(note).toContainText('Masked in the audit: /payload/card_number');
    await expect(playground.text('payload')).toHaveValue(/"card_number": "\[masked\]"/);
    await expect(playground.instant()).toHaveValue(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/);
    await expect(playground.form.getByLabel('Rule set')).toHaveValue('1');
    if (!hydrated) await playground.evaluate();
    await playground.expectVerdict('deny');
    if (hydrated) await expectAccessible({ bothThemes: true });
  });

  test('a record that is not there is told', async ({ browserConsole }) => {
    browserConsole.expect(/404 \(Not Found\)/);
    await playground.open('?audit=nope');
    await expect(playground.page.getByRole('alert').first()).toContainText('The audit record could not be read');
    await expect(playground.submit).toBeVisible();
  });

  test('fits a phone', async ({ page, expectAccessible, hydrated }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await playground.open();
    await playground.fill({ payload: { amount: 2000, country: 'KP' } });
    await playground.draft(DRAFT);
    await playground.evaluate();
    await playground.expectVerdict('deny');
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    if (hydrated) await expectAccessible();
  });
});

test.describe('with a rule set that does not load', () => {
  test.use({ world: { shared: true, rules: { 'bad.yaml': 'rules:\n  - name: 1\n' } } });

  test('says that nothing can be evaluated', async ({ browserConsole }) => {
    browserConsole.expect(/503 \(Service Unavailable\)/);
    await playground.open();
    await playground.fill({});
    await playground.evaluate();
    await expect(playground.results).toContainText('The server cannot evaluate at present');
    await expect(playground.results).toContainText('bad.yaml');
    await expect(playground.field('Namespace')).toHaveValue('shop');
  });
});

test.describe('with keys', () => {
  test.use({ world: { ...WORLD, keys: ROLES } });

  test('a viewer evaluates the loaded rules, and is told why not drafts', async ({ signIn, expectAccessible, hydrated }) => {
    await signIn('viewer');
    await playground.open();
    await playground.fill({ payload: { country: 'KP' } });
    await playground.show('Rules');
    await expect(playground.form).toContainText('it takes the role operator to evaluate rules of your own');
    await expect(playground.form.getByLabel('Draft rules')).toBeDisabled();
    if (hydrated) await expectAccessible();
    await playground.evaluate();
    await playground.expectVerdict('deny');
  });

  test('the command has a place for a key', async ({ page, context, signIn, hydrated }) => {
    test.skip(!hydrated, 'takes scripts');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await signIn('operator');
    await playground.open();
    await playground.fill({});
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await expect(page.getByText('The command is copied.')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("-H 'authorization: Bearer YOUR_KEY'");
  });
});

test.describe('with hostile text', () => {
  test.use({ world: HOSTILE });

  test('shows it as text', async ({ page }) => {
    await playground.open();
    await playground.fill({ tenant: HOSTILE_TEXT, payload: { text: HOSTILE_TEXT, [HOSTILE_TEXT]: 1 } });
    await playground.evaluate();
    await playground.expectVerdict('deny');
    await expect(playground.reason).toContainText(HOSTILE_TEXT);
    await expect(page.locator('.call .json-tree')).toContainText(HOSTILE_TEXT);
    await expect(page.locator('main img')).toHaveCount(0);
  });
});
