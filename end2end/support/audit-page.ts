import { expect, type Locator, type Page } from '@playwright/test';

/** The audit, as a person uses it. */
export class AuditPage {
  readonly table: Locator;
  readonly total: Locator;
  readonly changes: Locator;
  /** What is known of the record that is open. */
  readonly record: Locator;

  constructor(
    readonly page: Page,
    readonly hydrated: boolean,
  ) {
    this.table = page.getByRole('table', { name: 'Decisions' });
    this.total = page.locator('.decisions .toolbar').getByRole('status');
    this.changes = page.getByRole('table', { name: 'Changes' });
    this.record = page.locator('.record');
  }

  /** Opens the page and waits until it answers to keyboard and mouse. */
  async open(query = ''): Promise<void> {
    await this.page.goto(`/audit${query}`);
    await this.alive();
  }

  async alive(): Promise<void> {
    if (this.hydrated) await expect(this.page.locator('body[data-hydrated]')).toBeAttached();
  }

  rows(): Locator {
    return this.table.locator('.record-row');
  }

  /** The rows of one type of action. */
  row(actionType: string): Locator {
    return this.rows().filter({ has: this.page.getByText(actionType, { exact: true }) });
  }

  /** The link that opens and closes a row's record. */
  opener(row: Locator): Locator {
    return row.getByRole('rowheader').getByRole('link');
  }

  section(title: string): Locator {
    return this.record.getByRole('region', { name: title, exact: true });
  }

  field(label: string): Locator {
    return this.page.getByRole('search').getByLabel(label, { exact: true });
  }

  /** Fills in filters; without scripts they are a form to be sent. */
  async filter(values: Record<string, string>): Promise<void> {
    for (const [label, value] of Object.entries(values)) {
      const field = this.field(label);
      if (!(await field.isVisible())) await this.page.getByText('More filters').click();
      if (label === 'Verdict' || label === 'Outcome') await field.selectOption(value);
      else await field.fill(value);
    }
    if (!this.hydrated) await this.page.getByRole('button', { name: 'Apply' }).click();
  }

  chip(label: string): Locator {
    return this.page.getByRole('link', { name: new RegExp(`^Remove the filter ${label} `) });
  }
}
