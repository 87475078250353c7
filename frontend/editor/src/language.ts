/** What the editor knows of each language. */

import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import type { Extension } from '@codemirror/state';

import { cel } from './cel';
import { jsonCheck } from './diagnostics';

export type Language = 'json' | 'yaml' | 'cel';

/** Highlighting, indentation and, where the browser can, the check while typing. */
export function extensionOf(language: Language): Extension {
  switch (language) {
    case 'json':
      return [json(), jsonCheck];
    case 'yaml':
      return yaml();
    case 'cel':
      return cel;
  }
}
