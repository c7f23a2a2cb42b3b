// The answer that calls for it shows the crisis card at once, with or without a connection. The card says that nobody has been
// told until the server has confirmed; then it says what the server says.
import type { Receipt } from './queue';

const card = document.getElementById('crisis-card');
const told = card?.querySelector<HTMLElement>('[data-told]');

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-crisis]')) {
  const name = form.dataset.crisis ?? '';
  const look = (event?: Event) => {
    const chosen = new FormData(form).get(name);
    const calls = typeof chosen === 'string' && chosen !== '' && chosen !== '0';
    if (!card || card.hidden === !calls) {
      return;
    }
    card.hidden = !calls;
    if (calls && event) {
      card.focus({ preventScroll: true });
      card.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
    }
  };
  form.addEventListener('change', look);
  form.addEventListener('eg-restored', () => look());
  form.addEventListener('eg-stored', (event) => {
    if (!card || card.hidden || !told) {
      return;
    }
    const receipt = (event as CustomEvent<Receipt>).detail;
    told.textContent = receipt.told ?? (card.dataset.received ?? '').replace('{0}', receipt.storedAt);
    told.classList.add('received');
  });
  look();
}
