import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isolated, rangeOfX, stepOf, thinned } from '../../src/chart/scale';

test('the step is the least distance of two points', () => {
  assert.equal(stepOf([10, 40, 60, 90], 1), 20);
  assert.equal(stepOf([10], 60), 60);
  assert.equal(stepOf([], 60), 60);
});

test('lines go from edge to edge, bars have room for their width', () => {
  assert.deepEqual(rangeOfX([10, 20, 30], 10, false), [10, 30]);
  assert.deepEqual(rangeOfX([10, 20, 30], 10, true), [5, 35]);
});

test('an axis is never of no length', () => {
  assert.deepEqual(rangeOfX([10], 60, false), [-20, 40]);
  assert.deepEqual(rangeOfX([], 60, false), [-30, 30]);
});

test('labels that have no room are left out evenly', () => {
  assert.deepEqual(thinned(5, 500, 100), [0, 1, 2, 3, 4]);
  assert.deepEqual(thinned(5, 499, 100), [0, 2, 4]);
  assert.deepEqual(thinned(5, 10, 100), [0]);
  assert.deepEqual(thinned(0, 500, 100), []);
});

test('points that no line leads to are found', () => {
  assert.deepEqual(isolated([1, null, 2, 3, null, 0]), [0, 5]);
  assert.deepEqual(isolated([null, 4]), [1]);
  assert.deepEqual(isolated([1, 2]), []);
  assert.deepEqual(isolated([]), []);
});
