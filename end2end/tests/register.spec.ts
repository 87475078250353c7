import { answering, assemble, deciding } from '../support/modules';
import { expect, test } from '../support/register-page';

const PRINTING = deciding({ otherwise: '{"verdict":true}', prints: 'hello' });
const ALLOW = answering('{"verdict":true}');
const FORBIDDEN = `(module
  (import "env" "http_get" (func (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "random_get" (func (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0)))`;
const HUNGRY = `(module
  (memory (export "memory") 40)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0)))`;
const FAILING_START = `(module
  (memory (export "memory") 1)
  (func (export "_initialize") unreachable)
  (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0)))`;
const MARKUP = `(module
  (memory (export "memory") 1)
  (func (export "<img src=x onerror=alert(1)>") (param i32 i32) (result i64) (i64.const 0)))`;

test('registers a module with everything that was filled in', async ({ page, register, api, hydrated }) => {
  await register.open();
  await expect(page).toHaveTitle('Register Plugin · Acteon');
  await expect(register.amount).toHaveValue('16');
  await expect(register.unit).toHaveValue('MiB');
  await expect(register.timeout).toHaveValue('100');
  await expect(register.enabled).toBeChecked();

  await register.choose(await assemble(PRINTING), 'my_printer.wasm');
  if (hydrated) await expect(register.name).toHaveValue('my_printer');
  await register.name.fill('printer-2');
  await register.description.fill('Prints <b>hello</b>');
  await register.amount.fill('512');
  await register.unit.selectOption('KiB');
  await register.timeout.fill('250');
  await page.getByLabel('Snapshot').selectOption('never');
  await register.enabled.uncheck();
  await register.submit.click();

  await expect(page).toHaveURL(hydrated ? /\/plugins\/printer-2$/ : /\/plugins\/printer-2\?done=registered$/);
  await expect(page.getByText(hydrated ? 'printer-2 is registered.' : 'The plugin is registered.')).toBeVisible();
  expect(await api.get('/v1/wasm/plugins/printer-2')).toMatchObject({
    description: 'Prints <b>hello</b>',
    enabled: false,
    memory_limit_bytes: 524_288,
    timeout_ms: 250,
    snapshot: { mode: 'never', taken: false },
    functions: ['evaluate'],
    source: 'upload',
  });
});

test('says what is missing before anything is sent', async ({ page, register, hydrated, expectAccessible }) => {
  await register.open();
  if (!hydrated) {
    // The browser itself says it.
    await register.submit.click();
    await expect(page).toHaveURL(/\/register-plugin$/);
    expect(await register.file.evaluate((input: HTMLInputElement) => input.validity.valueMissing)).toBe(true);
    return;
  }
  await expectAccessible({ bothThemes: true });
  await register.submit.click();
  await expect(register.problem(register.file)).toContainText('choose the module');
  await expect(register.problem(register.name)).toHaveText('a plugin needs a name');
  await expect(register.file).toBeFocused();
  await expectAccessible({ bothThemes: true });
});

test.describe('the module, read before it is sent', () => {
  test.beforeEach(({ hydrated }) => {
    test.skip(!hydrated, 'a script reads it');
  });

  test('shows what it exports, imports and declares', async ({ page, register, expectAccessible }) => {
    const reads: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('inspect_module')) reads.push(request.url());
    });
    await register.open();
    expect(reads).toEqual([]);
    const module = await assemble(PRINTING);
    await register.choose(module);
    expect(reads).toHaveLength(1);

    await expect(register.verdict).toContainText('Nothing speaks against this module');
    await expect(register.fact('Size')).toHaveText(/^\d+ B$/);
    await expect(register.fact('Memory at the start')).toHaveText('64 KiB of 16 MiB');
    await expect(register.fact('Takes its input')).toHaveText('from allocate');
    await expect(register.fact('In this browser')).toHaveText('compiles');
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', module)).toString('hex');
    await expect(register.fact('SHA-256')).toHaveText(digest);
    await expect(register.list('Functions that rules can call')).toHaveText(['evaluate(i32, i32) -> i64Callable']);
    await expect(register.list('Other exports')).toContainText(['memory', 'allocate']);
    await expect(register.list('Imports')).toHaveText([
      'wasi_snapshot_preview1.fd_write(i32, i32, i32, i32) -> i32',
    ]);
    await expectAccessible({ bothThemes: true });
  });

  test('cannot be sent when the server would refuse it, with the server’s reason', async ({
    register,
    server,
    expectAccessible,
  }) => {
    await register.open();
    await register.choose(await assemble(FORBIDDEN));
    await expect(register.verdict).toContainText('The server would refuse this module');
    const shown = await register.verdict.getByRole('listitem').allTextContents();
    await expect(register.list('Imports').filter({ hasText: 'http_get' })).toContainText('Refused');
    await expect(register.list('Imports').filter({ hasText: 'random_get' })).not.toContainText('Refused');
    await expect(register.submit).toBeDisabled();
    await expectAccessible({ bothThemes: true });

    const form = new FormData();
    form.set('name', 'x');
    form.set('wasm_file', new Blob([await assemble(FORBIDDEN)]));
    const answer = await fetch(`${server.url}/v1/wasm/plugins`, { method: 'POST', body: form });
    expect(answer.status).toBe(400);
    const { error } = (await answer.json()) as { error: string };
    expect(error).toBe(`compilation error: ${shown.join('; ')}`);

    // Another file, another answer.
    await register.choose(await assemble(ALLOW));
    await expect(register.submit).toBeEnabled();
  });

  test('is told from what is no module', async ({ register }) => {
    await register.open();
    for (const [content, reason] of [
      ['(module)', 'this is WebAssembly text'],
      ['PK\x03\x04', 'this is a zip archive'],
      ['', 'the file is empty'],
      ['hello', 'this is not a WebAssembly module'],
    ] as const) {
      await register.choose(Buffer.from(content), `${content.length}.bin`);
      await expect(register.verdict).toContainText(reason);
      await expect(register.submit).toBeDisabled();
    }
    const cut = (await assemble(ALLOW)).subarray(0, 40);
    await register.choose(cut);
    await expect(register.verdict).toContainText('the module is not valid');
  });

  test('is held against the memory limit as that changes', async ({ register, api, page }) => {
    await register.open();
    await register.choose(await assemble(HUNGRY), 'hungry.wasm');
    await expect(register.verdict).toContainText('Nothing speaks against');
    await register.amount.fill('2');
    await expect(register.verdict).toContainText('above the limit of 2097152 bytes');
    await expect(register.problem(register.amount)).toHaveText('the module starts with 2,621,440 bytes');
    await expect(register.submit).toBeDisabled();
    await register.amount.fill('2560');
    await expect(register.problem(register.amount)).toHaveText('it must be between 64 KiB and 256 MiB');
    await register.unit.selectOption('KiB');
    await expect(page.getByText('= 2,621,440 bytes')).toBeVisible();
    await expect(register.verdict).toContainText('Nothing speaks against');
    await register.submit.click();
    await expect(page).toHaveURL(/\/plugins\/hungry$/);
    expect(await api.get('/v1/wasm/plugins/hungry')).toMatchObject({ memory_limit_bytes: 2_621_440 });
  });

  test('is shown as text', async ({ page, register }) => {
    await register.open();
    await register.choose(await assemble(MARKUP), '<img src=x onerror=alert(2)>.wasm');
    await expect(register.list('Functions that rules can call')).toContainText(['<img src=x onerror=alert(1)>']);
    await expect(register.zone).toContainText('<img src=x onerror=alert(2)>.wasm');
    await expect(page.locator('main img')).toHaveCount(0);
  });

  test('can be dropped', async ({ page, register, expectAccessible }) => {
    await register.open();
    const module = { name: 'dropped.wasm', content: await assemble(ALLOW) };
    await register.drag([module], false);
    await expect(register.zone).toHaveClass(/dragging/);
    await expectAccessible({ bothThemes: true });
    await register.drag([module, module]);
    await expect(register.zone).not.toHaveClass(/dragging/);
    await expect(register.problem(register.file)).toContainText('these are 2 files');
    await register.drag([module]);
    await expect(register.verdict).toContainText('Nothing speaks against');
    await expect(register.problem(register.file)).toBeEmpty();
    await register.submit.click();
    await expect(page).toHaveURL(/\/plugins\/dropped$/);
  });
});

test('checks the fields while they are filled in', async ({ register, hydrated }) => {
  test.skip(!hydrated, 'without scripts the server does');
  await register.open();
  await register.name.fill('.hidden');
  await expect(register.problem(register.name)).toContainText('does not start with a dot');
  await register.name.fill('fine');
  await expect(register.problem(register.name)).toBeEmpty();
  await register.timeout.fill('30001');
  await expect(register.problem(register.timeout)).toHaveText('it must be between 1 and 30,000 milliseconds');
  await register.timeout.fill('many');
  await expect(register.problem(register.timeout)).toHaveText('it takes a whole number');
  await register.description.fill('x'.repeat(4097));
  await expect(register.problem(register.description)).toContainText('4,097 bytes');
});

test('a name that is taken is said at the name, with a link', async ({
  page,
  register,
  api,
  hydrated,
  browserConsole,
  expectAccessible,
}) => {
  browserConsole.expect(/status of 409/);
  await api.register({ name: 'taken', module: ALLOW });
  await register.open();
  await register.choose(await assemble(ALLOW));
  await register.name.fill('taken');
  await register.description.fill('kept');
  if (hydrated) {
    // Known before it is sent.
    await expect(register.problem(register.name)).toHaveText('`taken` is already registered');
    await register.submit.click();
    await expect(register.name).toBeFocused();
    // Taken meanwhile.
    await api.register({ name: 'raced', module: ALLOW });
    await register.name.fill('raced');
  }
  await register.submit.click();
  const name = hydrated ? 'raced' : 'taken';
  await expect(register.problem(register.name)).toContainText(`\`${name}\` is already registered`);
  await expect(page.getByRole('link', { name: `Open ${name}` })).toHaveAttribute('href', `/plugins/${name}`);
  await expect(register.name).toHaveValue(name);
  await expect(register.description).toHaveValue('kept');
  if (hydrated) {
    await expect(register.name).toBeFocused();
    await expectAccessible({ bothThemes: true });
  } else {
    await register.choose(await assemble(ALLOW));
  }
  await register.name.fill('free');
  await register.submit.click();
  await expect(page).toHaveURL(/\/plugins\/free/);
});

test('what only the server finds is said at the module', async ({ page, register, hydrated, browserConsole }) => {
  browserConsole.expect(/status of 400/);
  await register.open();
  await register.choose(await assemble(FAILING_START));
  await register.name.fill('start');
  await register.submit.click();
  await expect(register.problem(register.file)).toContainText(
    'compilation error: the export `_initialize` failed',
  );
  await expect(register.name).toHaveValue('start');
  await register.choose(await assemble(ALLOW));
  if (hydrated) await expect(register.problem(register.file)).toBeEmpty();
  await register.submit.click();
  await expect(page).toHaveURL(/\/plugins\/start/);
});

test('limits that the server refuses are said at their fields', async ({ register, hydrated, browserConsole }) => {
  test.skip(hydrated, 'with scripts the fields say it first');
  browserConsole.expect(/status of 400/);
  await register.open();
  await register.choose(await assemble(HUNGRY));
  await register.name.fill('x');
  await register.amount.fill('63');
  await register.unit.selectOption('KiB');
  await register.enabled.uncheck();
  await register.submit.click();
  await expect(register.problem(register.amount)).toContainText('it must be between 65536 and 268435456');
  await expect(register.amount).toHaveValue('63');
  await expect(register.unit).toHaveValue('KiB');
  await expect(register.enabled).not.toBeChecked();

  await register.choose(await assemble(HUNGRY));
  await register.amount.fill('64');
  await register.submit.click();
  await expect(register.problem(register.amount)).toContainText('above the limit of 65536 bytes');

  await register.choose(await assemble(HUNGRY));
  await register.amount.fill('1.5');
  await register.submit.click();
  await expect(register.problem(register.amount)).toContainText('it takes a whole number');

  await register.choose(await assemble(HUNGRY));
  await register.amount.fill('16');
  await register.unit.selectOption('MiB');
  await register.timeout.fill('0');
  await register.submit.click();
  await expect(register.problem(register.timeout)).toContainText('it must be between 1 and 30000');
});

test.describe('with a small limit for modules', () => {
  test.use({ world: { config: { wasm: { max_module_bytes: 4096 } } } });

  test('a file that is too large is not even read', async ({ page, register, hydrated, browserConsole }) => {
    browserConsole.expect(/status of 413/);
    await register.open();
    await expect(register.zone).toContainText('up to 4 KiB');
    await register.name.fill('large');
    await register.choose(new Uint8Array(5000));
    if (hydrated) {
      await expect(register.verdict).toContainText('the module has 5000 bytes; at most 4096 are accepted');
      await expect(register.submit).toBeDisabled();
    } else {
      await register.submit.click();
      await expect(register.problem(register.file)).toContainText('the module has more than 4096 bytes');
    }
    await register.choose(await assemble(ALLOW));
    await register.name.fill('small');
    await register.submit.click();
    await expect(page).toHaveURL(/\/plugins\/small/);
  });
});

test('keeps everything when the server goes, and sends it when it returns', async ({
  page,
  register,
  server,
  hydrated,
  browserConsole,
  expectAccessible,
}) => {
  test.skip(!hydrated, 'without scripts the browser says it itself');
  browserConsole.expect(/ERR_CONNECTION_REFUSED/);
  await register.open();
  await register.choose(await assemble(ALLOW), 'patient.wasm');
  await register.description.fill('waits');
  await server.stop();
  await register.submit.click();
  await expect(register.refusal).toHaveText('the server cannot be reached');
  await expect(register.name).toHaveValue('patient');
  await expect(register.description).toHaveValue('waits');
  await expectAccessible({ bothThemes: true });
  await server.start();
  await register.submit.click();
  await expect(page).toHaveURL(/\/plugins\/patient$/);
});

test('works with the keyboard alone', async ({ page, register, hydrated }) => {
  test.skip(!hydrated, 'the order is the same without scripts');
  await register.open();
  await page.locator('main').focus();
  await page.keyboard.press('Tab');
  await expect(register.file).toBeFocused();
  const asked = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  const chooser = await asked;
  await chooser.setFiles({
    name: 'keys.wasm',
    mimeType: 'application/wasm',
    buffer: Buffer.from(await assemble(ALLOW)),
  });
  await expect(register.verdict).toBeVisible();
  for (const field of [
    register.name,
    register.description,
    register.amount,
    register.unit,
    register.timeout,
    page.getByLabel('Snapshot'),
    register.enabled,
    register.submit,
  ]) {
    await page.keyboard.press('Tab');
    await expect(field).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/plugins\/keys$/);
});
