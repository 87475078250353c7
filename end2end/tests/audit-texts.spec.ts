import { AuditPage } from '../support/audit-page';
import { expect, test } from '../support/fixtures';
import { HOSTILE, HOSTILE_TEXT, REALISTIC } from '../support/seed';

const LONG = 'word '.repeat(2_000);

test.describe('with hostile text', () => {
  test.use({ world: HOSTILE });

  test('shows it as text', async ({ page, hydrated, expectAccessible }) => {
    const audit = new AuditPage(page, hydrated);
    await audit.open();
    await expect(audit.rows().first()).toContainText(`${HOSTILE_TEXT} / ${HOSTILE_TEXT}`);
    await expect(audit.rows().first().locator('.record-message')).toHaveText(HOSTILE_TEXT);
    await audit.opener(audit.rows().first()).click();
    await expect(audit.section('Labels')).toContainText(HOSTILE_TEXT);
    await expect(audit.section('Payload')).toContainText(HOSTILE_TEXT);
    await expect(page.locator('main img')).toHaveCount(0);
    if (hydrated) await expectAccessible();
  });
});

test.describe('with long and foreign text', () => {
  test.use({
    world: {
      seed: async (_server, api) => {
        await api.expectReady();
        await api.dispatch({
          namespace: 'n'.repeat(120),
          tenant: 't'.repeat(120),
          action_type: 'אבגד'.repeat(20),
          payload: { long: LONG, ['k'.repeat(300)]: '\u202e<script>', list: Array.from({ length: 600 }, (_, i) => i) },
          metadata: { ['l'.repeat(200)]: LONG.slice(0, 900) },
        });
      },
    },
  });

  test('fits every width, open and closed', async ({ page, hydrated, api }) => {
    const audit = new AuditPage(page, hydrated);
    const { records } = await api.audit();
    for (const query of ['', `?record=${records[0]?.id ?? ''}`]) {
      await audit.open(query);
      await expect(audit.record).toHaveCount(query === '' ? 0 : 1);
      for (const width of [360, 768, 1024, 1440, 2560]) {
        await page.setViewportSize({ width, height: 900 });
        const overflow = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
        expect(overflow, `${query} at ${width} px`).toBeLessThanOrEqual(0);
      }
    }
  });
});

test.describe('after a day at work', () => {
  test.use({ world: REALISTIC });

  test('fits every width', async ({ page, hydrated }) => {
    const audit = new AuditPage(page, hydrated);
    for (const query of ['', '?tab=changes']) {
      await audit.open(query);
      for (const width of [360, 768, 1024, 1440, 2560]) {
        await page.setViewportSize({ width, height: 900 });
        const overflow = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
        expect(overflow, `${query} at ${width} px`).toBeLessThanOrEqual(0);
      }
    }
  });
});
