/** The element `code-editor`: whoever puts a text area into one gets an editor in its place. */

import { type Editor, enhance } from './editor';
import { parseLanguage } from './language';
import { parseProblems } from './problem';

/**
 * Follows its attributes: `language`, which is `json`, `yaml` or `cel`, and `problems`, an array of
 * `Problem` in JSON.
 */
class CodeEditor extends HTMLElement {
  static readonly observedAttributes = ['language', 'problems'];

  private editor: Editor | undefined;
  private field: HTMLTextAreaElement | undefined;
  /** The attributes that the editor follows already. */
  private followed = '';
  private isDue = false;
  /** Pages may put the text area in later, or put in another one. */
  private readonly observer = new MutationObserver(() => this.plan());

  connectedCallback(): void {
    this.observer.observe(this, { childList: true });
    this.plan();
  }

  disconnectedCallback(): void {
    this.observer.disconnect();
    this.plan();
  }

  attributeChangedCallback(): void {
    this.plan();
  }

  /** Later, once the page has done all that it is about to: moved this, or set both attributes. */
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
    const language = parseLanguage(this.getAttribute('language'));
    const problems = this.getAttribute('problems');
    const field = this.isConnected ? (this.querySelector('textarea') ?? undefined) : undefined;
    if (field !== this.field) {
      this.editor?.destroy();
      this.editor = field && enhance(field, { language });
      this.field = field;
      this.followed = '';
    }
    // Only what is new: edits have moved the marks of what is not.
    const attributes = `${language} ${problems}`;
    if (attributes !== this.followed) {
      this.followed = attributes;
      this.editor?.setLanguage(language);
      this.editor?.setProblems(parseProblems(problems));
    }
  }
}

customElements.define('code-editor', CodeEditor);
