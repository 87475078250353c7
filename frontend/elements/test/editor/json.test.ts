import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Text } from '@codemirror/state';

import { firstJsonError } from '../../src/editor/json';
import { positionAt } from '../../src/editor/position';

/** `line:column: message` of the first error, or nothing. */
function found(text: string): string | undefined {
  const error = firstJsonError(text);
  if (!error) {
    return undefined;
  }
  const { line, column } = positionAt(Text.of(text.split('\n')), error.offset);
  return `${line}:${column}: ${error.message}`;
}

test('JSON and blank text have no error', () => {
  for (const text of ['', ' \n\t', '{}', '[1, -2.5e3, "\\u00e9", true, null, {"a": {}}]', '"one"', '0']) {
    assert.equal(found(text), undefined, text);
  }
});

const WRONG: [name: string, text: string, expected: RegExp][] = [
  ['a missing comma', '{\n  "a": 1\n  "b": 2\n}', /^3:3: a `,` is missing before this$/],
  ['a missing colon', '{"a" 1}', /^1:6: a `:` is missing before this$/],
  ['a missing value', '{\n  "a":\n}', /^3:1: a value is missing here$/],
  ['a comma before a closing brace', '{\n  "a": 1,\n}', /^3:1: no `,` before the closing `}`$/],
  ['a comma before a closing bracket', '[1, 2, ]', /^1:8: no `,` before the closing `]`$/],
  ['an unclosed object', '{"a": {"b": 1}', /^1:15: the closing `}` is missing$/],
  ['an unclosed array', '[1, 2', /^1:6: the closing `]` is missing$/],
  ['an unclosed string', '{\n  "a": "b\n}', /^2:8: the closing `"` of this string is missing$/],
  ['a name without quotes', '{\n  a: 1 }', /^2:3: a property name in double quotes must stand here$/],
  ['a name in single quotes', "{'a': 1}", /^1:2: a property name in double quotes must stand here$/],
  ['a word that is no value', '[nul]', /^1:2: this is not a JSON value/],
  ['single quotes', "['a']", /^1:2: this is not a JSON value/],
  ['a comment', '{\n  // why\n  "a": 1 }', /^2:3: JSON has no comments/],
  ['an escape that is none', '["\\x"]', /^1:2: only .* are escapes in JSON$/],
  ['a bad unicode escape', '["\\u12"]', /^1:2: `\\u` needs four hexadecimal digits$/],
  ['a tab in a string', '["a\tb"]', /^1:2: a control character in a string/],
  ['something after the end', '{} {}', /^1:4: there is more after the end of the value/],
  ['a leading zero', '[01]', /^1:3: a `,` is missing before this$/],
  ['a number that ends too early', '[1.]', /^1:2: this number ends too early$/],
  ['characters of two units before it', '["😀", nul]', /^1:7: this is not a JSON value/],
];

for (const [name, text, expected] of WRONG) {
  test(`the first error is found: ${name}`, () => assert.match(found(text) ?? 'none', expected));
}
