import { basename } from 'node:path';

import { PROVEN } from './proven-tests';

/** Why a test is skipped. */
export const NOT_PROVEN = 'has not passed yet with the pages as they are: see support/proven-tests.ts';

const proven = new Set<string>(PROVEN);

/** Whether a test has passed. Delete this file and the list once all have. */
export function isProven(project: string, titlePath: readonly string[]): boolean {
  const [file = '', ...titles] = titlePath;
  return proven.has([project, basename(file), ...titles].join(' › '));
}
