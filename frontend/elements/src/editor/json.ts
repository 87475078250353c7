/** Finds the first error in a JSON text. */

import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';

export interface JsonError {
  /** UTF-16 offset. */
  offset: number;
  message: string;
}

/** By the name that the parser gives the error. */
const MESSAGES: Record<string, string> = {
  InvalidSymbol:
    'this is not a JSON value: write a string in double quotes, a number, `true`, `false`, `null`, `{` or `[`',
  InvalidNumberFormat: 'this is not a JSON number',
  PropertyNameExpected: 'a property name in double quotes must stand here',
  ValueExpected: 'a value is missing here',
  ColonExpected: 'a `:` is missing before this',
  CommaExpected: 'a `,` is missing before this',
  CloseBraceExpected: 'the closing `}` is missing',
  CloseBracketExpected: 'the closing `]` is missing',
  EndOfFileExpected: 'there is more after the end of the value: remove it',
  InvalidCommentToken: 'JSON has no comments: remove this one',
  UnexpectedEndOfComment: 'JSON has no comments: remove this one',
  UnexpectedEndOfString: 'the closing `"` of this string is missing',
  UnexpectedEndOfNumber: 'this number ends too early',
  InvalidUnicode: '`\\u` needs four hexadecimal digits',
  InvalidEscapeCharacter:
    'only `\\"`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` and `\\u` are escapes in JSON',
  InvalidCharacter: 'a control character in a string: write it as an escape, such as `\\t`',
};

/**
 * The first error in `text`, or nothing when it is JSON or blank. The browser's own parser decides
 * whether it is JSON: its messages do not always say where the error is.
 */
export function firstJsonError(text: string): JsonError | undefined {
  if (text.trim() === '') {
    return undefined;
  }
  let reason: string;
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
  }
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first, second] = errors;
  if (!first) {
    return { offset: 0, message: reason };
  }
  return { offset: first.offset, message: message(first, second, text) };
}

function message(error: ParseError, next: ParseError | undefined, text: string): string {
  const found = text.slice(error.offset, error.offset + error.length);
  const after = text.slice(0, error.offset).trimEnd().at(-1);
  if (after === ',' && (found === '}' || found === ']')) {
    return `no \`,\` before the closing \`${found}\``;
  }
  const name = printParseErrorCode(error.error);
  // A name without quotes is told as two errors, the second behind it.
  const isName = name === 'InvalidSymbol' && next && printParseErrorCode(next.error) === 'PropertyNameExpected';
  return MESSAGES[isName ? 'PropertyNameExpected' : name] ?? 'this is not JSON';
}
