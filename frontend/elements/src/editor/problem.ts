/** What is wrong with a text, as the page and the editor tell it each other. */

export interface Problem {
  /** From 1. */
  line: number;
  /** From 1; `null` when the line as a whole is meant. */
  column: number | null;
  message: string;
  /** Whether it does not stand in the way. */
  warning: boolean;
}

/** Reads the attribute `problems`. What is not a problem is left out: nobody could do anything about it. */
export function parseProblems(text: string | null): Problem[] {
  let list: unknown;
  try {
    list = JSON.parse(text ?? '[]');
  } catch {
    return [];
  }
  return Array.isArray(list) ? list.flatMap(problemOf) : [];
}

function problemOf(value: unknown): Problem[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const { line, column, message, warning } = value as Record<string, unknown>;
  if (typeof line !== 'number' || typeof message !== 'string') {
    return [];
  }
  return [{ line, column: typeof column === 'number' ? column : null, message, warning: warning === true }];
}
