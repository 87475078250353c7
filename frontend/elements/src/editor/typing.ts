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
    const { from, to } = placeOf(event, view);
    const { main } = view.state.selection;
    const typed =
      from === main.from && to === main.to
        ? view.state.replaceSelection(text)
        : { changes: { from, to, insert: text }, selection: { anchor: from + text.length } };
    const insert = () => view.state.update(typed, { userEvent: 'input.type', scrollIntoView: true });
    const handlers = view.state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, from, to, text, insert))) {
      view.dispatch(insert());
    }
    return true;
  },
});

/** What the text replaces. The editor hears of a selection a moment after the browser has made it. */
function placeOf(event: InputEvent, view: EditorView): { from: number; to: number } {
  const [range] = event.getTargetRanges();
  if (!range || !view.contentDOM.contains(range.startContainer) || !view.contentDOM.contains(range.endContainer)) {
    return view.state.selection.main;
  }
  return {
    from: view.posAtDOM(range.startContainer, range.startOffset),
    to: view.posAtDOM(range.endContainer, range.endOffset),
  };
}

/** Whether it is Chromium, and types into the page: on Android it does not. */
function isInPage(view: EditorView): boolean {
  return 'EditContext' in window && !('editContext' in view.contentDOM && view.contentDOM.editContext);
}
