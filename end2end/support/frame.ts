import type { Locator, Page } from '@playwright/test';

export type ThemeName = 'System' | 'Light' | 'Dark';

/** What surrounds every page, as a person uses it. */
export class Frame {
  readonly navigation: Locator;
  readonly heading: Locator;
  readonly signOut: Locator;

  constructor(readonly page: Page) {
    this.navigation = page.getByRole('navigation', { name: 'Main' });
    this.heading = page.getByRole('heading', { level: 1 });
    this.signOut = page.getByRole('banner').getByRole('button', { name: 'Sign out' });
  }

  link(name: string): Locator {
    return this.navigation.getByRole('link', { name });
  }

  /** The link that is marked as where one is. */
  current(): Locator {
    return this.navigation.locator('[aria-current]');
  }

  theme(name: ThemeName): Locator {
    return this.page.getByRole('banner').getByRole('button', { name: `${name} theme` });
  }
}
