import AxeBuilder from '@axe-core/playwright';
import { test as base, expect } from '@playwright/test';

import { Api } from './api';
import { PluginsPage } from './plugins-page';
import { Server } from './server';

export interface Options {
  /** Whether the browser runs scripts. Set by the project. */
  hydrated: boolean;
  /** `[wasm] enabled` of the server. */
  wasm: boolean;
}

interface Fixtures {
  /** A server of the test's own. */
  server: Server;
  api: Api;
  plugins: PluginsPage;
  /** Fails the test when the browser's console has an error or a warning that is not expected. */
  browserConsole: { expect(pattern: RegExp): void };
  /** Fails when axe finds something on the page as it is. */
  expectAccessible: () => Promise<void>;
}

export const test = base.extend<Options & Fixtures>({
  hydrated: [true, { option: true }],
  wasm: [true, { option: true }],

  server: async ({ wasm }, use, info) => {
    const server = await Server.create({ wasm });
    await use(server);
    await server.dispose();
    if (info.status !== info.expectedStatus) {
      await info.attach('server.log', { body: server.log, contentType: 'text/plain' });
    }
  },

  baseURL: async ({ server }, use) => {
    await use(server.url);
  },

  api: async ({ server }, use) => {
    await use(new Api(server.url));
  },

  browserConsole: [
    async ({ page }, use) => {
      const expected: RegExp[] = [];
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') {
          complaints.push(`${message.type()}: ${message.text()}`);
        }
      });
      page.on('pageerror', (error) => {
        complaints.push(`uncaught: ${error.message}`);
      });
      await use({ expect: (pattern) => expected.push(pattern) });
      const unexpected = complaints.filter((text) => !expected.some((pattern) => pattern.test(text)));
      expect(unexpected).toEqual([]);
    },
    { auto: true },
  ],

  plugins: async ({ page, hydrated }, use) => {
    await use(new PluginsPage(page, hydrated));
  },

  expectAccessible: async ({ page }, use) => {
    await use(async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      const findings = violations.map(({ id, nodes }) => ({
        id,
        nodes: nodes.map((node) => `${node.html}: ${node.failureSummary ?? ''}`),
      }));
      expect(findings).toEqual([]);
    });
  },
});

export { expect };
