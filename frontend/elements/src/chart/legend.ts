/** What the series are called and, while the pointer is over the chart, what they are there. */

import { type ChartData, hasValues } from './data';

export class Legend {
  readonly root = element('div', 'chart-legend');
  private readonly at = element('span', 'chart-at');
  private values: HTMLElement[] = [];

  /** Names the series of another chart. */
  name(chart: ChartData): void {
    const keys = chart.series.map(({ label, colour, mark }) => {
      const key = element('span', 'chart-key');
      const swatch = element('span', `chart-swatch chart-swatch-${mark}`);
      swatch.style.backgroundColor = `var(--${colour})`;
      const name = element('span', 'chart-label');
      name.textContent = label;
      const value = element('span', 'chart-value');
      key.append(swatch, name, value);
      return { key, value };
    });
    this.values = keys.map(({ value }) => value);
    this.root.replaceChildren(...keys.map(({ key }) => key), this.at);
  }

  /** Shows the values of one point, or of none. */
  read(chart: ChartData, point: number | undefined, format: { x: Format; y: Format }): void {
    const x = point === undefined ? undefined : chart.x[point];
    const nothing = hasValues(chart) ? '' : 'No data';
    set(this.at, x === undefined ? nothing : format.x(x));
    this.values.forEach((element, index) => {
      const value = x === undefined ? undefined : chart.series[index]?.values[point ?? 0];
      set(element, value === undefined ? '' : value === null ? '–' : format.y(value));
    });
  }
}

export type Format = (value: number) => string;

function set(element: HTMLElement, text: string): void {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function element(name: string, className: string): HTMLElement {
  const created = document.createElement(name);
  created.className = className;
  return created;
}
