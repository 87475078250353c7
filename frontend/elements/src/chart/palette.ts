/** The colours of the page's stylesheet, for what is painted and not styled. */

/** Follows the theme: the system's, and the one that the page's switch has chosen. */
export class Palette {
  private readonly probe: HTMLElement;
  private readonly known = new Map<string, string>();
  private readonly ended = new AbortController();
  private readonly observer: MutationObserver;

  /** Calls `changed` whenever every colour may be another one. */
  constructor(parent: HTMLElement, changed: () => void) {
    // Custom properties are not computed; a colour that uses one is.
    this.probe = document.createElement('span');
    this.probe.hidden = true;
    parent.append(this.probe);
    const forget = (): void => {
      this.known.clear();
      changed();
    };
    const { signal } = this.ended;
    for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)']) {
      matchMedia(query).addEventListener('change', forget, { signal });
    }
    this.observer = new MutationObserver(forget);
    this.observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  }

  /** The colour of the custom property `name`, which is given without dashes, as a canvas takes it. */
  of(name: string, percent = 100): string {
    const style = `color-mix(in srgb, var(--${name}) ${percent}%, transparent)`;
    let colour = this.known.get(style);
    if (colour === undefined) {
      this.probe.style.color = style;
      colour = getComputedStyle(this.probe).color;
      this.known.set(style, colour);
    }
    return colour;
  }

  end(): void {
    this.ended.abort();
    this.observer.disconnect();
    this.probe.remove();
  }
}
