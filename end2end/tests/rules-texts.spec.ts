import { expect, test } from '../support/fixtures';
import { RulesPage } from '../support/rules-page';
import { HOSTILE, HOSTILE_TEXT, REALISTIC } from '../support/seed';

test.describe('with hostile text', () => {
  test.use({ world: HOSTILE });

  test('shows it as text', async ({ page, hydrated, expectAccessible }) => {
    const rules = new RulesPage(page, hydrated);
    await rules.open();
    await expect(rules.names()).toHaveText([HOSTILE_TEXT]);
    await expect(rules.row(HOSTILE_TEXT).locator('.rule-description')).toHaveText(HOSTILE_TEXT);
    await expect(rules.condition(HOSTILE_TEXT)).toContainText(`"${HOSTILE_TEXT}"`);
    await expect(page.locator('main img')).toHaveCount(0);
    if (hydrated) await expectAccessible();
  });
});

test.describe('with hostile text in a name', () => {
  test.use({ world: { rules: HOSTILE.rules ?? {}, seed: (_server, api) => api.expectReady() } });

  test('the rule is switched like any other', async ({ page, hydrated }) => {
    const rules = new RulesPage(page, hydrated);
    await rules.open();
    await rules.switchOf(HOSTILE_TEXT).click();
    await expect(rules.state(HOSTILE_TEXT)).toHaveText('Disabled override');
    await expect(page.locator('main img')).toHaveCount(0);
  });
});

test.describe('after a day at work', () => {
  test.use({ world: REALISTIC });

  test('fits every width', async ({ page, hydrated }) => {
    const rules = new RulesPage(page, hydrated);
    for (const query of ['', '?tab=coverage']) {
      await rules.open(query);
      for (const width of [360, 768, 1024, 1440, 2560]) {
        await page.setViewportSize({ width, height: 900 });
        const overflow = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
        expect(overflow, `${query} at ${width} px`).toBeLessThanOrEqual(0);
      }
    }
  });
});
