/**
 * Finding text with Ctrl+F: the editor draws only the lines near those in sight, and the browser's own
 * search misses the others.
 */

import { search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';

/** The words of the panel, written like those of all other controls. */
const words = EditorState.phrases.of({
  next: 'Next',
  previous: 'Previous',
  all: 'All',
  'match case': 'Match case',
  regexp: 'Regular expression',
  'by word': 'Whole words',
  replace: 'Replace',
  'replace all': 'Replace all',
});

const look = EditorView.theme({
  '.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-search.cm-panel': {
    display: 'flex',
    flexWrap: 'wrap',
    gap: 'var(--space-1)',
    alignItems: 'center',
    padding: 'var(--space-2) var(--space-6) var(--space-2) var(--space-2)',
    fontFamily: 'var(--font-ui)',
  },
  '.cm-search.cm-panel br': { display: 'none' },
  '.cm-search.cm-panel .cm-textfield': {
    flex: '1 1 16ch',
    minWidth: '0',
    minHeight: '26px',
    margin: '0',
    padding: '2px var(--space-2)',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--radius-s)',
    backgroundColor: 'var(--surface)',
    color: 'var(--ink)',
    fontFamily: 'var(--font-mono)',
    fontSize: 'var(--text-xs)',
  },
  '.cm-search.cm-panel .cm-button': {
    minHeight: '26px',
    margin: '0',
    padding: '2px var(--space-2)',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--radius-s)',
    backgroundColor: 'var(--surface)',
    backgroundImage: 'none',
    color: 'var(--ink)',
    fontSize: 'var(--text-xs)',
    cursor: 'pointer',
  },
  '.cm-search.cm-panel .cm-button:hover': { backgroundColor: 'var(--surface-3)' },
  '.cm-search.cm-panel label': {
    display: 'inline-flex',
    gap: 'var(--space-1)',
    alignItems: 'center',
    minHeight: '26px',
    margin: '0 var(--space-1)',
    fontSize: 'var(--text-xs)',
  },
  '.cm-search.cm-panel input[type=checkbox]': { margin: '0', accentColor: 'var(--accent)' },
  // Otherwise as small as the sign in it.
  '.cm-search.cm-panel button[name=close]': {
    top: 'var(--space-2)',
    right: 'var(--space-1)',
    width: '26px',
    height: '26px',
    borderRadius: 'var(--radius-s)',
    color: 'var(--ink-2)',
    fontSize: 'var(--text-lg)',
    cursor: 'pointer',
  },
  '.cm-search.cm-panel button[name=close]:hover': { backgroundColor: 'var(--surface-3)' },
  '.cm-searchMatch': { backgroundColor: 'var(--changed-soft)', outline: '1px solid var(--changed)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--accent-soft)', outline: '2px solid var(--accent)' },
});

export const searching: Extension = [search({ top: true }), keymap.of(searchKeymap), words, look];
