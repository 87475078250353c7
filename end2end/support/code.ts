import { expect, type Locator } from '@playwright/test';

/**
 * Replaces the text of a field for code as a person does. With scripts an editor takes the field's
 * place, a moment after the page answers: whoever types waits for it.
 */
export async function write(field: Locator, text: string, hydrated: boolean): Promise<void> {
  if (!hydrated) {
    await field.fill(text);
    return;
  }
  await expect(field).toHaveClass(/cm-content/);
  await field.focus();
  await field.press('ControlOrMeta+a');
  await (text === '' ? field.press('Delete') : field.page().keyboard.insertText(text));
}
