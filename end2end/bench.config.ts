import { defineConfig } from '@playwright/test';

import config from './playwright.config';

/** Measures instead of testing: one browser at a time, and nothing is recorded beside it. */
export default defineConfig({
  ...config,
  testDir: 'bench',
  outputDir: 'bench-results',
  fullyParallel: false,
  workers: 1,
  timeout: 600_000,
  reporter: [['list']],
  use: { ...config.use, trace: 'off' },
  projects: [{ name: 'bench' }],
});
