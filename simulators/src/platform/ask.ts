import { button, h } from './dom.ts';

/** One way to answer a dialog. */
export interface Answer<Value> {
  readonly label: string;
  readonly value: Value;
}

export interface Question<Value> {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly answers: readonly Answer<Value>[];
  /** What Escape means. */
  readonly dismissed: Value;
  readonly lang?: string;
}

/** Asks in a modal dialog of the host and resolves with the answer. */
export function ask<Value>(question: Question<Value>): Promise<Value> {
  return new Promise((resolve) => {
    const finish = (value: Value) => {
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    const dialog = h(
      'dialog',
      { class: 'host-dialog', 'aria-labelledby': 'host-dialog-title', lang: question.lang },
      h('h2', { id: 'host-dialog-title' }, question.title),
      ...question.paragraphs.map((paragraph) => h('p', {}, paragraph)),
      h(
        'div',
        { class: 'row' },
        ...question.answers.map(({ label, value }, index) =>
          button(label, () => finish(value), { class: index === 0 ? 'primary' : null }),
        ),
      ),
    );
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      finish(question.dismissed);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
