import { expect, test } from '../support/fixtures';
import { answering, TRAPPING } from '../support/modules';

const ALLOW = answering('{"verdict":true}');

/** Pictures for people: nothing compares them. */
for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test.describe(`${colorScheme} at ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } });

      test('plugins', async ({ page, plugins, api, server }, info) => {
        const shoot = async (name: string): Promise<void> => {
          await page.evaluate(() => document.fonts.ready);
          const path = info.outputPath(`${name}-${colorScheme}-${width}.png`);
          await page.screenshot({ path, fullPage: true });
          await info.attach(name, { path, contentType: 'image/png' });
        };

        await plugins.open();
        await shoot('plugins-none');

        await api.register({
          name: 'compliance-engine',
          module: ALLOW,
          description: 'HIPAA and PCI checks on outgoing payloads',
          memoryLimitBytes: 33_554_432,
          timeoutMs: 250,
        });
        await api.register({
          name: 'geo-fence',
          module: TRAPPING,
          description: 'Rejects actions from embargoed regions, table of 2026-10',
        });
        await api.register({ name: 'legacy-validator', module: ALLOW, enabled: false });
        await server.putPluginFile('quota-guard.wasm', 'not a module');
        await api.expectCount(4);
        await api.invoke('compliance-engine');
        await api.invoke('geo-fence', 422);

        await plugins.open();
        await expect(plugins.names()).toHaveCount(4);
        await shoot('plugins');
      });
    });
  }
}
