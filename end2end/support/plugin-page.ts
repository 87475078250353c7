import type { Locator, Page } from '@playwright/test';

import { write } from './code';
import { expect, test as base } from './fixtures';

/** The page of one plugin, as a person uses it. */
export class PluginPage {
  /** What was refused, where it was asked for. */
  readonly refusal: Locator;
  readonly invocations: Locator;
  readonly revisions: Locator;
  readonly panel: Locator;
  /** What came of the last test run. */
  readonly result: Locator;
  readonly history: Locator;
  readonly run: Locator;
  readonly functions: Locator;
  readonly action: Locator;
  /** The text area behind the editor. */
  readonly input: Locator;

  constructor(
    readonly page: Page,
    readonly hydrated: boolean,
  ) {
    this.refusal = page.locator('.form-error');
    this.invocations = page.getByRole('table', { name: 'Last invocations' });
    this.revisions = page.getByRole('table', { name: 'Revisions' });
    this.panel = page.getByRole('region', { name: 'Test', exact: true });
    this.result = page.getByRole('region', { name: 'Result', exact: true });
    this.history = page.getByRole('table', { name: 'Runs on this page' });
    this.run = this.panel.getByRole('button', { name: 'Run', exact: true });
    this.functions = this.panel.getByLabel('Function');
    this.input = page.locator('textarea[name=input]');
    this.action = this.panel.getByRole('textbox', { name: 'Action' });
  }

  /** Opens the page and waits until it answers to keyboard and mouse. */
  async open(name: string, query = ''): Promise<void> {
    await this.page.goto(`/plugins/${name}${query}`);
    await this.alive();
  }

  async alive(): Promise<void> {
    if (this.hydrated) {
      await expect(this.page.locator('body[data-hydrated]')).toBeAttached();
    }
  }

  /** A fact about registration or module. */
  fact(label: string): Locator {
    return this.page
      .locator('.fact')
      .filter({ has: this.page.locator('dt').getByText(label, { exact: true }) })
      .locator('dd');
  }

  /** A key figure: value and remark. */
  figure(label: string): Locator {
    return this.page
      .locator('.figure')
      .filter({ has: this.page.locator('dt').getByText(label, { exact: true }) });
  }

  chip(text: string): Locator {
    return this.page.locator('.plugin-summary .chip').getByText(text, { exact: true });
  }

  /** What opens a dialog. */
  opener(name: 'Edit' | 'Replace module' | 'Delete'): Locator {
    return this.page.locator('.page-actions').getByRole('link', { name, exact: true });
  }

  dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** A button of the page or of the dialog that is open. */
  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** What is said to be wrong with a field of a dialog. */
  problem(label: string): Locator {
    const field = this.page.locator('.field').filter({ has: this.page.getByLabel(label, { exact: true }) });
    return field.locator('.field-error');
  }

  /** What was done: a short message, without scripts a line above the page. */
  async expectDone(withScripts: string | RegExp, without: string): Promise<void> {
    const message = this.hydrated
      ? this.page.locator('.toast').getByText(withScripts)
      : this.page.locator('.banner.done').getByText(without);
    await expect(message).toBeVisible();
  }

  /** Chooses the file that replaces the module. */
  async choose(content: Uint8Array): Promise<void> {
    await this.dialog()
      .locator('input[type=file]')
      .setInputFiles({ name: 'module.wasm', mimeType: 'application/wasm', buffer: Buffer.from(content) });
  }

  /** What is wrong with the action: the editor tells it while one types. */
  actionProblem(): Locator {
    return this.page.locator('#test-input-problems');
  }

  /** Enters an action; with scripts, into the editor that takes over the text area. */
  async enter(action: string): Promise<void> {
    await write(this.action, action, this.hydrated);
    await expect(this.input).toHaveValue(action);
  }

  /** Calls the plugin once with an action. */
  async test(action: string): Promise<void> {
    await this.enter(action);
    await this.run.click();
  }
}

/** A test of that page. */
export const test = base.extend<{ plugin: PluginPage }>({
  plugin: async ({ page, hydrated }, use) => {
    await use(new PluginPage(page, hydrated));
  },
});

export { expect };
