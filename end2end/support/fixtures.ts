import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page, type Response } from '@playwright/test';

import type { Api } from './api';
import { keyOf, type Role } from './keys';
import { PluginsPage } from './plugins-page';
import { apiOf, create, Pool, type World } from './pool';
import type { Server } from './server';

export interface Options {
  /** Whether the browser runs scripts. Set by the project. */
  hydrated: boolean;
  /** The server that the test runs against. */
  world: World;
}

interface Fixtures {
  /** The server of the test's world: its own, unless the world is shared. */
  server: Server;
  /** The server's REST API, with the rights of an admin. */
  api: Api;
  /** Signs the browser in with the key of the world that is named like its role. */
  signIn: (role: Role) => Promise<void>;
  /** Opens a page and waits until it answers to the keyboard and the mouse. */
  open: (path: string) => Promise<Response | null>;
  /** Waits until the page that is there does so. */
  alive: () => Promise<void>;
  plugins: PluginsPage;
  /** Fails the test when the browser's console has an error or a warning that is not expected. */
  browserConsole: { expect(pattern: RegExp): void };
  /** Fails when axe finds something on the page as it is, in both themes when asked. */
  expectAccessible: (options?: { bothThemes?: boolean }) => Promise<void>;
}

interface WorkerFixtures {
  /** The servers that the worker's tests share. */
  pool: Pool;
}

export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  hydrated: [true, { option: true }],
  world: [{}, { option: true }],

  pool: [
    async ({}, use) => {
      const pool = new Pool();
      await use(pool);
      await pool.dispose();
    },
    { scope: 'worker' },
  ],

  server: async ({ world, pool }, use, info) => {
    const server = world.shared === true ? await pool.get(world) : await create(world);
    await use(server);
    if (world.shared !== true) await server.dispose();
    if (info.status !== info.expectedStatus) {
      await info.attach('server.log', { body: server.log, contentType: 'text/plain' });
    }
  },

  baseURL: async ({ server }, use) => {
    await use(server.url);
  },

  api: async ({ server, world }, use) => {
    await use(await apiOf(server, world));
  },

  signIn: async ({ page, server }, use) => {
    await use(async (role) => {
      const { key } = await keyOf({ role });
      // Shares its cookies with the page.
      const answer = await page.request.post(`${server.url}/v1/session`, { data: { key } });
      expect(answer.status(), await answer.text()).toBe(200);
    });
  },

  browserConsole: [
    async ({ page, hydrated }, use) => {
      // Chromium fetches ahead what scripts would need, and then misses them.
      const expected: RegExp[] = hydrated ? [] : [/preloaded using link preload but not used/];
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') {
          complaints.push(`${message.type()}: ${message.text()} at ${message.location().url}`);
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

  alive: async ({ page, hydrated }, use) => {
    await use(async () => {
      if (hydrated) await expect(page.locator('body[data-hydrated]')).toBeAttached();
    });
  },

  open: async ({ page, alive }, use) => {
    await use(async (path) => {
      const answer = await page.goto(path);
      await alive();
      return answer;
    });
  },

  plugins: async ({ page, hydrated }, use) => {
    await use(new PluginsPage(page, hydrated));
  },

  expectAccessible: async ({ page }, use) => {
    await use(async ({ bothThemes = false } = {}) => {
      if (!bothThemes) return findings(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        // Reduced motion: colours change at once.
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await findings(page);
      }
    });
  },
});

async function findings(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes.map((node) => `${node.html}: ${node.failureSummary ?? ''}`),
  }));
  expect(found).toEqual([]);
}

export { expect };
