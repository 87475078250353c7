import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Text } from '@codemirror/state';

import { offsetAt, positionAt, spanAt, spanOf } from '../../src/editor/position';

const doc = Text.of(['rules:', '  - é😀x: 1', '', 'end']);

test('lines and columns count from 1, a column is a character', () => {
  assert.deepEqual(positionAt(doc, 0), { line: 1, column: 1 });
  assert.deepEqual(positionAt(doc, 7), { line: 2, column: 1 });
  assert.deepEqual(positionAt(doc, doc.toString().indexOf('x')), { line: 2, column: 7 });
  assert.deepEqual(positionAt(doc, doc.length), { line: 4, column: 4 });
});

test('each offset that starts a character comes back from its position', () => {
  for (let offset = 0; offset <= doc.length; offset += 1) {
    const isInside = /[\uDC00-\uDFFF]/.test(doc.sliceString(offset, offset + 1));
    if (!isInside) {
      assert.equal(offsetAt(doc, positionAt(doc, offset)), offset);
    }
  }
});

test('a position that is not there becomes the nearest one', () => {
  for (const [line, column, expected] of [
    [0, 0, 0],
    [-3, 5, 4],
    [1, 99, 6],
    [99, 1, doc.length - 3],
    [99, 99, doc.length],
    [Number.NaN, Number.NaN, 0],
  ] as const) {
    assert.equal(offsetAt(doc, { line, column }), expected, `${line}:${column}`);
  }
});

test('the token at the place is underlined', () => {
  const text = (line: string, offset: number): string => {
    const { from, to } = spanAt(Text.of([line]), offset);
    return line.slice(from, to);
  };
  assert.equal(text('{ "a b": fraud-scorer }', 2), '"a b"');
  assert.equal(text('{ "a b": fraud-scorer }', 9), 'fraud-scorer');
  assert.equal(text('a 😀b', 2), '😀');
  assert.equal(text('open "string', 5), '"string');
  assert.equal(text('end', 3), '');
});

test('a problem of a whole line underlines it without its indentation', () => {
  const text = (line: number, column: number | null): string => {
    const { from, to } = spanOf(doc, { line, column });
    return doc.sliceString(from, to);
  };
  assert.equal(text(2, null), '- é😀x: 1');
  assert.equal(text(2, 7), 'x');
  assert.equal(text(3, null), '');
  assert.equal(text(99, null), 'end');
});
