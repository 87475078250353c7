/** Values and instants as the rest of the page writes them: the counterpart of app/src/format.rs. */

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** How many microseconds the units of durations have. */
const DURATIONS: Record<string, number> = { 'µs': 1, ms: 1e3, s: 1e6 };

const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** `2,301,877`, `11 µs`, `1.5 ms`. A duration is written in the largest unit that it fills. */
export function formatValue(value: number, unit: string): string {
  const microseconds = DURATIONS[unit];
  if (microseconds !== undefined) {
    return formatDuration(value * microseconds);
  }
  return unit === '' ? numbers.format(value) : `${numbers.format(value)} ${unit}`;
}

function formatDuration(microseconds: number): string {
  if (microseconds >= 1e6) {
    return `${scaled(microseconds / 1e6)} s`;
  }
  return microseconds >= 1e3 ? `${scaled(microseconds / 1e3)} ms` : `${scaled(microseconds)} µs`;
}

/** At most one decimal, none when the number is long enough without. */
function scaled(value: number): string {
  return numbers.format(value < 100 ? value : Math.trunc(value));
}

/** An instant of a chart whose points are `step` seconds apart, in the browser's time zone. */
export function formatInstant(seconds: number, step: number): string {
  const date = new Date(seconds * 1000);
  return step < MINUTE ? `${clock(date)}:${two(date.getSeconds())}` : `${day(date)}, ${clock(date)}`;
}

/** Labels of a time axis whose marks are `step` seconds apart. Where a day begins it is the day. */
export function formatTicks(ticks: readonly number[], step: number): string[] {
  return ticks.map((seconds) => {
    const date = new Date(seconds * 1000);
    const isMidnight = date.getHours() + date.getMinutes() + date.getSeconds() === 0;
    if (step >= DAY || isMidnight) {
      return day(date);
    }
    return step < MINUTE ? `${clock(date)}:${two(date.getSeconds())}` : clock(date);
  });
}

function clock(date: Date): string {
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

function day(date: Date): string {
  return `${date.getDate()} ${MONTHS[date.getMonth()] ?? ''}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
