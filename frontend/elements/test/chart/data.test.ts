import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasValues, isCategorical, parseChart, shapeOf } from '../../src/chart/data';

const chart = {
  time: true,
  x_unit: '',
  y_unit: 'µs',
  x: [10, 20, 30],
  series: [{ label: 'p50', colour: 'accent', mark: 'line', values: [1, null, 3] }],
};

/** Read with some of its fields replaced. */
function read(changes: Record<string, unknown>) {
  return parseChart(JSON.stringify({ ...chart, ...changes }));
}

test('a chart is read as the page writes it', () => {
  assert.deepEqual(parseChart(JSON.stringify(chart)), {
    time: true,
    xUnit: '',
    yUnit: 'µs',
    x: [10, 20, 30],
    series: chart.series,
  });
});

test('what is no chart is none', () => {
  for (const text of [null, '', '{', 'null', '7', '[]', '{}']) {
    assert.equal(parseChart(text), undefined, String(text));
  }
});

test('points that are no rising numbers are no chart', () => {
  for (const x of [null, 'x', {}, [1, '2'], [1, null], [2, 1], [1, 1]]) {
    assert.equal(read({ x }), undefined, JSON.stringify(x));
  }
  assert.equal(read({ series: null }), undefined);
});

test('series fit the points, and have a value or none', () => {
  const values = (given: unknown) => read({ series: [{ ...chart.series[0], values: given }] })?.series[0]?.values;
  assert.deepEqual(values([1]), [1, null, null]);
  assert.deepEqual(values([1, 2, 3, 4]), [1, 2, 3]);
  assert.deepEqual(values(['1', true, {}]), [null, null, null]);
  assert.deepEqual(values(undefined), [null, null, null]);
});

test('what is not known of a series has a default', () => {
  const [series, ...others] = read({ series: [{ colour: 'red; x', mark: 'pie' }, null, 'x'] })?.series ?? [];
  assert.deepEqual(series, { label: '', colour: 'accent', mark: 'line', values: [null, null, null] });
  assert.deepEqual(others, []);
});

test('other figures do not change the shape, anything else does', () => {
  const shape = (changes: Record<string, unknown>): string => {
    const parsed = read(changes);
    assert.ok(parsed);
    return shapeOf(parsed);
  };
  const same = shape({});
  assert.equal(shape({ x: [11], series: [{ ...chart.series[0], values: [5] }] }), same);
  const changes = [
    { time: false },
    { y_unit: 's' },
    { series: [] },
    { series: [{ ...chart.series[0], colour: 'denied' }] },
    { series: [{ ...chart.series[0], mark: 'bar' }] },
  ];
  for (const change of changes) {
    assert.notEqual(shape(change), same, JSON.stringify(change));
  }
});

test('bars that do not stand on a time axis are categories', () => {
  const bars = { series: [{ ...chart.series[0], mark: 'bar' }] };
  const is = (changes: Record<string, unknown>): boolean => {
    const parsed = read(changes);
    assert.ok(parsed);
    return isCategorical(parsed);
  };
  assert.equal(is({ ...bars, time: false }), true);
  assert.equal(is(bars), false);
  assert.equal(is({ time: false }), false);
  assert.equal(is({ time: false, series: [...bars.series, ...chart.series] }), false);
  assert.equal(is({ time: false, series: [] }), false);
});

test('whether there is anything to see is known', () => {
  const has = (values: unknown[]): boolean => {
    const parsed = read({ series: [{ ...chart.series[0], values }] });
    assert.ok(parsed);
    return hasValues(parsed);
  };
  assert.equal(has([null, null, null]), false);
  assert.equal(has([null, 0, null]), true);
});
