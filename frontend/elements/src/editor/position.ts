/** Lines and columns, as people and the server count them: from 1, a column being one character. */

import type { Text } from '@codemirror/state';

export interface Position {
  line: number;
  column: number;
}

/** Where the UTF-16 offset `offset` is. */
export function positionAt(doc: Text, offset: number): Position {
  const line = doc.lineAt(Math.max(0, Math.min(offset, doc.length)));
  const before = doc.sliceString(line.from, offset);
  return { line: line.number, column: [...before].length + 1 };
}

/** The offset of a position. One that the text does not have becomes the nearest that it has. */
export function offsetAt(doc: Text, { line, column }: Position): number {
  const found = doc.line(Math.max(1, Math.min(Math.trunc(line) || 1, doc.lines)));
  const before = [...found.text].slice(0, Math.max(0, Math.trunc(column) - 1 || 0));
  return found.from + before.join('').length;
}

/** What to underline for a problem: the token at its column, or all of its line but the indentation. */
export function spanOf(doc: Text, place: { line: number; column: number | null }): { from: number; to: number } {
  if (place.column !== null) {
    return spanAt(doc, offsetAt(doc, { line: place.line, column: place.column }));
  }
  const line = doc.lineAt(offsetAt(doc, { line: place.line, column: 1 }));
  const indentation = line.text.length - line.text.trimStart().length;
  return { from: line.from + indentation, to: line.to };
}

/** A string, a word, or one character. */
const TOKEN = /^(?:"(?:[^"\\]|\\.)*"?|[\p{L}\p{N}_.-]+|.)/u;

/**
 * What to underline for an error at `offset`: the token that starts there, or nothing at the end of a
 * line, where the editor shows a point.
 */
export function spanAt(doc: Text, offset: number): { from: number; to: number } {
  const line = doc.lineAt(offset);
  const rest = line.text.slice(offset - line.from);
  return { from: offset, to: offset + (TOKEN.exec(rest)?.[0].length ?? 0) };
}
