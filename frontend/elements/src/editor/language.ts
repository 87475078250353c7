/** What the editor knows of each language. */

import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import type { Extension } from '@codemirror/state';

import { cel } from './cel';
import { jsonCheck } from './marks';

export type Language = 'json' | 'yaml' | 'cel';

/** Reads the attribute `language`. */
export function parseLanguage(name: string | null): Language {
  return name === 'yaml' || name === 'cel' ? name : 'json';
}

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
