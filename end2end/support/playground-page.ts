import { expect, type Locator, type Page } from '@playwright/test';

import { write } from './code';

/** An action, as it is filled in. */
export interface Filled {
  namespace?: string;
  tenant?: string;
  provider?: string;
  actionType?: string;
  payload?: unknown;
  metadata?: Record<string, string>;
}

/** The rule playground, as a person uses it. */
export class PlaygroundPage {
  readonly form: Locator;
  readonly results: Locator;
  readonly verdict: Locator;
  /** Why it came to the verdict. */
  readonly reason: Locator;
  readonly figures: Locator;
  /** What screen readers hear of a result. */
  readonly spoken: Locator;
  readonly comparison: Locator;
  readonly draftErrors: Locator;
  readonly submit: Locator;

  constructor(
    readonly page: Page,
    readonly hydrated: boolean,
  ) {
    this.form = page.getByRole('form', { name: 'Action to evaluate' });
    this.results = page.getByRole('region', { name: 'Result', exact: true });
    this.verdict = this.results.locator('.verdict h2');
    this.reason = this.results.locator('.verdict-reason');
    this.figures = this.results.locator('.verdict-figures');
    this.spoken = this.results.getByRole('status').first();
    this.comparison = page.getByRole('region', { name: 'The draft compared with the loaded rules' });
    this.draftErrors = page.locator('#rules-problems');
    this.submit = this.form.getByRole('button', { name: 'Evaluate' });
  }

  /** Opens the page and waits until it answers to keyboard and mouse. */
  async open(address = ''): Promise<void> {
    await this.page.goto(`/playground${address}`);
    await this.alive();
  }

  async alive(): Promise<void> {
    if (this.hydrated) {
      await expect(this.page.locator('body[data-hydrated]')).toBeAttached();
    }
  }

  field(label: string): Locator {
    return this.form.getByRole('textbox', { name: label });
  }

  instant(): Locator {
    return this.form.getByLabel('Evaluate at');
  }

  /** What is wrong with a field, by the field's name in the request. */
  error(name: string): Locator {
    return this.page.locator(`#${name}-error`);
  }

  /** What is wrong with a field of JSON: the editor tells it, without scripts the page. */
  jsonError(name: string): Locator {
    return this.page.locator(this.hydrated ? `#${name}-problems` : `#${name}-error`);
  }

  /** Shows a part of the form; without scripts all of them are there. */
  async show(tab: 'Action' | 'Time and state' | 'Rules' | 'JSON'): Promise<void> {
    if (this.hydrated) {
      await this.form.getByRole('tab', { name: tab }).click();
    }
  }

  async fill(action: Filled): Promise<void> {
    await this.show('Action');
    await this.field('Namespace').fill(action.namespace ?? 'shop');
    await this.field('Tenant').fill(action.tenant ?? 'acme');
    await this.field('Provider').fill(action.provider ?? 'stripe');
    await this.field('Action type').fill(action.actionType ?? 'payment');
    await this.write('Payload', JSON.stringify(action.payload ?? {}));
    await this.write('Metadata', JSON.stringify(action.metadata ?? {}));
  }

  /** Replaces what is in a field for code. */
  async write(label: string, text: string): Promise<void> {
    await write(this.field(label), text, this.hydrated);
  }

  /** The text in a field for code. */
  text(name: string): Locator {
    return this.page.locator(`textarea[name=${name}]`);
  }

  async draft(text: string, use: 'Beside' | 'In place' | 'Not at all' = 'Beside'): Promise<void> {
    await this.show('Rules');
    await this.write('Draft rules', text);
    await this.form.getByRole('radio', { name: use }).check();
  }

  async evaluate(): Promise<void> {
    await this.submit.click();
  }

  async expectVerdict(verdict: string): Promise<void> {
    await expect(this.verdict).toHaveText(`Verdict: ${verdict}`);
  }

  /** A rule in the trace of the given rules. */
  rule(name: string, rules = 'Rules'): Locator {
    const trace = this.results.getByRole('region', { name: rules, exact: true });
    return trace.getByRole('listitem').filter({
      has: this.page.locator('.rule-name').getByText(name, { exact: true }),
    });
  }

  /** The stretches of a rule's condition that are marked like that. */
  marked(rule: Locator, mark: 'holds' | 'fails' | 'errored'): Locator {
    return rule.locator(`.condition [data-mark=${mark}]`);
  }

  /** Opens everything that is known of a rule. */
  async unfold(rule: Locator): Promise<void> {
    const details = rule.locator('details');
    if (!(await details.evaluate((element) => (element as HTMLDetailsElement).open))) {
      await rule.locator('summary').first().click();
    }
  }

  call(rule: Locator, plugin: string): Locator {
    return rule.getByRole('region', { name: `Call of plugin ${plugin}` });
  }
}
