import { expect, type Locator, type Page } from '@playwright/test';

export type Column =
  | 'Name'
  | 'Description'
  | 'Status'
  | 'Invocations'
  | 'Last used'
  | 'Memory limit'
  | 'Timeout';

const COLUMNS: readonly Column[] = [
  'Name',
  'Description',
  'Status',
  'Invocations',
  'Last used',
  'Memory limit',
  'Timeout',
];

/** The plugin list, as a person uses it. */
export class PluginsPage {
  readonly table: Locator;
  readonly filter: Locator;
  /** How many of all plugins the filter leaves; empty when it leaves all. */
  readonly proportion: Locator;
  readonly retry: Locator;

  constructor(
    readonly page: Page,
    readonly hydrated: boolean,
  ) {
    this.table = page.getByRole('table', { name: 'Plugins' });
    this.filter = page.getByRole('searchbox', { name: 'Filter plugins' });
    this.proportion = page.locator('.toolbar').getByRole('status');
    this.retry = page.getByRole('link', { name: 'Try again' });
  }

  /** Opens the list and waits until it answers to keyboard and mouse. */
  async open(query = ''): Promise<void> {
    await this.page.goto(`/plugins${query}`);
    await this.alive();
  }

  async alive(): Promise<void> {
    if (this.hydrated) {
      await expect(this.page.locator('body[data-hydrated]')).toBeAttached();
    }
  }

  row(name: string): Locator {
    return this.table.getByRole('row').filter({
      has: this.page.getByRole('rowheader').getByText(name, { exact: true }),
    });
  }

  cell(name: string, column: Column): Locator {
    return this.row(name).locator('th, td').nth(COLUMNS.indexOf(column));
  }

  names(): Locator {
    return this.table.locator('tbody .plugin-name');
  }

  head(column: Column): Locator {
    return this.table.getByRole('columnheader', { name: column });
  }

  async sortBy(column: Column): Promise<void> {
    await this.head(column).getByRole('link').click();
  }

  /** Types into the filter; without scripts it is a form to be sent. */
  async narrow(text: string): Promise<void> {
    await this.filter.fill(text);
    if (!this.hydrated) {
      await this.filter.press('Enter');
    }
  }
}
