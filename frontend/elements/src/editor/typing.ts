/**
 * Typed text, before the browser puts it into the page itself: Chromium then gives what it inserts beside
 * coloured text a `style` attribute, which the page's policy refuses with a message in the console.
 */

import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** An input method's text is left to the browser, since it goes on changing it. */
export const typing: Extension = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const text = event.data;
    const isPlain = event.inputType === 'insertText' && !event.isComposing && !view.composing;
    if (!isPlain || !text || view.state.readOnly || !isInPage(view)) {
      return false;
    }
    const { from, to } = view.state.selection.main;
    const insert = () =>
      view.state.update(view.state.replaceSelection(text), { userEvent: 'input.type', scrollIntoView: true });
    const handlers = view.state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, from, to, text, insert))) {
      view.dispatch(insert());
    }
    return true;
  },
});

/** Whether it is Chromium, and types into the page: on Android it does not. */
function isInPage(view: EditorView): boolean {
  return 'EditContext' in window && !('editContext' in view.contentDOM && view.contentDOM.editContext);
}
