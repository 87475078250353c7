import { stopClock } from '../support/clock';
import { expect, test } from '../support/fixtures';
import { ROLES } from '../support/keys';
import { answering } from '../support/modules';
import type { World } from '../support/pool';
import { RulesPage } from '../support/rules-page';

const ALLOW = answering('{"verdict":true,"message":"fires"}');
/** By then, the page has asked the server again. */
const REFRESH_MS = 6_000;

const RULES = {
  '10-first.yaml': `rules:
  - name: closed-accounts
    priority: 2
    description: Accounts that have been closed do nothing any more
    condition: { field: action.tenant, in: [acme-closed, initech] }
    action: deny
  - name: scored
    priority: 5
    wasm_plugin: scorer
    conditions:
      - { field: action_type, operator: eq, value: payment }
    action: { type: modify, changes: { review: true } }
    on_error: no_match
  - name: forgotten
    priority: 7
    wasm_plugin: nobody-has-it
    action: deny
    on_error: no_match
`,
  '20-second.cel': `rules:
  - name: quota
    priority: 30
    enabled: false
    condition: action.action_type == "newsletter"
    action: { type: throttle, max_count: 1200, window_seconds: 3600 }
  - name: elsewhere
    priority: 40
    condition: action.provider == "sms" && (time.hour < 7 || time.hour >= 22) && action.payload.country in ["fr", "de"]
    action: { type: reroute, target_provider: email }
`,
};

const WORLD: World = {
  rules: RULES,
  seed: async (_server, api) => {
    await api.register({ name: 'scorer', module: ALLOW });
    await api.expectReady();
    await api.dispatch({ tenant: 'initech' });
    await api.dispatch({ tenant: 'initech' });
    await api.dispatch({ tenant: 'acme', action_type: 'payment' });
    await api.dispatch({ tenant: 'acme', action_type: 'report' });
  },
};

test.describe('with rules', () => {
  test.use({ world: WORLD });

  test('shows what every rule says and did', async ({ page, hydrated, expectAccessible }) => {
    const rules = new RulesPage(page, hydrated);
    await rules.open();
    await expect(page).toHaveTitle('Rules · Acteon');
    await expect(rules.names()).toHaveText(['closed-accounts', 'scored', 'forgotten', 'quota', 'elsewhere']);

    const closed = rules.row('closed-accounts');
    await expect(closed).toContainText('Accounts that have been closed do nothing any more');
    await expect(closed).toContainText('10-first.yaml:2');
    await expect(closed.locator('.tag').first()).toHaveText('yaml');
    await expect(rules.condition('closed-accounts')).toHaveText('(action.tenant in ["acme-closed", "initech"])');
    await expect(rules.action('closed-accounts')).toHaveText('deny');
    await expect(rules.matched('closed-accounts')).toHaveText('2');
    await expect(rules.state('closed-accounts')).toHaveText('Enabled');

    await expect(rules.row('scored').locator('.tag').first()).toHaveText('wasm_plugin');
    await expect(rules.condition('scored')).toContainText('When it fails, it counts as not matching.');
    await expect(rules.condition('scored').getByRole('link', { name: 'scorer' })).toHaveAttribute(
      'href',
      '/plugins/scorer',
    );
    await expect(rules.action('scored')).toContainText('{"review":true}');
    await expect(rules.action('quota')).toContainText('at most 1,200 in 1 hour');
    await expect(rules.state('quota')).toHaveText('Disabled');
    await expect(rules.action('elsewhere')).toContainText('to email');
    // A long condition stands on several lines.
    expect(await rules.condition('elsewhere').locator('code').innerText()).toMatch(/^all\(\(action\.provider == "sms"\) &&\n {4}any/);

    await expect(rules.condition('forgotten')).toContainText('Plugin nobody-has-it is not registered');
    await expect(rules.condition('scored')).not.toContainText('is not registered');
    await expect(rules.matched('elsewhere')).toHaveText('Never');
    await expect(
      rules.row('elsewhere').getByRole('link', { name: 'Try elsewhere in the playground' }),
    ).toHaveAttribute('href', /^\/playground/);
    if (hydrated) await expectAccessible({ bothThemes: true });
  });

  test('narrows by text, state and plugin', async ({ page, hydrated, expectAccessible }) => {
    const rules = new RulesPage(page, hydrated);
    await rules.open();
    await rules.narrow('NEWSLETTER');
    await expect(rules.names()).toHaveText(['quota']);
    await expect(page).toHaveURL(/\/rules\?q=NEWSLETTER/);

    await rules.narrow('no such rule & more');
    await expect(rules.names()).toHaveCount(0);
    await expect(page.getByText('No rule contains')).toContainText('no such rule & more');
    if (hydrated) await expectAccessible();
    await page.getByRole('link', { name: 'Clear the filter' }).click();
    await expect(rules.names()).toHaveCount(5);
    await expect(rules.filter).toHaveValue('');

    await rules.states('Never matched').click();
    await expect(rules.names()).toHaveText(['forgotten', 'elsewhere']);
    await expect(page).toHaveURL(/state=never-matched/);
    await rules.states('Disabled').click();
    await expect(rules.names()).toHaveText(['quota']);
    await rules.states('Plugin missing').click();
    await expect(rules.names()).toHaveText(['forgotten']);
    await page.goBack();
    await expect(rules.names()).toHaveText(['quota']);

    await rules.states('All').click();
    await expect(rules.names()).toHaveCount(5);
    await rules.choosePlugin('scorer');
    await expect(rules.names()).toHaveText(['scored']);
    await rules.open('?q=closed&plugin=scorer');
    await expect(rules.names()).toHaveCount(0);
  });

  test('the keyboard reaches the filter and leaves it', async ({ page, hydrated }) => {
    test.skip(!hydrated, 'a shortcut is a script');
    const rules = new RulesPage(page, hydrated);
    await rules.open();
    await page.keyboard.press('/');
    await expect(rules.filter).toBeFocused();
    await page.keyboard.type('quota');
    await expect(rules.names()).toHaveText(['quota']);
    await page.keyboard.press('Escape');
    await expect(rules.filter).toHaveValue('');
    await expect(rules.names()).toHaveCount(5);
  });

  test('switches a rule on and off', async ({ page, hydrated, api }) => {
    const rules = new RulesPage(page, hydrated);
    await rules.open();
    await expect(rules.switchOf('closed-accounts')).toHaveAccessibleName('Disable closed-accounts');
    await rules.switchOf('closed-accounts').click();
    await expect(rules.state('closed-accounts')).toHaveText('Disabled override');
    const said = hydrated ? 'closed-accounts is disabled.' : 'It is disabled.';
    await expect(page.getByText(said)).toBeVisible();
    expect((await api.evaluate({ tenant: 'initech' })).matched_rule).not.toBe('closed-accounts');

    await rules.switchOf('closed-accounts').click();
    await expect(rules.state('closed-accounts')).toContainText('Enabled');
    await expect.poll(async () => (await api.evaluate({ tenant: 'initech' })).matched_rule).toBe('closed-accounts');
  });

  test('says in the row why a rule could not be switched', async ({ page, hydrated, server, browserConsole, expectAccessible }) => {
    test.skip(!hydrated, 'without scripts the browser says it itself');
    browserConsole.expect(/ERR_CONNECTION_REFUSED/);
    const rules = new RulesPage(page, hydrated);
    await rules.open();
    await server.stop();
    await rules.switchOf('quota').click();
    await expect(rules.row('quota').locator('.field-error')).toHaveText('the server cannot be reached');
    await expect(rules.state('quota')).toHaveText('Disabled');
    await expectAccessible();
  });

  test('says that a rule which is gone cannot be switched', async ({ page, hydrated, server, api, browserConsole }) => {
    browserConsole.expect(/status of 404/);
    const rules = new RulesPage(page, hydrated);
    await rules.open();
    await server.removeRuleFile('20-second.cel');
    await api.reloadRules();
    await rules.switchOf('quota').click();
    await expect(page.getByText('rule not found: quota')).toBeVisible();
  });

  test('reloads, and shows what the files warn about', async ({ page, hydrated, server, expectAccessible }) => {
    const rules = new RulesPage(page, hydrated);
    await rules.open();
    await server.putRuleFile('30-third.yaml', 'rules:\n  - name: added\n    priority: 90\n    condition: true\n    actoin: deny\n    action: allow\n');
    await rules.reloadButton.click();
    await expect(rules.names()).toContainText(['added']);
    await expect(rules.report).toContainText('Reloaded with 2 warnings');
    await expect(rules.report).toContainText('10-first.yaml');
    await expect(rules.report).toContainText('nobody-has-it');
    await expect(rules.report.getByRole('listitem').filter({ hasText: 'actoin' })).toContainText('30-third.yaml line 5');
    if (hydrated) await expectAccessible({ bothThemes: true });
  });

  test('a bad file is refused by file, line and field, and the old rules stay', async ({
    page,
    hydrated,
    server,
    browserConsole,
    expectAccessible,
  }) => {
    browserConsole.expect(/status of 400/);
    const rules = new RulesPage(page, hydrated);
    await rules.open();
    await server.putRuleFile('30-third.yaml', 'rules:\n  - name: added\n    priority: 90\n    condition: { field: action.tenant, eqals: x }\n    action: allow\n');
    await rules.reloadButton.click();
    await expect(rules.report).toContainText('The files were not taken over');
    await expect(rules.report).toContainText('The rules that were in force before still are.');
    const place = rules.report.getByRole('listitem');
    await expect(place).toContainText('30-third.yaml line 4');
    await expect(place).toContainText('eqals');
    await expect(rules.names()).toHaveCount(5);
    if (hydrated) await expectAccessible({ bothThemes: true });

    // Whoever opens the page later sees it too.
    await rules.open();
    await expect(rules.report).toContainText('The rule files have problems');
    await expect(rules.report).toContainText('30-third.yaml:4');
    await expect(rules.names()).toHaveCount(5);

    await server.removeRuleFile('30-third.yaml');
    await rules.reloadButton.click();
    await expect(page.getByText('The rule files have problems')).toHaveCount(0);
    await expect(rules.report).toContainText('Reloaded with 1 warning');
  });

  test('counts a match without a reload', async ({ page, hydrated, api }) => {
    test.skip(!hydrated, 'without scripts a page shows what was true when it was made');
    const rules = new RulesPage(page, hydrated);
    await page.clock.install();
    await rules.open();
    await page.evaluate(() => document.body.setAttribute('data-same-document', ''));
    await api.dispatch({ tenant: 'initech' });
    await page.clock.runFor(REFRESH_MS);
    await expect(rules.matched('closed-accounts')).toHaveText('3');
    await api.update('scorer', { enabled: false });
    await page.clock.runFor(REFRESH_MS);
    await expect(rules.condition('scored')).toContainText('Plugin scorer is disabled');
    await expect(page.locator('body[data-same-document]')).toBeAttached();
  });

  test('keeps the rules when the server goes, and recovers when it returns', async ({ page, hydrated, server, browserConsole }) => {
    test.skip(!hydrated, 'without scripts the browser says it itself');
    browserConsole.expect(/ERR_CONNECTION_REFUSED/);
    const rules = new RulesPage(page, hydrated);
    await page.clock.install();
    await rules.open();
    await server.stop();
    await page.clock.runFor(REFRESH_MS);
    const warning = page.getByText('Not up to date: the server cannot be reached.');
    await expect(warning).toBeVisible();
    await expect(rules.names()).toHaveCount(5);
    // Time stands still, so that it does not recover by itself.
    await stopClock(page);
    await server.start();
    await page.getByRole('link', { name: 'Try again' }).click();
    await expect(warning).toBeHidden();
  });

  test('a link to a rule leads to its row', async ({ page, hydrated }) => {
    const rules = new RulesPage(page, hydrated);
    await page.setViewportSize({ width: 1440, height: 400 });
    await rules.open('#rule-elsewhere');
    await expect(rules.row('elsewhere')).toBeInViewport();
    const marked = await rules.row('elsewhere').locator('td').first().evaluate((cell) => getComputedStyle(cell).backgroundColor);
    const plain = await rules.row('quota').locator('td').first().evaluate((cell) => getComputedStyle(cell).backgroundColor);
    expect(marked).not.toBe(plain);
  });

  test('the coverage says which actions no rule matched', async ({ page, hydrated, expectAccessible }) => {
    const rules = new RulesPage(page, hydrated);
    await rules.open();
    await page.getByRole('link', { name: 'Coverage' }).click();
    await expect(page).toHaveURL(/\/rules\?tab=coverage$/);
    const table = page.getByRole('table', { name: 'Combinations' });
    await expect(table.locator('tbody').getByRole('row')).toHaveCount(3);
    const report = table.getByRole('row').filter({ hasText: 'report' });
    await expect(report).toContainText('0 %');
    await expect(report).toContainText('None');
    const denied = table.getByRole('row').filter({ hasText: 'default / initech' });
    await expect(denied).toContainText('100 %');
    await expect(denied.getByRole('link', { name: 'closed-accounts' })).toHaveAttribute('href', '/rules#rule-closed-accounts');
    const never = page.getByRole('region', { name: '2 enabled rules matched none of these records' });
    await expect(never.getByRole('link')).toHaveText(['forgotten', 'elsewhere']);
    if (hydrated) await expectAccessible({ bothThemes: true });

    await page.getByLabel('Tenant').fill('initech');
    if (!hydrated) await page.getByRole('button', { name: 'Apply' }).click();
    await expect(table.locator('tbody').getByRole('row')).toHaveCount(1);
    await expect(page).toHaveURL(/tab=coverage.*&tenant=initech/);
    await page.getByRole('link', { name: 'Remove the filter Tenant initech' }).click();
    await expect(table.locator('tbody').getByRole('row')).toHaveCount(3);
    await expect(page.getByLabel('Tenant')).toHaveValue('');
  });

  test('a filter of the coverage that is no instant is named', async ({ page, hydrated, browserConsole }) => {
    browserConsole.expect(/status of 400/);
    const rules = new RulesPage(page, hydrated);
    await rules.open('?tab=coverage&from=yesterday');
    await expect(page.getByRole('alert')).toContainText('`from` is `yesterday`');
    await expect(page.locator('.field.invalid')).toContainText('an instant looks like');
  });
});

test.describe('for a viewer', () => {
  test.use({ world: { keys: ROLES, rules: RULES, seed: (_server, api) => api.expectReady() } });

  test('offers nothing that would be refused, and says why', async ({ page, hydrated, signIn, expectAccessible }) => {
    await signIn('viewer');
    const rules = new RulesPage(page, hydrated);
    await rules.open();
    await expect(rules.switchOf('quota')).toBeDisabled();
    await expect(rules.reloadButton).toBeDisabled();
    await expect(page.getByText('Your key viewer has the role viewer; it takes the role operator')).toBeVisible();
    if (hydrated) await expectAccessible();
  });

  test('an operator may switch', async ({ page, hydrated, signIn }) => {
    await signIn('operator');
    const rules = new RulesPage(page, hydrated);
    await rules.open();
    await rules.switchOf('quota').click();
    await expect(rules.state('quota')).toContainText('Enabled');
  });
});

test.describe('with files that were bad from the start', () => {
  test.use({ world: { rules: { 'bad.yaml': 'rules:\n  - name: x\n    condition: { field: a, eqals: b }\n    action: deny\n' } } });

  test('says why there are no rules and what that means', async ({ page, hydrated, server, browserConsole, expectAccessible }) => {
    browserConsole.expect(/status of 503.*\/rules/);
    const rules = new RulesPage(page, hydrated);
    const answer = await page.goto('/rules');
    expect(answer?.status()).toBe(503);
    await rules.alive();
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('No rules are in force');
    await expect(alert).toContainText('bad.yaml:3');
    await expect(alert).toContainText('eqals');
    if (hydrated) await expectAccessible({ bothThemes: true });

    await server.putRuleFile('bad.yaml', 'rules:\n  - name: good\n    condition: true\n    action: deny\n');
    await rules.reloadButton.click();
    await expect(rules.names()).toHaveText(['good']);
  });
});

test('without a folder for rules it says how to begin', async ({ page, hydrated, expectAccessible }) => {
  const rules = new RulesPage(page, hydrated);
  await rules.open();
  await expect(page.getByRole('heading', { name: 'No rules' })).toBeVisible();
  await expect(page.getByText('No folder for rules is configured.')).toBeVisible();
  if (hydrated) await expectAccessible();
});

test.describe('with plugins switched off', () => {
  test.use({ world: { wasm: false, rules: RULES, seed: (_server, api) => api.expectReady() } });

  test('marks every rule that calls one', async ({ page, hydrated }) => {
    const rules = new RulesPage(page, hydrated);
    await rules.open('?state=troubled');
    await expect(rules.names()).toHaveText(['scored', 'forgotten']);
    await expect(rules.condition('scored')).toContainText('set [wasm] enabled = true');
  });
});
