import assert from 'node:assert/strict';
import { test } from 'node:test';

import { StringStream } from '@codemirror/language';

import { celParser } from '../../src/editor/cel';

/** `text:token` of everything but white space. */
function tokens(text: string): string[] {
  const state = celParser.startState?.(2);
  assert.ok(state);
  const found: string[] = [];
  for (const line of text.split('\n')) {
    const stream = new StringStream(line, 2, 2);
    while (!stream.eol()) {
      stream.start = stream.pos;
      const token = celParser.token(stream, state);
      assert.ok(stream.pos > stream.start, `no progress at ${stream.pos} in ${line}`);
      if (token) {
        found.push(`${stream.current()}:${token}`);
      }
    }
  }
  return found;
}

test('names, fields, calls and operators', () => {
  assert.deepEqual(tokens('action.type == has(a.in) && !x in y'), [
    'action:variableName',
    '.:punctuation',
    'type:propertyName',
    '==:operator',
    'has:variableName.function',
    '(:punctuation',
    'a:variableName',
    '.:punctuation',
    'in:propertyName',
    '):punctuation',
    '&&:operator',
    '!:operator',
    'x:variableName',
    'in:operatorKeyword',
    'y:variableName',
  ]);
});

test('numbers and constants', () => {
  for (const number of ['0', '42', '42u', '0xFFu', '3.5', '.5', '1e9', '2.5E-3']) {
    assert.deepEqual(tokens(number), [`${number}:number`]);
  }
  assert.deepEqual(tokens('true null'), ['true:bool', 'null:bool']);
});

test('strings, also open ones, and comments', () => {
  assert.deepEqual(tokens(`"a\\"b" 'c' r"\\" b'x' // "no"`), [
    '"a\\"b":string',
    "'c':string",
    'r"\\":string',
    "b'x':string",
    '// "no":comment',
  ]);
  assert.deepEqual(tokens('"open\na'), ['"open:string', 'a:variableName']);
  assert.deepEqual(tokens('"""one\n"two"\n""" + 1'), [
    '"""one:string',
    '"two":string',
    '""":string',
    '+:operator',
    '1:number',
  ]);
});

test('what is no CEL gets past', () => {
  assert.deepEqual(tokens('é § \\ 😀'), ['é', '§', '\\', '😀'].map((one) => `${one}:punctuation`));
});
