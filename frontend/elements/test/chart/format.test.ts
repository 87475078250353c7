import assert from 'node:assert/strict';
import { test } from 'node:test';

import { formatInstant, formatTicks, formatValue } from '../../src/chart/format';

// Instants are in the browser's time zone, whichever that is.
const at = (...parts: [number, number, number, number, number, number]): number => new Date(...parts).getTime() / 1000;

test('values are written like those of the page', () => {
  const cases: [number, string, string][] = [
    [0, 'µs', '0 µs'],
    [11, 'µs', '11 µs'],
    [2.5, 'µs', '2.5 µs'],
    [999, 'µs', '999 µs'],
    [1000, 'µs', '1 ms'],
    [1540, 'µs', '1.5 ms'],
    [123_400, 'µs', '123 ms'],
    [30_000_000, 'µs', '30 s'],
    [4_000_000_000, 'µs', '4,000 s'],
    [1.5, 'ms', '1.5 ms'],
    [1500, 'ms', '1.5 s'],
    [0.25, 's', '250 ms'],
    [0, '', '0'],
    [2_301_877, '', '2,301,877'],
    [12.34, '%', '12.3 %'],
  ];
  for (const [value, unit, expected] of cases) {
    assert.equal(formatValue(value, unit), expected);
  }
});

test('an instant is as exact as the distance of the points', () => {
  const instant = at(2026, 10, 3, 4, 5, 6);
  assert.equal(formatInstant(instant, 30), '04:05:06');
  assert.equal(formatInstant(instant, 60), '3 Nov, 04:05');
});

test('the marks of a time axis are hours of a day, and the day where one begins', () => {
  const midnight = at(2026, 0, 1, 0, 0, 0);
  assert.deepEqual(formatTicks([midnight - 300, midnight, midnight + 300], 300), ['23:55', '1 Jan', '00:05']);
  assert.deepEqual(formatTicks([midnight + 15], 15), ['00:00:15']);
  assert.deepEqual(formatTicks([at(2026, 11, 31, 12, 0, 0)], 86_400), ['31 Dec']);
});
