interface Figure {
  name: string;
  value: number;
  unit: string;
  goal?: { text: string; met: boolean };
}

/** The figures of a benchmark, in the form that `cargo xtask bench` reads. */
export class Report {
  readonly figures: Figure[] = [];

  constructor(
    readonly bench: string,
    readonly summary: string,
  ) {}

  /** Adds a figure that has no goal. */
  add(name: string, value: number, unit: string): void {
    this.figures.push({ name, value, unit });
  }

  /** Adds a figure that must not be above `limit`. */
  addAtMost(name: string, value: number, unit: string, limit: number): void {
    const text = `at most ${limit} ${unit}`.trimEnd();
    this.figures.push({ name, value, unit, goal: { text, met: value <= limit } });
  }

  /** For people. */
  text(): string {
    const lines = this.figures.map(({ name, value, unit, goal }) => {
      const met = goal === undefined ? '' : `  (goal: ${goal.text}, ${goal.met ? 'met' : 'missed'})`;
      return `  ${name.padEnd(64)} ${value.toFixed(2).padStart(10)} ${unit}${met}`;
    });
    return [`${this.bench}: ${this.summary}`, ...lines].join('\n');
  }
}
