import { answering, deciding, ENDLESS, GREEDY, TRAPPING } from '../support/modules';
import { expect, test } from '../support/plugin-page';
import { ROLES } from '../support/keys';

const SCORER = deciding({
  when: '"amount":9000',
  then: '{"verdict": true, "message": "score <b>0.91</b>", "metadata": {"score": 0.91, "reasons": ["amount", "country"]}}',
  otherwise: '{"verdict": false}',
  prints: 'looked at the amount\n',
});
const LARGE_AMOUNT = '{"tenant": "acme", "payload": {"amount": 9000}}';
const SMALL_AMOUNT = '{"tenant": "acme", "payload": {"amount": 10}}';
/** Two functions with different answers. */
const TWO = `(module
  (memory (export "memory") 1)
  (data (i32.const 1024) "{\\"verdict\\": true, \\"message\\": \\"first\\"}")
  (data (i32.const 2048) "{\\"verdict\\": true, \\"message\\": \\"second\\"}")
  (func (export "check_first") (param i32 i32) (result i64) (i64.const ${(1024n << 32n) | 37n}))
  (func (export "check_second") (param i32 i32) (result i64) (i64.const ${(2048n << 32n) | 38n})))`;

test('a run shows everything that the plugin answered', async ({ plugin, api, hydrated, expectAccessible }) => {
  await api.register({ name: 'scorer', module: SCORER });
  await plugin.open('scorer');
  await expect(plugin.panel).toContainText('No rule is evaluated and nothing is dispatched.');
  await plugin.test(LARGE_AMOUNT);
  await expect(plugin.result.locator('.verdict-line')).toContainText('true');
  await expect(plugin.result).toContainText('A rule that calls it matches.');
  // As text, whatever it contains.
  await expect(plugin.result).toContainText('score <b>0.91</b>');
  await expect(plugin.result.locator('b')).toHaveCount(0);
  const tree = plugin.result.locator('.json-tree');
  await expect(tree).toContainText('score: 0.91');
  await expect(tree).toContainText('"country"');
  await expect(plugin.result.locator('.meter').filter({ hasText: 'Duration' })).toContainText(/(µs|ms) of 100 ms/);
  await expect(plugin.result.locator('.meter').filter({ hasText: 'Memory used' })).toContainText('of 16 MiB');
  await expect(plugin.result.locator('pre')).toHaveText('looked at the amount\n');
  if (hydrated) await expectAccessible({ bothThemes: true });
  await plugin.test(SMALL_AMOUNT);
  await expect(plugin.result.locator('.verdict-line')).toContainText('false');
  await expect(plugin.result).toContainText('A rule that calls it does not match.');
  await expect(plugin.result).toContainText('No message');
  // What was entered stays.
  await expect(plugin.input).toHaveValue(SMALL_AMOUNT);
  await expect(plugin.figure('Invocations')).toContainText('2 by test');
});

test('Ctrl+Enter runs from inside the editor', async ({ plugin, api, hydrated }) => {
  test.skip(!hydrated, 'scripts listen to keys');
  await api.register({ name: 'scorer', module: SCORER });
  await plugin.open('scorer');
  await plugin.enter(LARGE_AMOUNT);
  await plugin.action.press('Control+Enter');
  await expect(plugin.result.locator('.verdict-line')).toContainText('true');
  await expect(plugin.result.getByRole('status')).toContainText('Run 1: verdict true');
});

test('the function is chosen from those of the module', async ({ plugin, api }) => {
  await api.register({ name: 'two', module: TWO });
  await plugin.open('two');
  await expect(plugin.functions.locator('option')).toHaveText(['check_first', 'check_second']);
  await plugin.functions.selectOption('check_second');
  await plugin.run.click();
  await expect(plugin.result).toContainText('second');
  await expect(plugin.result.locator('.outcome-head')).toContainText('check_second');
  await expect(plugin.functions).toHaveValue('check_second');
});

test('an example is a beginning', async ({ plugin, api }) => {
  await api.register({ name: 'scorer', module: SCORER });
  await plugin.open('scorer');
  await expect(plugin.input).toHaveValue(/"action_type": "payment"/);
  for (const [name, part] of [
    ['Low priority', '"priority": "low"'],
    ['Unicode', '李雷'],
    ['Large', 'item-0400'],
    ['Empty', '"tenant": "acme"'],
  ] as const) {
    await plugin.panel.getByRole('link', { name }).click();
    await plugin.alive();
    await expect(plugin.input).toHaveValue(new RegExp(part));
    await plugin.run.click();
    await expect(plugin.result.locator('.verdict-line')).toContainText('false');
    if (!plugin.hydrated) await plugin.open('scorer');
  }
});

test('what is wrong with the action is said with its place', async ({ plugin, api, page, hydrated, browserConsole }) => {
  browserConsole.expect(/400/);
  await api.register({ name: 'scorer', module: SCORER });
  await plugin.open('scorer');
  await plugin.test('{\n  "tenant": "acme"\n  "payload": {}\n}');
  if (hydrated) {
    await expect(plugin.actionProblem()).toContainText(/line [23], column \d+/);
    await expect(page.getByText('It was not sent: correct the action first.')).toBeVisible();
    await expect(plugin.result).toContainText('Nothing has run yet');
  } else {
    await expect(plugin.result).toContainText('line 3 column 3');
  }
  // JSON, and yet no action.
  await plugin.test('{\n  "tenant": 7\n}');
  if (hydrated) {
    await expect(plugin.actionProblem()).toContainText('line 2, column');
    await expect(plugin.actionProblem()).toContainText('expected a string');
    await expect(plugin.figure('Invocations')).toContainText('never called');
    await plugin.test(SMALL_AMOUNT);
    await expect(page.getByText('It was not sent')).toHaveCount(0);
    await expect(plugin.result.locator('.verdict-line')).toContainText('false');
  } else {
    await expect(plugin.result).toContainText('expected a string at line 2');
  }
});

for (const { kind, module, message, remedy, dialog } of [
  { kind: 'timeout', module: ENDLESS, message: 'plugin timed out after 50ms', remedy: 'Raise the timeout', dialog: 'Edit failing' },
  { kind: 'memory_exceeded', module: GREEDY, message: 'plugin exceeded memory limit of 1048576 bytes', remedy: 'Raise the memory limit', dialog: 'Edit failing' },
  { kind: 'invalid_output', module: answering('{"verdict": "yes"}'), message: 'invalid plugin output', remedy: 'The plugin must answer', dialog: 'Replace the module of failing' },
  { kind: 'trap', module: TRAPPING, message: '', remedy: 'panicked or ended itself', dialog: 'Replace the module of failing' },
] as const) {
  test(`a call that fails with ${kind} says what mends it`, async ({ plugin, api, hydrated, browserConsole, expectAccessible }) => {
    browserConsole.expect(/422/);
    await api.register({ name: 'failing', module, memoryLimitBytes: 1_048_576, timeoutMs: 50 });
    await plugin.open('failing');
    await plugin.run.click();
    await expect(plugin.result.locator('.verdict-line')).toContainText('failed');
    await expect(plugin.result.locator('.tag')).toHaveText(kind);
    await expect(plugin.result).toContainText(message, { ignoreCase: true });
    await expect(plugin.result).toContainText(remedy);
    if (hydrated) await expectAccessible({ bothThemes: true });
    await expect(plugin.page.getByText('Last error:')).toBeVisible();
    await plugin.result.getByRole('link', { name: /Change limits|Replace module/ }).click();
    await expect(plugin.dialog().getByRole('heading')).toHaveText(dialog);
  });
}

test('a function that is gone says which there are', async ({ plugin, api, browserConsole }) => {
  browserConsole.expect(/422/);
  await api.register({ name: 'two', module: TWO });
  await plugin.open('two');
  await plugin.functions.selectOption('check_second');
  await api.replace('two', SCORER);
  await plugin.run.click();
  await expect(plugin.result.locator('.tag')).toHaveText('function_not_found');
  await expect(plugin.result).toContainText('evaluate');
});

test('a disabled plugin can be tested, and the panel says so', async ({ plugin, api }) => {
  await api.register({ name: 'scorer', module: SCORER, enabled: false });
  await plugin.open('scorer');
  await expect(plugin.panel).toContainText('The plugin is disabled; a test reaches it all the same.');
  await plugin.test(LARGE_AMOUNT);
  await expect(plugin.result.locator('.verdict-line')).toContainText('true');
});

test.describe('many runs', () => {
  test.beforeEach(({ hydrated }) => {
    test.skip(!hydrated, 'scripts make them');
  });

  test('a series shows how long its calls took', async ({ plugin, api, expectAccessible }) => {
    await api.register({ name: 'scorer', module: SCORER });
    await plugin.open('scorer');
    await plugin.enter(LARGE_AMOUNT);
    await plugin.panel.getByLabel('Times').fill('20');
    await plugin.button('Run series').click();
    await expect(plugin.result.locator('.verdict-line')).toContainText('20 calls');
    await expect(plugin.result.locator('.verdict-line')).toContainText('20 true, 0 false, 0 failed');
    for (const label of ['Shortest', 'p50', 'p95', 'Longest']) {
      const figure = plugin.result.locator('.series-figures > div').filter({ hasText: label });
      await expect(figure.locator('dd')).toHaveText(/^[\d.,]+ (µs|ms|s)$/);
    }
    await expect(plugin.result.getByRole('img', { name: /^How long the calls took/ })).toBeVisible();
    await expect(plugin.result.locator('data-chart canvas')).toBeVisible();
    await expectAccessible({ bothThemes: true });
    await expect(plugin.history.locator('tbody tr')).toHaveCount(1);
    await expect(plugin.history).toContainText('20 calls: 20 true');
    await expect(plugin.figure('Invocations')).toContainText('20 by test');
  });

  test('a series can be stopped', async ({ plugin, api, browserConsole }) => {
    browserConsole.expect(/422/);
    await api.register({ name: 'endless', module: ENDLESS, timeoutMs: 200 });
    await plugin.open('endless');
    await plugin.panel.getByLabel('Times').fill('200');
    await plugin.button('Run series').click();
    await expect(plugin.page.getByRole('progressbar', { name: 'Runs made' })).toBeVisible();
    await expect(plugin.run).toBeDisabled();
    await plugin.button('Stop').click();
    await expect(plugin.result).toContainText(/Ended after \d+ of 200 calls\./);
    await expect(plugin.result.locator('.tag')).toHaveText('timeout');
    await expect(plugin.run).toBeEnabled();
  });

  test('how often must be a number in bounds', async ({ plugin, api }) => {
    await api.register({ name: 'scorer', module: SCORER });
    await plugin.open('scorer');
    for (const text of ['0', '201', 'many', '']) {
      await plugin.panel.getByLabel('Times').fill(text);
      await expect(plugin.panel.getByText('Enter a whole number from 1 to 200.')).toBeVisible();
      await expect(plugin.button('Run series')).toBeDisabled();
    }
  });

  test('a former run is shown, restored and repeated', async ({ plugin, api }) => {
    await api.register({ name: 'scorer', module: SCORER });
    await plugin.open('scorer');
    await plugin.test(LARGE_AMOUNT);
    await expect(plugin.result.getByRole('heading', { name: 'Run 1' })).toBeVisible();
    await plugin.test(SMALL_AMOUNT);
    await expect(plugin.result.getByRole('heading', { name: 'Run 2' })).toBeVisible();
    const rows = plugin.history.locator('tbody tr');
    await expect(rows).toHaveCount(2);
    await expect(rows.first()).toContainText('false');
    await plugin.button('Show: run 1').click();
    await expect(plugin.result).toContainText('A rule that calls it matches.');
    await plugin.button('Restore input: run 1').click();
    await expect(plugin.input).toHaveValue(LARGE_AMOUNT);
    await expect(plugin.action).toContainText('9000');
    await plugin.button('Run again: run 2').click();
    await expect(rows).toHaveCount(3);
    await expect(plugin.result.locator('.verdict-line')).toContainText('false');
    await plugin.result.getByRole('button', { name: 'Run again' }).click();
    await expect(rows).toHaveCount(4);
  });

  test('a server that is away costs nothing that was entered', async ({ plugin, api, server, browserConsole }) => {
    browserConsole.expect(/ERR_CONNECTION_REFUSED/);
    await api.register({ name: 'scorer', module: SCORER });
    await plugin.open('scorer');
    await plugin.enter(LARGE_AMOUNT);
    await server.stop();
    await plugin.run.click();
    await expect(plugin.result).toContainText('The server cannot be reached', { ignoreCase: true });
    await expect(plugin.result).toContainText('What you entered is still here');
    await expect(plugin.input).toHaveValue(LARGE_AMOUNT);
    await server.start();
    await plugin.run.click();
    await expect(plugin.result.locator('.verdict-line')).toContainText('true');
  });

  test('a plugin that was deleted meanwhile is said to be gone', async ({ plugin, api, browserConsole }) => {
    browserConsole.expect(/404/);
    await api.register({ name: 'scorer', module: SCORER });
    await plugin.open('scorer');
    await api.remove('scorer');
    await plugin.run.click();
    await expect(plugin.result).toContainText('The plugin was deleted meanwhile');
  });
});

test.describe('with a key that is held to a namespace', () => {
  test.use({
    world: {
      shared: true,
      keys: [...ROLES.filter(({ role }) => role !== 'operator'), { role: 'operator', namespaces: ['payments'], tenants: ['umbrella'] }],
      seed: async (_server, api) => {
        await api.register({ name: 'scorer', module: SCORER });
      },
    },
  });

  test('examples are inside it, and what is outside is refused', async ({ plugin, signIn, browserConsole }) => {
    browserConsole.expect(/403/);
    await signIn('operator');
    await plugin.open('scorer');
    await expect(plugin.input).toHaveValue(/"namespace": "payments",\s+"tenant": "umbrella"/);
    await plugin.run.click();
    await expect(plugin.result.locator('.verdict-line')).toContainText('false');
    await plugin.test('{"namespace": "elsewhere", "tenant": "umbrella"}');
    await expect(plugin.result).toContainText('Choose a namespace and a tenant that your key may act in.');
  });
});
