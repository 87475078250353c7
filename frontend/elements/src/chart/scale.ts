/** From where to where the axes go, and which points need a dot. Pure. */

/** The distance of the two points that are nearest to each other; `otherwise` when there are no two. */
export function stepOf(x: readonly number[], otherwise: number): number {
  let step = Infinity;
  for (let index = 1; index < x.length; index += 1) {
    step = Math.min(step, (x[index] ?? 0) - (x[index - 1] ?? 0));
  }
  return Number.isFinite(step) ? step : otherwise;
}

/** The ends of the axis of `x`; bars need half of one's width beside the outermost. */
export function rangeOfX(x: readonly number[], step: number, hasBars: boolean): [number, number] {
  const first = x[0] ?? 0;
  const last = x.at(-1) ?? first;
  const margin = hasBars || first === last ? step / 2 : 0;
  return [first - margin, last + margin];
}

/** The places of every n-th of `count` labels, so that they have `room` pixels each of `width`. */
export function thinned(count: number, width: number, room: number): number[] {
  const every = Math.max(1, Math.ceil((count * room) / Math.max(1, width)));
  return Array.from({ length: Math.ceil(count / every) }, (_, index) => index * every);
}

/** The points without a neighbour, which no line leads to. */
export function isolated(values: readonly (number | null | undefined)[]): number[] {
  const isThere = (index: number): boolean => typeof values[index] === 'number';
  return values.flatMap((_, index) =>
    isThere(index) && !isThere(index - 1) && !isThere(index + 1) ? [index] : [],
  );
}
