/** The form field behind the editor: what the editor takes over from it, and how it steps back. */

/** Attributes that a page may change at any time. */
const WATCHED = [
  'aria-describedby',
  'aria-invalid',
  'aria-label',
  'aria-labelledby',
  'disabled',
  'placeholder',
  'readonly',
];

let counter = 0;

/** An id that nothing else in the document has. */
export function freshId(prefix: string): string {
  counter += 1;
  return `${prefix}-${counter}`;
}

/** Whether nobody may type. */
export function isReadOnly(field: HTMLTextAreaElement): boolean {
  return field.readOnly || field.disabled;
}

/** What the editor says of itself to assistive technology. */
export function ariaOf(
  field: HTMLTextAreaElement,
  state: { hint: string; required: boolean; invalid: boolean },
): Record<string, string> {
  const aria: Record<string, string> = {
    spellcheck: 'false',
    tabindex: '0',
    'aria-describedby': [field.getAttribute('aria-describedby'), state.hint].filter(Boolean).join(' '),
  };
  const labels = field.getAttribute('aria-labelledby') ?? idsOfLabels(field);
  const label = field.getAttribute('aria-label');
  if (labels) {
    aria['aria-labelledby'] = labels;
  } else if (label) {
    aria['aria-label'] = label;
  }
  if (isReadOnly(field)) {
    aria['aria-readonly'] = 'true';
  }
  if (field.disabled) {
    aria['aria-disabled'] = 'true';
  }
  if (state.required) {
    aria['aria-required'] = 'true';
  }
  const invalid = state.invalid ? 'true' : field.getAttribute('aria-invalid');
  if (invalid) {
    aria['aria-invalid'] = invalid;
  }
  return aria;
}

function idsOfLabels(field: HTMLTextAreaElement): string {
  const ids = [...field.labels].map((label) => (label.id ||= freshId('editor-label')));
  return ids.join(' ');
}

/** Everything that the page does with the field. */
export interface Events {
  /** The field's label was clicked, or the page moves the focus to the field. */
  focus: () => void;
  /** An attribute that the editor takes over has changed. */
  attributes: () => void;
  /** The page has set the value, or the field's form was reset. */
  value: () => void;
}

/**
 * Takes the field off the screen, out of the order of focus and out of the accessibility tree. It
 * stays in its form. `required` goes: the browser would refuse to send the form and could show
 * nobody why. Returns what undoes all of it.
 */
export function stepBack(field: HTMLTextAreaElement, events: Events): () => void {
  const required = field.required;
  field.required = false;
  field.dataset['enhanced'] = '';
  const ended = new AbortController();
  const { signal } = ended;
  const onClick = ({ target }: Event): void => {
    const label = target instanceof Element ? target.closest('label') : null;
    if (label?.control === field) {
      events.focus();
    }
  };
  document.addEventListener('click', onClick, { signal });
  // The values change after the event.
  field.form?.addEventListener('reset', () => queueMicrotask(events.value), { signal });
  const observer = new MutationObserver(events.attributes);
  observer.observe(field, { attributeFilter: WATCHED });
  const letGo = followScripts(field, events);
  return () => {
    letGo();
    observer.disconnect();
    ended.abort();
    delete field.dataset['enhanced'];
    field.required = required;
  };
}

/**
 * Scripts set the value and the focus by a property and a method, of which no event tells: this field gets its own.
 * Returns what takes them away.
 */
function followScripts(field: HTMLTextAreaElement, events: Events): () => void {
  Object.defineProperties(field, {
    value: {
      configurable: true,
      get: () => Reflect.get(HTMLTextAreaElement.prototype, 'value', field) as string,
      set: (value: string) => {
        Reflect.set(HTMLTextAreaElement.prototype, 'value', value, field);
        events.value();
      },
    },
    focus: { configurable: true, value: events.focus },
  });
  return () => {
    Reflect.deleteProperty(field, 'value');
    Reflect.deleteProperty(field, 'focus');
  };
}
