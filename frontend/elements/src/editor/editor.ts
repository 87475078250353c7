/** Turns a text area that holds JSON, YAML or CEL into an editor. */

import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { Annotation, Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  EditorView,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';

import { type Change, smallestChange } from './difference';
import { ariaOf, freshId, isReadOnly, stepBack } from './field';
import { type Language, extensionOf } from './language';
import { forgetAll, hasErrors, marks, showFromPage } from './marks';
import type { Problem } from './problem';
import { searching } from './search';
import { HINT, startTabMode, tabMovesOn } from './tab';
import { theme } from './theme';
import { typing } from './typing';

/** What a page does with an editor. */
export interface Editor {
  /** Shows problems from elsewhere, in place of those that were shown by this before. */
  setProblems(list: readonly Problem[]): void;
  setLanguage(language: Language): void;
  /** Gives the page its text area back. */
  destroy(): void;
}

/** Marks what came from the field, and need not be written to it. */
const fromField = Annotation.define<boolean>();

/**
 * Puts an editor in the place of `field`, which goes on holding the text: every edit is written to it
 * and told by an `input` event, and a value that a script gives it is shown, which can be undone like
 * an edit. A `problems` event on it tells the problems that are shown, an array of `Problem` in JSON,
 * whenever they change.
 */
export function enhance(field: HTMLTextAreaElement, options: { language: Language }): Editor {
  let language = options.language;
  const { host, hint } = frame(field);
  const required = field.required;
  const spoken = new Compartment();
  const locked = new Compartment();
  const grammar = new Compartment();

  const attributes = EditorView.contentAttributes.of((view) =>
    ariaOf(field, { hint, required, invalid: hasErrors(view.state) }),
  );
  const access = (): Extension => [
    EditorState.readOnly.of(isReadOnly(field)),
    EditorView.editable.of(!field.disabled),
    placeholder(field.placeholder),
  ];

  const view = new EditorView({
    doc: field.value,
    // Somebody may be typing already.
    selection: { anchor: field.selectionStart, head: field.selectionEnd },
    parent: host,
    extensions: [
      grammar.of(extensionOf(language)),
      spoken.of(attributes),
      locked.of(access()),
      nonce(),
      basics,
      marks((list) => {
        const detail = JSON.stringify(list);
        field.dispatchEvent(new CustomEvent('problems', { detail, bubbles: true }));
      }),
      EditorView.updateListener.of((update) => {
        const isOwn = update.transactions.some((one) => one.docChanged && !one.annotation(fromField));
        if (isOwn) {
          field.value = update.state.doc.toString();
          field.dispatchEvent(new Event('input', { bubbles: true }));
        }
      }),
    ],
  });
  startTabMode(view);

  const refresh = (): void => {
    const change: Change | undefined = smallestChange(view.state.doc.toString(), field.value);
    if (change) {
      view.dispatch({ changes: change, annotations: fromField.of(true), userEvent: 'input.refresh' });
    }
  };
  const isFocused = document.activeElement === field;
  const giveBack = stepBack(field, {
    focus: () => view.focus(),
    // Anew, so that the content's attributes are computed anew.
    attributes: () =>
      view.dispatch({ effects: [locked.reconfigure(access()), spoken.reconfigure([attributes])] }),
    value: refresh,
  });

  if (isFocused) {
    view.focus();
  }

  return {
    setProblems: (list) => showFromPage(view, list),
    setLanguage(next) {
      if (next !== language) {
        language = next;
        forgetAll(view);
        view.dispatch({ effects: grammar.reconfigure(extensionOf(next)) });
      }
    },
    destroy() {
      giveBack();
      view.destroy();
      host.remove();
    },
  };
}

/** Ctrl+Enter runs the form: it belongs to the page. */
const keys = defaultKeymap.filter((binding) => binding.key !== 'Mod-Enter');

const basics: Extension = [
  lineNumbers(),
  highlightActiveLineGutter(),
  highlightSpecialChars(),
  history(),
  indentOnInput(),
  indentUnit.of('  '),
  bracketMatching(),
  closeBrackets(),
  searching,
  tabMovesOn(),
  typing,
  keymap.of([...closeBracketsKeymap, ...keys, ...historyKeymap]),
  EditorView.lineWrapping,
  theme,
];

/** What stands in the field's place, at least as high as its `rows`. */
function frame(field: HTMLTextAreaElement): { host: HTMLElement; hint: string } {
  const host = document.createElement('div');
  host.className = 'editor';
  host.style.setProperty('--editor-rows', String(field.rows));
  const hint = document.createElement('p');
  hint.className = 'visually-hidden';
  hint.id = freshId('editor-hint');
  hint.textContent = HINT;
  host.append(hint);
  field.after(host);
  return { host, hint: hint.id };
}

/** Lets the editor's stylesheet pass the page's policy. */
function nonce(): Extension {
  const value = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;
  return value ? EditorView.cspNonce.of(value) : [];
}
