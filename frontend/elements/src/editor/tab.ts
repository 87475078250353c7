/**
 * Tab moves on to the next control, as it does everywhere, until somebody asks for indentation with
 * Ctrl+M (WCAG 2.1.2). Leaving the editor ends that.
 */

import { indentWithTab } from '@codemirror/commands';
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { EditorView, keymap, showPanel } from '@codemirror/view';

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
const KEY = isMac ? 'Shift+Option+M' : 'Ctrl+M';

/** What a screen reader says of the keys when it comes to the editor. */
export const HINT = `Tab moves to the next control. ${KEY} makes Tab indent the text, and back.`;

const setIndents = StateEffect.define<boolean>();

const indents = StateField.define<boolean>({
  create: () => false,
  update: (value, transaction) =>
    transaction.effects.reduce((now, effect) => (effect.is(setIndents) ? effect.value : now), value),
  provide: (field) =>
    showPanel.from(field, (value) =>
      value
        ? () => {
            const dom = document.createElement('div');
            dom.className = 'editor-mode';
            dom.textContent = `Tab indents. ${KEY} ends that.`;
            return { dom };
          }
        : null,
    ),
});

export function tabMovesOn(): Extension {
  return [
    indents,
    keymap.of([{ key: 'Ctrl-m', mac: 'Shift-Alt-m', run: toggle }, indentWithTab]),
    EditorView.focusChangeEffect.of((state, focused) =>
      // Another window in front is not leaving.
      !focused && document.hasFocus() && state.field(indents) ? setIndents.of(false) : null,
    ),
    EditorView.updateListener.of((update) => {
      const now = update.state.field(indents);
      if (now !== update.startState.field(indents)) {
        update.view.setTabFocusMode(!now);
      }
    }),
  ];
}

/** To be called once for a new view: it is no part of its state. */
export function startTabMode(view: EditorView): void {
  view.setTabFocusMode(true);
}

function toggle(view: EditorView): boolean {
  const now = !view.state.field(indents);
  const said = now
    ? `Tab now indents. Press ${KEY} to make it move to the next control again.`
    : 'Tab now moves to the next control.';
  view.dispatch({ effects: [setIndents.of(now), EditorView.announce.of(said)] });
  return true;
}
