/**
 * Problems in the text: a mark in the gutter, a line under the place, the message at the end of the line
 * and, whole, beside the place when the pointer is over it. Those of JSON are found while typing, all
 * others come from the page.
 */

import {
  type Diagnostic as Mark,
  forEachDiagnostic,
  lintGutter,
  linter,
  nextDiagnostic,
  previousDiagnostic,
  setDiagnostics,
  setDiagnosticsEffect,
} from '@codemirror/lint';
import type { EditorState, Extension, Range } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
  keymap,
} from '@codemirror/view';

import { firstJsonError } from './json';
import { positionAt, spanAt, spanOf } from './position';
import type { Problem } from './problem';

/** A mark that the page has set: the check while typing leaves it alone. */
interface PageMark extends Mark {
  fromPage: true;
}

/** How long after the last key the text is checked: nobody wants to hear of half a word. */
const PAUSE_MS = 300;

/** Checks JSON while it is typed. */
export const jsonCheck = linter((view) => [...marksOfPage(view.state), ...marksOfJson(view.state)], {
  delay: PAUSE_MS,
});

/** Shows problems, and tells `changed` which there are whenever that changes. */
export function marks(changed: (list: Problem[]) => void): Extension {
  let told = '[]';
  // Not while the view is being updated: the page may answer at once.
  const tell = EditorView.updateListener.of((update) => {
    if (!mayDiffer(update)) {
      return;
    }
    const list = current(update.state);
    const text = JSON.stringify(list);
    if (text !== told) {
      told = text;
      changed(list);
    }
  });
  return [
    lintGutter(),
    linter(null),
    messages,
    tell,
    keymap.of([
      { key: 'F8', run: nextDiagnostic },
      { key: 'Shift-F8', run: previousDiagnostic },
    ]),
  ];
}

/** Shows what the page says instead of what it said before. */
export function showFromPage(view: EditorView, list: readonly Problem[]): void {
  const doc = view.state.doc;
  const theirs = list.map((problem): PageMark => ({
    ...spanOf(doc, problem),
    severity: problem.warning ? 'warning' : 'error',
    message: problem.message,
    fromPage: true,
  }));
  const own = marksNow(view.state).filter((mark) => !isFromPage(mark));
  if (theirs.length > 0 || own.length < marksNow(view.state).length) {
    view.dispatch(setDiagnostics(view.state, [...own, ...theirs]));
  }
}

/** Forgets all, for a text in another language. */
export function forgetAll(view: EditorView): void {
  view.dispatch(setDiagnostics(view.state, []));
}

/** Whether there is an error, not only warnings. */
export function hasErrors(state: EditorState): boolean {
  return marksNow(state).some((mark) => mark.severity === 'error');
}

function current(state: EditorState): Problem[] {
  return marksNow(state).map((mark) => ({
    ...positionAt(state.doc, mark.from),
    message: mark.message,
    warning: mark.severity !== 'error',
  }));
}

/** The marks where they are now: edits have moved them since they were set. */
function marksNow(state: EditorState): Mark[] {
  const found: Mark[] = [];
  forEachDiagnostic(state, (mark, from, to) => found.push({ ...mark, from, to }));
  return found;
}

function marksOfPage(state: EditorState): Mark[] {
  return marksNow(state).filter(isFromPage);
}

function isFromPage(mark: Mark): mark is PageMark {
  return 'fromPage' in mark;
}

function marksOfJson(state: EditorState): Mark[] {
  const error = firstJsonError(state.doc.toString());
  return error
    ? [{ ...spanAt(state.doc, error.offset), severity: 'error', message: error.message }]
    : [];
}

function mayDiffer(update: ViewUpdate): boolean {
  const isSet = update.transactions.some((transaction) =>
    transaction.effects.some((effect) => effect.is(setDiagnosticsEffect)),
  );
  return isSet || update.docChanged;
}

/** The message at the end of its line. Assistive technology gets it from the page, beside the field. */
class Message extends WidgetType {
  constructor(
    readonly text: string,
    readonly severity: string,
  ) {
    super();
  }

  override eq(other: Message): boolean {
    return other.text === this.text && other.severity === this.severity;
  }

  override toDOM(): HTMLElement {
    const element = document.createElement('span');
    element.className = `editor-message editor-message-${this.severity}`;
    element.setAttribute('aria-hidden', 'true');
    element.textContent = this.text;
    return element;
  }
}

const messages = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet = Decoration.none;

    update(update: ViewUpdate): void {
      if (mayDiffer(update)) {
        this.decorations = messagesOf(update.state);
      }
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

/** For each line the first message that it has. */
function messagesOf(state: EditorState): DecorationSet {
  const lines = new Map<number, Range<Decoration>>();
  for (const { from, message, severity } of marksNow(state)) {
    const end = state.doc.lineAt(from).to;
    if (!lines.has(end)) {
      const widget = new Message(message, severity);
      lines.set(end, Decoration.widget({ widget, side: 1 }).range(end));
    }
  }
  return Decoration.set([...lines.values()], true);
}
