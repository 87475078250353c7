/** Highlighting of the Common Expression Language: its tokens, nothing more. */

import { StreamLanguage, type StreamParser, type StringStream } from '@codemirror/language';

interface State {
  /** The quotes that end the string which a line has left open. */
  open: string | undefined;
  /** Whether a backslash means itself in it. */
  raw: boolean;
}

const CONSTANTS = new Set(['true', 'false', 'null']);
const NUMBER = /^(?:0[xX][0-9a-fA-F]+[uU]?|(?:\d+\.\d+|\.\d+|\d+)(?:[eE][+-]?\d+)?[uU]?)/;
const STRING = /^([rRbB]{0,2})("""|'''|"|')/;
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*/;
const OPERATOR = /^(?:&&|\|\||[=!<>]=|[<>!+\-*/%?:])/;

export const celParser: StreamParser<State> = {
  name: 'cel',
  startState: () => ({ open: undefined, raw: false }),
  copyState: (state) => ({ ...state }),
  token(stream, state) {
    if (state.open) {
      return restOfString(stream, state, state.open);
    }
    if (stream.eatSpace()) {
      return null;
    }
    if (stream.match('//')) {
      stream.skipToEnd();
      return 'comment';
    }
    const string = match(stream, STRING);
    if (string) {
      state.raw = /r/i.test(string[1] ?? '');
      return restOfString(stream, state, string[2] ?? '"');
    }
    // After a `.` it is the name of a field or a method, whatever it looks like.
    const afterDot = stream.string[stream.start - 1] === '.';
    if (!afterDot && stream.match(NUMBER)) {
      return 'number';
    }
    const name = match(stream, IDENTIFIER)?.[0];
    if (name !== undefined) {
      return nameToken(name, afterDot, stream);
    }
    if (stream.match(OPERATOR)) {
      return 'operator';
    }
    // One character, which may be two units.
    stream.match(/^./u);
    return 'punctuation';
  },
  languageData: {
    commentTokens: { line: '//' },
    closeBrackets: { brackets: ['(', '[', '{', '"', "'"] },
  },
};

export const cel = StreamLanguage.define(celParser);

function nameToken(name: string, afterDot: boolean, stream: StringStream): string {
  if (!afterDot && CONSTANTS.has(name)) {
    return 'bool';
  }
  if (!afterDot && name === 'in') {
    return 'operatorKeyword';
  }
  if (stream.match(/^\s*\(/, false)) {
    return 'variableName.function';
  }
  return afterDot ? 'propertyName' : 'variableName';
}

/** A string in three quotes goes on in the next line; any other ends with its line. */
function restOfString(stream: StringStream, state: State, quotes: string): string {
  while (!stream.eol()) {
    if (stream.match(quotes)) {
      state.open = undefined;
      return 'string';
    }
    if (stream.next() === '\\' && !state.raw) {
      stream.next();
    }
  }
  state.open = quotes.length === 3 ? quotes : undefined;
  return 'string';
}

function match(stream: StringStream, pattern: RegExp): RegExpMatchArray | undefined {
  const found = stream.match(pattern);
  return found && typeof found === 'object' ? found : undefined;
}
