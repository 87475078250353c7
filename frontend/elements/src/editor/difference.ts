/** What has to change in one text to make it another. */

export interface Change {
  from: number;
  to: number;
  insert: string;
}

/**
 * The one stretch of `before` that has to be replaced to get `after`, or nothing when they are equal.
 * What is the same at both ends stays, and with it the place of the cursor and of errors.
 */
export function smallestChange(before: string, after: string): Change | undefined {
  if (before === after) {
    return undefined;
  }
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) {
    start += 1;
  }
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) {
    end += 1;
  }
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}
