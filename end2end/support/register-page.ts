import type { Locator, Page } from '@playwright/test';

import { expect, test as base } from './fixtures';

/** The page that registers a plugin, as a person uses it. */
export class RegisterPage {
  readonly file: Locator;
  readonly zone: Locator;
  readonly name: Locator;
  readonly description: Locator;
  readonly amount: Locator;
  readonly unit: Locator;
  readonly timeout: Locator;
  readonly enabled: Locator;
  readonly submit: Locator;
  /** Whether the server would take the module, and why not. */
  readonly verdict: Locator;
  /** What went wrong with the form as a whole. */
  readonly refusal: Locator;
  readonly progress: Locator;

  constructor(
    readonly page: Page,
    readonly hydrated: boolean,
  ) {
    this.file = page.locator('input[type=file]');
    this.zone = page.locator('.zone');
    this.name = page.getByLabel('Name', { exact: true });
    this.description = page.getByLabel('Description');
    this.amount = page.getByLabel('Memory limit', { exact: true });
    this.unit = page.getByLabel('Unit of the memory limit');
    this.timeout = page.getByLabel('Timeout');
    this.enabled = page.getByLabel('Start enabled');
    this.submit = page.getByRole('button', { name: 'Register Plugin' });
    this.verdict = page.locator('.module-verdict');
    this.refusal = page.locator('.form-error');
    this.progress = page.getByRole('progressbar', { name: 'Upload' });
  }

  /** Opens the page and waits until it answers to keyboard and mouse. */
  async open(): Promise<void> {
    await this.page.goto('/register-plugin');
    await this.alive();
  }

  async alive(): Promise<void> {
    if (this.hydrated) {
      await expect(this.page.locator('body[data-hydrated]')).toBeAttached();
    }
  }

  /** Chooses a file; once the page answers, waits until it has been read. */
  async choose(content: Uint8Array, name = 'fraud-scorer.wasm'): Promise<void> {
    await this.file.setInputFiles({ name, mimeType: 'application/wasm', buffer: Buffer.from(content) });
    if (this.hydrated) await expect(this.verdict).toBeVisible();
  }

  /** Drags files over the zone and drops them when `drop` says so. */
  async drag(files: { name: string; content: Uint8Array }[], drop = true): Promise<void> {
    const named = files.map(({ name, content }) => ({ name, content: [...content] }));
    const data = await this.page.evaluateHandle((list) => {
      const transfer = new DataTransfer();
      for (const { name, content } of list) {
        transfer.items.add(new File([new Uint8Array(content)], name));
      }
      return transfer;
    }, named);
    await this.zone.dispatchEvent('dragover', { dataTransfer: data });
    if (drop) await this.zone.dispatchEvent('drop', { dataTransfer: data });
  }

  /** What is said to be wrong with a field. */
  problem(field: Locator): Locator {
    return this.page.locator('.field').filter({ has: field }).locator('.field-error');
  }

  /** A figure of the module. */
  fact(label: string): Locator {
    return this.page.locator('.facts > div').filter({ hasText: label }).locator('dd');
  }

  /** Exports or imports of the module. */
  list(title: string): Locator {
    return this.page.getByRole('region', { name: title }).getByRole('listitem');
  }
}

/** A test of that page. */
export const test = base.extend<{ register: RegisterPage }>({
  register: async ({ page, hydrated }, use) => {
    await use(new RegisterPage(page, hydrated));
  },
});

export { expect };
