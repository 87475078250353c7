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

import { type Diagnostic, diagnostics, forgetAll, hasErrors, showFromPage } from './diagnostics';
import { type Change, smallestChange } from './difference';
import { ariaOf, freshId, isReadOnly, stepBack } from './field';
import { type Language, extensionOf } from './language';
import { searching } from './search';
import { HINT, startTabMode, tabMovesOn } from './tab';
import { theme } from './theme';

export type { Diagnostic, Language };

/** What a page does with an editor. */
export interface Editor {
  /** Shows errors from elsewhere, in place of those that were shown by this before. */
  setDiagnostics(list: readonly Diagnostic[]): void;
  focus(): void;
  /** Takes over the field's value after the page has set it. It can be undone like an edit. */
  refresh(): void;
  setLanguage(language: Language): void;
  /** Gives the page its text area back. */
  destroy(): void;
}

/** Marks what came from the field, and need not be written to it. */
const fromField = Annotation.define<boolean>();

const editors = new WeakMap<HTMLTextAreaElement, Editor>();

/**
 * Puts an editor in the place of `field`, which goes on holding the text: every edit is written to it
 * and told by an `input` event. A `diagnostics` event on it tells the errors that are shown, an array
 * of `Diagnostic`, whenever they change. An editor that is there already is returned.
 */
export function enhance(field: HTMLTextAreaElement, options: { language: Language }): Editor {
  const present = editors.get(field);
  if (present) {
    present.setLanguage(options.language);
    return present;
  }
  const editor = create(field, options.language);
  editors.set(field, editor);
  return editor;
}

function create(field: HTMLTextAreaElement, language: Language): Editor {
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
    parent: host,
    extensions: [
      grammar.of(extensionOf(language)),
      spoken.of(attributes),
      locked.of(access()),
      nonce(),
      basics,
      diagnostics((list) => field.dispatchEvent(new CustomEvent('diagnostics', { detail: list, bubbles: true }))),
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
  const giveBack = stepBack(field, {
    labelled: () => view.focus(),
    // Anew, so that the content's attributes are computed anew.
    attributes: () =>
      view.dispatch({ effects: [locked.reconfigure(access()), spoken.reconfigure([attributes])] }),
    reset: refresh,
  });

  return {
    setDiagnostics: (list) => showFromPage(view, list),
    focus: () => view.focus(),
    refresh,
    setLanguage(next) {
      if (next !== language) {
        language = next;
        forgetAll(view);
        view.dispatch({ effects: grammar.reconfigure(extensionOf(next)) });
      }
    },
    destroy() {
      editors.delete(field);
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
