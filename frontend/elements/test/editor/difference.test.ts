import assert from 'node:assert/strict';
import { test } from 'node:test';

import { smallestChange } from '../../src/editor/difference';

test('only what differs is replaced', () => {
  for (const [before, after, expected] of [
    ['same', 'same', undefined],
    ['', 'new', { from: 0, to: 0, insert: 'new' }],
    ['old', '', { from: 0, to: 3, insert: '' }],
    ['{"a": 1}', '{"a": 23}', { from: 6, to: 7, insert: '23' }],
    ['aa', 'aaa', { from: 2, to: 2, insert: 'a' }],
    ['aaa', 'aa', { from: 2, to: 3, insert: '' }],
  ] as const) {
    assert.deepEqual(smallestChange(before, after), expected, `${before} -> ${after}`);
  }
});
