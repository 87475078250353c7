import { expect, type Locator, type Page } from '@playwright/test';

/** The rules, as a person uses them. */
export class RulesPage {
  readonly table: Locator;
  readonly filter: Locator;
  readonly plugin: Locator;
  readonly reloadButton: Locator;
  readonly report: Locator;

  constructor(
    readonly page: Page,
    readonly hydrated: boolean,
  ) {
    this.table = page.getByRole('table', { name: 'Rules' });
    this.filter = page.getByRole('searchbox', { name: 'Filter rules' });
    this.plugin = page.getByRole('combobox', { name: 'Plugin' });
    this.reloadButton = page.getByRole('button', { name: 'Reload the files' });
    this.report = page.locator('section.report');
  }

  /** Opens the page and waits until it answers to keyboard and mouse. */
  async open(query = ''): Promise<void> {
    await this.page.goto(`/rules${query}`);
    await this.alive();
  }

  async alive(): Promise<void> {
    if (this.hydrated) await expect(this.page.locator('body[data-hydrated]')).toBeAttached();
  }

  names(): Locator {
    return this.table.locator('.rule-name');
  }

  row(name: string): Locator {
    return this.table.getByRole('row').filter({
      has: this.page.getByRole('rowheader').getByText(name, { exact: true }),
    });
  }

  condition(name: string): Locator {
    return this.row(name).locator('.rule-condition');
  }

  action(name: string): Locator {
    return this.row(name).locator('.rule-action');
  }

  matched(name: string): Locator {
    return this.row(name).locator('td.number');
  }

  state(name: string): Locator {
    return this.row(name).locator('.rule-state');
  }

  switchOf(name: string): Locator {
    return this.row(name).locator('.rule-switch').getByRole('button');
  }

  /** One of the links with the rules by their state. */
  states(label: string): Locator {
    return this.page.getByRole('navigation', { name: 'Rules by state' }).getByRole('link', { name: label });
  }

  /** Types into the filter; without scripts it is a form to be sent. */
  async narrow(text: string): Promise<void> {
    await this.filter.fill(text);
    if (!this.hydrated) await this.filter.press('Enter');
  }

  async choosePlugin(name: string): Promise<void> {
    await this.plugin.selectOption(name);
    if (!this.hydrated) await this.page.getByRole('button', { name: 'Filter', exact: true }).click();
  }
}
