// The answer that calls for it shows the emergency card at once, with or without a connection. The card says that nobody has been
// told until the server has confirmed; then it says what the server says.
import type { Receipt } from './queue';

const card = document.getElementById('crisis-card');
const told = card?.querySelector<HTMLElement>('[data-told]');

/** Whether an answer in this form calls for the card: one value where the form names it, otherwise everything but a clear no. */
export function calls(form: HTMLFormElement, answer: unknown): boolean {
  const only = form.dataset.crisisAt;
  return typeof answer === 'string' && answer !== '' && (only ? answer === only : answer !== '0');
}

/** Shows or hides the card, and with it what goes on only without it. */
export function show(isShown: boolean): void {
  if (card) {
    card.hidden = !isShown;
  }
  for (const part of document.querySelectorAll<HTMLElement>('[data-with-crisis]')) {
    part.hidden = !isShown;
  }
  for (const part of document.querySelectorAll<HTMLElement>('[data-without-crisis]')) {
    part.hidden = isShown;
  }
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-crisis]')) {
  const name = form.dataset.crisis ?? '';
  const look = (event?: Event) => {
    const isCalled = calls(form, new FormData(form).get(name));
    const isNew = card?.hidden === isCalled;
    show(isCalled);
    if (card && isCalled && isNew && event) {
      card.focus({ preventScroll: true });
      card.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
    }
  };
  form.addEventListener('change', look);
  form.addEventListener('eg-restored', () => look());
  form.addEventListener('eg-stored', (event) => {
    if (!card || !told) {
      return;
    }
    const receipt = (event as CustomEvent<Receipt>).detail;
    told.textContent = receipt.told ?? (card.dataset.received ?? '').replace('{0}', receipt.storedAt);
    told.classList.add('received');
  });
  look();
}
