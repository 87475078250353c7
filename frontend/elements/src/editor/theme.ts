/**
 * How the editor looks. Colours are the custom properties of the page's stylesheet, so that the theme
 * switch needs nothing from here. It is no stylesheet because the library's own rules stand outside
 * of all layers, and would win.
 */

import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const highlighting = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--syntax-key)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--syntax-string)' },
  { tag: tags.number, color: 'var(--syntax-number)' },
  { tag: [tags.bool, tags.null, tags.keyword, tags.operatorKeyword], color: 'var(--syntax-keyword)' },
  { tag: [tags.function(tags.variableName), tags.typeName, tags.labelName], color: 'var(--syntax-function)' },
  { tag: [tags.comment, tags.meta], color: 'var(--syntax-comment)' },
  { tag: [tags.operator, tags.punctuation], color: 'var(--syntax-punctuation)' },
]);

const underline = (colour: string) => ({
  backgroundImage: 'none',
  paddingBottom: '0',
  textDecoration: `underline wavy ${colour} 1px`,
  textUnderlineOffset: '3px',
});

const look = EditorView.theme({
  '&': {
    color: 'var(--ink)',
    fontSize: 'var(--text-sm)',
    maxHeight: 'var(--editor-max-height)',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--font-mono)',
    fontVariantLigatures: 'none',
    lineHeight: 'var(--editor-line)',
    overflow: 'auto',
  },
  '.cm-content': {
    containerType: 'inline-size',
    minWidth: '0',
    minHeight: 'var(--editor-min-height)',
    padding: 'var(--editor-padding) 0',
    caretColor: 'var(--ink)',
  },
  '.cm-line': { padding: '0 var(--space-3) 0 var(--space-1)', overflowWrap: 'anywhere' },
  '.cm-gutters': {
    minHeight: 'var(--editor-min-height)',
    border: '0',
    backgroundColor: 'transparent',
    color: 'var(--ink-3)',
  },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '30px', padding: '0 var(--space-1) 0 0' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLineGutter': { color: 'var(--ink)' },
  '.cm-placeholder': { color: 'var(--ink-3)' },
  '.cm-specialChar': { color: 'var(--denied)' },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--accent-soft)',
    outline: '1px solid var(--accent)',
  },
  '&.cm-focused .cm-nonmatchingBracket': {
    backgroundColor: 'var(--denied-soft)',
    outline: '1px solid var(--denied)',
  },

  // Errors.
  '.cm-gutter-lint': { width: '16px' },
  '.cm-gutter-lint .cm-gutterElement': {
    display: 'grid',
    padding: '6px 0 0',
    placeItems: 'start center',
  },
  '.cm-lint-marker': { width: '8px', height: '8px', content: 'normal' },
  '.cm-lint-marker-error': { content: 'normal', borderRadius: '50%', backgroundColor: 'var(--denied)' },
  '.cm-lint-marker-warning': {
    content: 'normal',
    clipPath: 'polygon(50% 0, 100% 100%, 0 100%)',
    backgroundColor: 'var(--errored)',
  },
  '.cm-lintRange-error': underline('var(--denied)'),
  '.cm-lintRange-warning': underline('var(--errored)'),
  '.cm-lintRange-active': { backgroundColor: 'var(--denied-soft)' },
  '.cm-lintPoint:after': { borderBottomColor: 'var(--denied)' },
  '.cm-lintPoint-warning:after': { borderBottomColor: 'var(--errored)' },
  '.editor-message': {
    display: 'inline-block',
    maxWidth: 'calc(100% - 3ch)',
    marginLeft: '3ch',
    overflow: 'hidden',
    verticalAlign: 'bottom',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontFamily: 'var(--font-ui)',
    userSelect: 'none',
    pointerEvents: 'none',
  },
  // Where it would take a line of its own, the text below the editor is enough.
  '@container (max-width: 460px)': { '.editor-message': { display: 'none' } },
  '.editor-message-error': { color: 'var(--denied)' },
  '.editor-message-warning': { color: 'var(--errored)' },
  '.cm-tooltip': {
    zIndex: '20',
    maxWidth: 'min(60ch, calc(100vw - 32px))',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--radius-m)',
    backgroundColor: 'var(--surface)',
    color: 'var(--ink)',
    boxShadow: 'var(--shadow)',
    fontFamily: 'var(--font-ui)',
  },
  '.cm-tooltip-lint': { margin: '0', padding: '0', overflow: 'hidden' },
  '.cm-diagnostic': { margin: '0', padding: 'var(--space-1) var(--space-2)', overflowWrap: 'anywhere' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--denied)' },
  '.cm-diagnostic-warning': { borderLeft: '3px solid var(--errored)' },

  // Below or above the text.
  '.cm-panels': { backgroundColor: 'var(--surface-2)', color: 'var(--ink-2)', zIndex: '1' },
  '.cm-panels-bottom': { borderTop: '1px solid var(--line)' },
  '.editor-mode': {
    padding: '2px var(--space-2)',
    fontFamily: 'var(--font-ui)',
    fontSize: 'var(--text-xs)',
  },
});

export const theme: Extension = [look, syntaxHighlighting(highlighting)];
