/** A page of the UI on a server that is seeded. */
export interface SitePage {
  name: string;
  path: string;
  /** Its title. */
  title: string;
}

/** Every page, with a plugin as the example of one. */
export function pages(plugin: string): readonly SitePage[] {
  return [
    { name: 'overview', path: '/', title: 'Overview' },
    { name: 'plugins', path: '/plugins', title: 'Plugins' },
    { name: 'register', path: '/register-plugin', title: 'Register Plugin' },
    { name: 'plugin', path: `/plugins/${plugin}`, title: plugin },
    { name: 'rules', path: '/rules', title: 'Rules' },
    { name: 'playground', path: '/playground', title: 'Rule Playground' },
    { name: 'audit', path: '/audit', title: 'Audit' },
    { name: 'changes', path: '/audit?tab=changes', title: 'Audit' },
    { name: 'settings', path: '/settings', title: 'Settings' },
  ];
}
