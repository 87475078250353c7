/** What a chart shows, as the page writes it into the attribute `data`. */

export interface Series {
  label: string;
  /** A custom property of the page's stylesheet without the dashes: `accent`. */
  colour: string;
  mark: 'line' | 'bar';
  /** A value for each point; `null` where there is none. */
  values: (number | null)[];
}

export interface ChartData {
  /** Whether `x` are instants in Unix seconds. */
  time: boolean;
  /** Unit of `x` when it is not time. */
  xUnit: string;
  /** Unit of the values; empty for counts. */
  yUnit: string;
  /** Where the points are, rising. */
  x: number[];
  series: Series[];
}

type Fields = Record<string, unknown>;

/** Nothing when `text` is no chart. Series that are longer or shorter than `x` are made to fit. */
export function parseChart(text: string | null): ChartData | undefined {
  let chart: unknown;
  try {
    chart = JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
  if (!isObject(chart) || !Array.isArray(chart['series']) || !isRising(chart['x'])) {
    return undefined;
  }
  const x = chart['x'];
  return {
    time: chart['time'] === true,
    xUnit: textOf(chart['x_unit']),
    yUnit: textOf(chart['y_unit']),
    x,
    series: chart['series'].filter(isObject).map((series) => seriesOf(series, x.length)),
  };
}

/** What a chart must be built anew for. Everything else about it are figures. */
export function shapeOf({ time, xUnit, yUnit, series }: ChartData): string {
  return JSON.stringify([time, xUnit, yUnit, series.map(({ label, colour, mark }) => [label, colour, mark])]);
}

/** Whether `x` are the names of bars: they then stand side by side, however far apart the numbers are. */
export function isCategorical({ time, series }: ChartData): boolean {
  return !time && series.length > 0 && series.every(({ mark }) => mark === 'bar');
}

export function hasValues({ series }: ChartData): boolean {
  return series.some(({ values }) => values.some((value) => value !== null));
}

function seriesOf(series: Fields, length: number): Series {
  const values = Array.isArray(series['values']) ? series['values'] : [];
  const colour = textOf(series['colour']);
  return {
    label: textOf(series['label']),
    // It becomes part of a style.
    colour: /^[a-z][a-z0-9-]*$/.test(colour) ? colour : 'accent',
    mark: series['mark'] === 'bar' ? 'bar' : 'line',
    values: Array.from({ length }, (_, index) => (isNumber(values[index]) ? values[index] : null)),
  };
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isRising(value: unknown): value is number[] {
  return (
    Array.isArray(value) &&
    value.every((here, index) => isNumber(here) && (index === 0 || value[index - 1] < here))
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
