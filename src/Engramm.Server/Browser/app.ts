// On every page: light or dark, dialogs, menus, drafts, signatures, the idle lock, signing out.
import './draft';
import './idle-lock';
import './signature';
import { wipeDrafts } from './draft';
import { countUnsent, forgetEntries } from './queue';

const root = document.documentElement;

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-theme-choice]')) {
  button.hidden = false;
  button.addEventListener('click', () => {
    const shown = root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
    const next = shown === 'dark' ? 'light' : 'dark';
    root.dataset.theme = next;
    document.cookie = `engramm-theme=${next}; path=/; max-age=31536000; samesite=lax`;
  });
}

// Browsers of before 2025 do not know commandfor.
if (!('commandForElement' in HTMLButtonElement.prototype)) {
  document.addEventListener('click', (event) => {
    const opener = (event.target as Element).closest<HTMLElement>('[data-opens]');
    const dialog = opener && document.getElementById(opener.dataset.opens ?? '');
    if (dialog instanceof HTMLDialogElement) {
      dialog.showModal();
    }
  });
}

document.addEventListener('click', (event) => {
  const target = event.target as Element;
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details[data-menu][open]')) {
    if (!menu.contains(target)) {
      menu.open = false;
    }
  }
  if (target.closest('[data-print]')) {
    window.print();
  }
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') {
    return;
  }
  const menu = document.querySelector<HTMLDetailsElement>('details[data-menu][open]');
  if (menu) {
    menu.open = false;
    menu.querySelector('summary')?.focus();
  }
});

// "Back" to a form as it was sent would send its command again, and the server would take it as done: the page is fetched anew.
addEventListener('pageshow', (event) => {
  if (event.persisted && document.querySelector('form[method=post]:not([data-queue]) > input[name=command]')) {
    location.reload();
  }
});

// What went wrong is the first thing heard and reached.
document.querySelector<HTMLElement>('[data-focus]')?.focus();

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sign-out]')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void leave(form);
  });
}

/** Asks once when unsent entries would be lost; then removes everything this device keeps of the person. */
async function leave(form: HTMLFormElement): Promise<void> {
  if ((await countUnsent().catch(() => 0)) > 0 && !(await confirmLoss(form))) {
    return;
  }
  wipeDrafts();
  await forgetEntries().catch(() => undefined);
  // What a cockpit on this device knows of a session; its unsent entries stay and go out when their author signs in again.
  indexedDB.deleteDatabase('engramm-cockpit-session');
  if ('caches' in window) {
    for (const name of (await caches.keys()).filter((n) => n.startsWith('engramm-pages-'))) {
      await caches.delete(name);
    }
    navigator.serviceWorker?.controller?.postMessage({ refresh: root.lang });
  }
  form.submit();
}

function confirmLoss(form: HTMLFormElement): Promise<boolean> {
  const words = form.dataset;
  const dialog = document.createElement('dialog');
  dialog.className = 'modal';
  const box = document.createElement('form');
  box.method = 'dialog';
  const title = document.createElement('h2');
  title.id = 'unsent-title';
  title.textContent = words.unsentTitle ?? '';
  const text = document.createElement('p');
  text.textContent = words.unsentText ?? '';
  const actions = document.createElement('div');
  actions.className = 'actions';
  for (const [value, label, kind] of [['stay', words.unsentStay, 'primary'], ['leave', words.unsentLeave, 'quiet']]) {
    const button = document.createElement('button');
    button.value = value ?? '';
    button.className = `button ${kind}`;
    button.textContent = label ?? '';
    actions.append(button);
  }
  box.append(title, text, actions);
  dialog.append(box);
  dialog.setAttribute('aria-labelledby', title.id);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'leave');
    });
  });
}
