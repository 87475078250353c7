import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseLanguage } from '../../src/editor/language';
import { parseProblems } from '../../src/editor/problem';

test('problems are read as the page writes them', () => {
  const problems = [
    { line: 3, column: 7, message: 'a value is missing here', warning: false },
    { line: 4, column: null, message: '<b>', warning: true },
  ];
  assert.deepEqual(parseProblems(JSON.stringify(problems)), problems);
});

test('what is no list of problems is none', () => {
  for (const text of [null, '', '{', 'null', '7', '{}', '"line 3"', '[null, 1, "x", [], {}]', '[{"line":"3","message":"m"}]', '[{"line":3}]']) {
    assert.deepEqual(parseProblems(text), [], String(text));
  }
});

test('the problems among other things are read', () => {
  assert.deepEqual(parseProblems('[null, {"line":1,"message":"m","column":"x","warning":1}]'), [
    { line: 1, column: null, message: 'm', warning: false },
  ]);
});

test('a language that is not known is JSON', () => {
  assert.deepEqual([null, '', 'toml', 'yaml', 'cel', 'json'].map(parseLanguage), [
    'json',
    'json',
    'json',
    'yaml',
    'cel',
    'json',
  ]);
});
