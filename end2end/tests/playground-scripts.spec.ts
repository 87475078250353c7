import { expect, test } from '../support/fixtures';
import { PlaygroundPage } from '../support/playground-page';
import { DRAFT, WORLD } from '../support/playground-world';

let playground: PlaygroundPage;

test.beforeEach(({ page, hydrated }) => {
  playground = new PlaygroundPage(page, hydrated);
});

test.describe('with rules and scripts', () => {
  test.use({ world: WORLD });
  test.skip(({ hydrated }) => !hydrated, 'takes scripts');

  test('an editor that comes late goes on where one was typing', async ({ page }) => {
    let come = (): void => undefined;
    const late = new Promise<void>((resolve) => {
      come = resolve;
    });
    await page.route('**/pkg/editor*.js', async (route) => {
      await late;
      await route.continue();
    });
    await playground.open();
    const field = playground.field('Payload');
    await expect(field).not.toHaveClass(/cm-content/);
    await field.fill('{"a": 1}');
    // Between the brace and the quotation mark.
    await field.evaluate((area) => {
      (area as HTMLTextAreaElement).setSelectionRange(1, 1);
    });
    come();
    await expect(field).toHaveClass(/cm-content/);
    await expect(field).toBeFocused();
    await page.keyboard.insertText('"b": 2, ');
    await expect(playground.text('payload')).toHaveValue('{"b": 2, "a": 1}');
  });

  test('Ctrl+Enter evaluates from anywhere, and the focus stays', async ({ page }) => {
    await playground.open();
    await playground.fill({ payload: { country: 'KP' } });
    await playground.field('Tenant').focus();
    await page.keyboard.press('Control+Enter');
    await playground.expectVerdict('deny');
    await expect(playground.field('Tenant')).toBeFocused();

    await playground.write('Payload', '{"country": "FR"}');
    await playground.field('Payload').focus();
    await page.keyboard.press('Meta+Enter');
    await playground.expectVerdict('allow');
    await expect(playground.text('payload')).toHaveValue('{"country": "FR"}');
    await expect(playground.field('Payload')).toBeFocused();

    await playground.submit.press('Enter');
    await playground.expectVerdict('allow');
    await expect(playground.submit).toBeFocused();
  });

  test('says that it is at work, and does not start twice', async ({ page }) => {
    await playground.open();
    await playground.fill({});
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    let sent = 0;
    await page.route('**/v1/rules/evaluate', async (route) => {
      sent += 1;
      await held;
      await route.continue();
    });
    await playground.evaluate();
    await expect(playground.form.getByRole('button', { name: 'Evaluating' })).toHaveAttribute('aria-disabled', 'true');
    await page.keyboard.press('Control+Enter');
    release();
    await playground.expectVerdict('allow');
    expect(sent).toBe(1);
  });

  test('a link restores everything', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await playground.open();
    await playground.fill({ payload: { country: 'KP', text: 'ä 😀 </script>' }, metadata: { tier: 'gold' } });
    await playground.show('Time and state');
    await playground.instant().fill('2026-06-21T12:00:00');
    await playground.draft(DRAFT, 'In place');
    await page.getByRole('button', { name: 'Copy link' }).click();
    await expect(page.getByText('The link is copied.')).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/playground#s=[\w-]+$/);

    const other = await context.newPage();
    const restored = new PlaygroundPage(other, true);
    await other.goto(link);
    await restored.alive();
    await restored.expectVerdict('suppress');
    await expect(restored.text('payload')).toHaveValue(/ä 😀 <\/script>/);
    await expect(restored.text('metadata')).toHaveValue(/"tier":\s*"gold"/);
    await expect(restored.instant()).toHaveValue('2026-06-21T12:00');
    await expect(restored.text('rules')).toHaveValue(DRAFT);
    await other.close();
  });

  test('what was evaluated survives a reload, and another link takes its place', async ({ page }) => {
    await playground.open();
    await playground.fill({ payload: { country: 'KP' } });
    await playground.evaluate();
    await playground.expectVerdict('deny');
    const first = page.url();
    await page.reload();
    await playground.alive();
    await playground.expectVerdict('deny');

    await playground.fill({ actionType: 'heartbeat' });
    await playground.evaluate();
    await playground.expectVerdict('allow');
    await page.evaluate((url) => location.assign(url), first);
    await playground.expectVerdict('deny');
    await expect(playground.field('Action type')).toHaveValue('payment');
  });

  test('a damaged link is told', async ({ page }) => {
    await playground.open('#s=eyJ0ZW5hbnQiOjF9');
    await expect(page.getByText('the link is damaged')).toBeVisible();
    await expect(playground.results).toContainText('Nothing evaluated yet');
  });

  test('copies the evaluation as a command', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await playground.open();
    await playground.fill({ payload: { text: "it's" } });
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await expect(page.getByText('The command is copied.')).toBeVisible();
    const command = await page.evaluate(() => navigator.clipboard.readText());
    expect(command).toContain("/v1/rules/evaluate' \\\n");
    expect(command).toContain(String.raw`"text":"it'\''s"`);
    expect(command).not.toContain('authorization');
  });

  test('shows what it cannot copy', async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined });
    });
    await playground.open();
    await playground.fill({});
    await page.getByRole('button', { name: 'Copy link' }).click();
    const dialog = page.getByRole('dialog', { name: 'Copy by hand' });
    await expect(dialog.locator('code')).toContainText('/playground#s=');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('button', { name: 'Copy link' })).toBeFocused();
  });

  test('the JSON of the request and the fields follow each other', async () => {
    await playground.open();
    await playground.fill({ payload: { country: 'KP' }, metadata: { tier: 'gold' } });
    await playground.show('JSON');
    await expect(playground.text('request')).toHaveValue(/"tier": "gold"/);
    const request = { namespace: 'n', tenant: 't', provider: 'p', action_type: 'heartbeat', payload: {} };
    await playground.write('Request', JSON.stringify(request));
    await playground.evaluate();
    await playground.expectVerdict('allow');
    await expect(playground.reason).toHaveText('The rule heartbeat matched.');

    await playground.write('Request', '{"namespace": "n",}');
    await playground.show('Action');
    await expect(playground.jsonError('request')).toHaveText(/^line 1, column 19: /);
    await expect(playground.field('Request')).toBeVisible();

    await playground.write('Request', JSON.stringify(request));
    await playground.show('Action');
    await expect(playground.field('Namespace')).toHaveValue('n');
    await expect(playground.text('metadata')).toHaveValue('{}');
  });

  test('the arrow keys go from tab to tab', async ({ page }) => {
    await playground.open();
    await playground.fill({});
    const tab = (name: string) => playground.form.getByRole('tab', { name });
    await tab('Action').press('ArrowRight');
    await expect(tab('Time and state')).toBeFocused();
    await expect(playground.field('State')).toBeVisible();
    await page.keyboard.press('End');
    await expect(tab('JSON')).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowRight');
    await expect(tab('Action')).toBeFocused();
  });

  test('the filter leaves the rules that are asked for', async ({ page }) => {
    await playground.open();
    await playground.fill({ payload: { country: 'KP' } });
    await playground.evaluate();
    await playground.expectVerdict('deny');
    const names = page.locator('.entry-name');
    await expect(names).toHaveCount(7);
    await page.getByRole('radio', { name: /^Matched/ }).check();
    await expect(names).toHaveText([/^fraud/]);
    await page.getByRole('radio', { name: /^Skipped/ }).check();
    await expect(names).toHaveText([/^resting/]);
    await page.getByRole('radio', { name: /^Errors/ }).check();
    await expect(playground.results).toContainText('No rule failed.');
  });

  test('a server that is away is told in place, and what was filled in stays', async ({ server, browserConsole }) => {
    browserConsole.expect(/ERR_CONNECTION_REFUSED/);
    await playground.open();
    await playground.fill({ payload: { country: 'KP' } });
    await server.stop();
    await playground.evaluate();
    await expect(playground.results).toContainText('The server cannot be reached');
    await expect(playground.text('payload')).toHaveValue(/KP/);
    await server.start();
    await playground.results.getByRole('button', { name: 'Try again' }).click();
    await playground.expectVerdict('deny');
  });
});

test.describe('with a thousand rules', () => {
  const many = Array.from(
    { length: 1000 },
    (_, index) =>
      `  - { name: r${index}, priority: ${index}, condition: { field: action.payload.n, eq: ${index} }, action: deny }`,
  );
  test.use({ world: { shared: true, rules: { 'many.yaml': `rules:\n${many.join('\n')}\n` } } });
  test.skip(({ hydrated }) => !hydrated, 'takes scripts');

  test('begins with what matched, and draws the rest piece by piece', async ({ page, api }) => {
    await api.expectReady();
    await playground.open();
    await playground.fill({ payload: { n: 900 } });
    await playground.evaluate();
    await playground.expectVerdict('deny');
    const names = page.locator('.entry-name');
    await expect(names).toHaveText([/^r900/]);
    await page.getByRole('radio', { name: /^All/ }).check();
    await expect(names).toHaveCount(100);
    await page.getByRole('button', { name: 'Show 100 more of 900' }).click();
    await expect(names).toHaveCount(200);
  });
});
