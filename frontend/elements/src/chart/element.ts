/** The element `data-chart`: draws what its attribute `data` says, a `ChartData` in JSON. */

import type uPlot from 'uplot';

import { type ChartData, parseChart, shapeOf } from './data';
import { Legend } from './legend';
import { Palette } from './palette';
import { columnsOf, draw, formatsOf } from './plot';

/** Shown when the attribute is no chart. */
const NOTHING: ChartData = { time: false, xUnit: '', yUnit: '', x: [], series: [] };

/** As high as the stylesheet says, and as wide as there is room. */
class DataChart extends HTMLElement {
  static readonly observedAttributes = ['data'];

  private isDue = false;
  private drawing: Drawing | undefined;

  connectedCallback(): void {
    this.plan();
  }

  disconnectedCallback(): void {
    this.plan();
  }

  attributeChangedCallback(_name: string, before: string | null, now: string | null): void {
    if (before !== now) {
      this.plan();
    }
  }

  /** Later, once the page has done all that it is about to: moved this, or set the attribute. */
  private plan(): void {
    if (!this.isDue) {
      this.isDue = true;
      queueMicrotask(() => {
        this.isDue = false;
        this.follow();
      });
    }
  }

  private follow(): void {
    if (this.isConnected) {
      this.drawing ??= new Drawing(this);
      this.drawing.show(parseChart(this.getAttribute('data')) ?? NOTHING);
    } else {
      this.drawing?.end();
      this.drawing = undefined;
    }
  }
}

/** What an element has while it is in the document. */
class Drawing {
  private readonly legend = new Legend();
  private readonly place = document.createElement('div');
  private readonly palette: Palette;
  private readonly observer = new ResizeObserver(() => this.fit());
  private readonly ended = new AbortController();
  private chart = NOTHING;
  private shape = '';
  private point: number | undefined;
  /** None while there is no room for one. */
  private plot: uPlot | undefined;

  constructor(private readonly host: HTMLElement) {
    this.place.className = 'chart-plot';
    this.palette = new Palette(host, () => this.plot?.redraw(false, false));
    host.append(this.legend.root, this.place);
    this.observer.observe(this.place);
    // What is painted already is in another font, of which the widths are others too.
    const repaint = (): void => this.plot?.redraw(false, true);
    document.fonts.addEventListener('loadingdone', repaint, { signal: this.ended.signal });
  }

  /** Shows other figures, if need be in another form. */
  show(chart: ChartData): void {
    this.chart = chart;
    const shape = shapeOf(chart);
    if (shape === this.shape) {
      this.plot?.setData(columnsOf(chart));
    } else {
      this.shape = shape;
      this.point = undefined;
      this.legend.name(chart);
      this.plot?.destroy();
      this.plot = undefined;
      this.fit();
    }
    this.read();
  }

  end(): void {
    this.observer.disconnect();
    this.ended.abort();
    this.plot?.destroy();
    this.palette.end();
    this.host.replaceChildren();
  }

  private fit(): void {
    const { clientWidth: width, clientHeight: height } = this.place;
    if (width === 0 || height === 0) {
      return;
    }
    if (this.plot) {
      this.plot.setSize({ width, height });
      return;
    }
    const { fontSize, fontFamily } = getComputedStyle(this.place);
    this.plot = draw(this.place, this.chart, () => this.chart, {
      width,
      height,
      font: `${fontSize} ${fontFamily}`,
      palette: this.palette,
      moved: (point) => {
        this.point = point;
        this.read();
      },
    });
  }

  private read(): void {
    this.legend.read(this.chart, this.point, formatsOf(this.chart));
  }
}

customElements.define('data-chart', DataChart);
