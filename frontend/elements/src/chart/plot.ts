/** The drawing: options for the library. */

import uPlot from 'uplot';

import { type ChartData, type Series, isCategorical } from './data';
import { formatInstant, formatTicks, formatValue } from './format';
import type { Format } from './legend';
import type { Palette } from './palette';
import { isolated, rangeOfX, stepOf, thinned } from './scale';

const MINUTE = 60;
/** In CSS pixels. */
const TICK = 4;
const GAP = 5;
/** Above and beside the drawing, for the half of a label. */
const MARGIN = { top: 8, side: 20 };
/** The least distance of two labels of an axis. */
const ROOM = { x: 76, y: 32 };
/** Marks of counts: there is no half of one. */
const WHOLE = [...Array(13).keys()].flatMap((power) => [1, 2, 5].map((digit) => digit * 10 ** power));

/** What a drawing needs that is not in the chart. */
export interface Surroundings {
  width: number;
  height: number;
  /** Of the text, as in CSS: the size in pixels, and the families. */
  font: string;
  palette: Palette;
  /** The pointer is over another point, or over none. */
  moved: (point: number | undefined) => void;
}

/** How the chart's values are written beside it. */
export function formatsOf(chart: ChartData): { x: Format; y: Format } {
  const step = stepOf(chart.x, MINUTE);
  return {
    x: chart.time ? (value) => formatInstant(value, step) : (value) => formatValue(value, chart.xUnit),
    y: (value) => formatValue(value, chart.yUnit),
  };
}

/** The figures as the library takes them. */
export function columnsOf(chart: ChartData): uPlot.AlignedData {
  const x = isCategorical(chart) ? [...chart.x.keys()] : chart.x;
  // A bar of no height would still have its outline.
  const columns = chart.series.map(({ mark, values }) =>
    mark === 'bar' ? values.map((value) => value || null) : values,
  );
  return [x, ...columns];
}

/** Draws a chart. `current` tells the one whose figures are shown, once they have changed. */
export function draw(
  parent: HTMLElement,
  chart: ChartData,
  current: () => ChartData,
  around: Surroundings,
): uPlot {
  const { palette, font, width, height } = around;
  const hasBars = chart.series.some(({ mark }) => mark === 'bar');
  const ink = (): string => palette.of('ink-3');
  const line = (): string => palette.of('line');
  const options: uPlot.Options = {
    width,
    height,
    padding: [MARGIN.top, MARGIN.side, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { setScale: false, x: false, y: false },
      points: {
        size: (_, index) => (chart.series[index - 1]?.mark === 'line' ? 7 : 0),
        width: 2,
        fill: 'var(--surface)',
        stroke: (_, index) => `var(--${chart.series[index - 1]?.colour ?? 'accent'})`,
      },
    },
    scales: {
      x: {
        time: chart.time,
        range: (plot) => {
          const x = [...plot.data[0]];
          return rangeOfX(x, stepOf(x, chart.time ? MINUTE : 1), hasBars);
        },
      },
      y: { range: (_, _min, max) => uPlot.rangeNum(0, max > 0 ? max : 1, 0.1, true) },
    },
    axes: [
      {
        stroke: ink,
        font,
        gap: GAP,
        size: Number.parseFloat(font) + TICK + 2 * GAP,
        grid: { show: false },
        ticks: { stroke: line, width: 1, size: TICK },
        ...axisOfX(chart, current),
      },
      {
        stroke: ink,
        font,
        gap: GAP,
        space: ROOM.y,
        size: widthOfLabels,
        grid: { stroke: line, width: 1 },
        ticks: { show: false },
        values: (_, ticks) => ticks.map((tick) => formatValue(tick, chart.yUnit)),
        ...(chart.yUnit === '' ? { incrs: WHOLE } : {}),
      },
    ],
    series: [{}, ...chart.series.map((series) => seriesOf(series, chart.series.length === 1, palette))],
    hooks: { setCursor: [({ cursor }) => around.moved(cursor.idx ?? undefined)] },
  };
  return new uPlot(options, columnsOf(chart), parent);
}

function axisOfX(chart: ChartData, current: () => ChartData): uPlot.Axis {
  if (isCategorical(chart)) {
    return {
      splits: (plot) => thinned(current().x.length, plot.width, ROOM.x),
      values: (_, places) => places.map((place) => formatValue(current().x[place] ?? 0, chart.xUnit)),
    };
  }
  return {
    space: ROOM.x,
    values: (_, ticks, _axis, _space, step) =>
      chart.time ? formatTicks(ticks, step) : ticks.map((tick) => formatValue(tick, chart.xUnit)),
  };
}

function seriesOf({ colour, mark }: Series, isAlone: boolean, palette: Palette): uPlot.Series {
  const stroke = (): string => palette.of(colour);
  if (mark === 'bar') {
    return {
      stroke,
      fill: () => palette.of(colour, 35),
      width: 1,
      ...(bars ? { paths: bars } : {}),
      points: { show: false },
    };
  }
  return {
    stroke,
    width: 1.5,
    ...(isAlone ? { fill: () => palette.of(colour, 10) } : {}),
    points: {
      show: false,
      size: 4,
      stroke,
      fill: stroke,
      filter: (plot, index) => isolated([...(plot.data[index] ?? [])]),
    },
  };
}

const bars = uPlot.paths.bars?.({ size: [0.86, 96], radius: [0.08, 0] });

/** As wide as the longest label. */
function widthOfLabels(plot: uPlot, labels: string[] | null, axis: number): number {
  const font = plot.axes[axis]?.font as unknown;
  if (!labels || !Array.isArray(font)) {
    return 0;
  }
  plot.ctx.save();
  plot.ctx.font = String(font[0]);
  const widest = Math.max(0, ...labels.map((label) => plot.ctx.measureText(label ?? '').width));
  plot.ctx.restore();
  // The canvas counts in the pixels of the device.
  return Math.max(MARGIN.side, Math.ceil(widest / devicePixelRatio) + GAP + TICK);
}
