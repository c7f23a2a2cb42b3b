// The patient's phone: entries made without a connection are kept and sent later, and the page always says which is which.
import './breathe';
import './steps';
import { calls, show } from './crisis-card';
import { countUnsent, drop, entryOf, flush, keep, takeUp, unsent, type Entry, type Outcome, type Receipt } from './queue';

const justStored = 'engramm-just-stored';
const formOfEntry = new Map<string, HTMLFormElement>();
const resumed = new Set<string>();

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-queue]')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void queue(form);
  });
}

async function queue(form: HTMLFormElement): Promise<void> {
  if (form.dataset.busy === 'yes') {
    return;
  }
  form.dataset.busy = 'yes';
  const entry = entryOf(form);
  try {
    await keep(entry);
  } catch {
    // No storage on this device: the plain way, which waits for the server. The page may be an old copy with an id that was used.
    const command = form.elements.namedItem('command');
    if (command instanceof HTMLInputElement) {
      command.value = entry.id;
    }
    form.submit();
    return;
  }
  formOfEntry.set(entry.id, form);
  say(form, 'unsent');
  form.dispatchEvent(new CustomEvent('eg-kept', { bubbles: true }));
  await sendAll();
  await showUnsent();
  if (formOfEntry.has(entry.id)) {
    finish(form, undefined);
  }
}

async function sendAll(): Promise<void> {
  await flush((entry, outcome) => note(entry, outcome));
}

function note(entry: Entry, outcome: Outcome): void {
  const form = formOfEntry.get(entry.id);
  if (!form) {
    return;
  }
  if (outcome.kind === 'stored') {
    formOfEntry.delete(entry.id);
    say(form, 'stored', outcome.receipt.storedAt);
    form.dispatchEvent(new CustomEvent<Receipt>('eg-stored', { bubbles: true, detail: outcome.receipt }));
    finish(form, outcome.receipt);
  } else if (outcome.kind === 'refused') {
    formOfEntry.delete(entry.id);
    if (resumed.has(entry.id)) {
      // Filled in on an earlier visit: the kept entry may be all there is of it.
      void showUnsent();
    } else {
      // The form is still open: the person corrects it here, so the refused copy goes.
      void drop(entry.id).then(showUnsent);
    }
    for (const part of form.querySelectorAll<HTMLElement>('[data-before], [data-after]')) {
      part.hidden = 'after' in part.dataset;
    }
    delete form.dataset.busy;
    delete form.dataset.waited;
    say(form, 'refused', outcome.message);
    form.dispatchEvent(new CustomEvent('eg-refused', { detail: outcome.errors }));
  }
}

/**
 * Goes on, unless the crisis card is open: nothing may push that aside. Whoever was already told that the entry waits stays where they are, but for
 * what the practice says about the answer.
 */
function finish(form: HTMLFormElement, receipt: Receipt | undefined): void {
  const card = document.getElementById('crisis-card');
  const next = receipt?.next ?? form.dataset.next;
  const goesOn = form.dataset.waited === undefined || Boolean(receipt?.told);
  if (next && receipt && goesOn && (!card || card.hidden) && !('stay' in form.dataset)) {
    // The page that follows says it: the line in this form is gone before anyone has read it.
    sessionStorage.setItem(justStored, `${form.dataset.label ?? ''}: ${inWords(form, 'stored', receipt.storedAt)}`);
    location.assign(next);
    return;
  }
  form.dataset.waited = '';
  for (const part of form.querySelectorAll<HTMLElement>('[data-before]')) {
    part.hidden = true;
  }
  const after = form.querySelector<HTMLElement>('[data-after]');
  if (after) {
    after.hidden = false;
    const link = after.querySelector<HTMLAnchorElement>('a[data-go]');
    if (link && next) {
      link.href = next;
    }
  }
}

/** Writes the one line that says where the entry is. "Stored" only on the server's word. */
function say(form: HTMLFormElement, state: 'unsent' | 'stored' | 'refused', value = ''): void {
  const line = form.querySelector<HTMLElement>('[data-queue-status]');
  if (!line) {
    return;
  }
  line.hidden = false;
  line.classList.toggle('unsent', state !== 'stored');
  const icon = line.querySelector('use');
  icon?.setAttribute('href', `/built/icons.svg#${state === 'stored' ? 'check' : state === 'unsent' ? 'offline' : 'warning'}`);
  const words = line.querySelector('[data-words]') ?? line;
  words.textContent = inWords(form, state, value);
}

function inWords(form: HTMLFormElement, state: 'unsent' | 'stored' | 'refused', value: string): string {
  return (form.querySelector<HTMLElement>('[data-queue-status]')?.dataset[state] ?? '').replace('{0}', value);
}

/** Says once, on the page after a form, what the server stored from it. */
function showStored(): void {
  const line = document.querySelector<HTMLElement>('[data-just-stored]');
  const words = sessionStorage.getItem(justStored);
  if (!line || words === null) {
    return;
  }
  sessionStorage.removeItem(justStored);
  line.hidden = false;
  line.querySelector('[data-words]')!.textContent = words;
}

/** Shows on every page of the phone what still waits. */
async function showUnsent(): Promise<void> {
  const list = document.querySelector<HTMLElement>('[data-unsent]');
  if (!list) {
    return;
  }
  const entries = await unsent();
  list.hidden = entries.length === 0;
  list.replaceChildren(...entries.map((entry) => {
    const item = document.createElement('li');
    const time = new Date(entry.madeAt).toLocaleTimeString('de-DE', { hour: '2-digit', minute: '2-digit' });
    item.textContent = (entry.refused === undefined ? list.dataset.waiting : list.dataset.refused ?? '')!
      .replace('{0}', entry.label).replace('{1}', time).replace('{2}', entry.refused ?? '');
    return item;
  }));
}

/** What was sent on a page that went too soon, and an answer that called for the card and still waits: the page opens as it was left. */
async function resume(): Promise<void> {
  const pressed = new Set((await takeUp().catch(() => [])).map((entry) => entry.id));
  for (const entry of await unsent()) {
    const form = [...document.querySelectorAll<HTMLFormElement>('form[data-queue]')].find((f) => f.action === entry.action);
    const isCrisis = form?.dataset.crisis !== undefined && calls(form, entry.body[form.dataset.crisis]);
    if (form && entry.refused === undefined && (isCrisis || pressed.has(entry.id))) {
      form.dataset.busy = 'yes';
      formOfEntry.set(entry.id, form);
      resumed.add(entry.id);
      form.dispatchEvent(new CustomEvent('eg-kept', { bubbles: true }));
      if (isCrisis) {
        show(true);
      }
      say(form, 'unsent');
      finish(form, undefined);
    }
  }
}

async function wake(): Promise<void> {
  if ((await countUnsent()) > 0) {
    await sendAll();
  }
  await showUnsent();
}

async function retry(): Promise<void> {
  const before = document.visibilityState === 'visible' ? await countUnsent() : 0;
  if (before > 0) {
    await sendAll();
    if ((await countUnsent()) !== before) {
      await showUnsent();
    }
  }
}

// Nothing is sent before the page knows which of its forms an entry belongs to: what the server says would be heard by nobody.
const resuming = resume().catch(() => undefined);
addEventListener('online', () => void resuming.then(wake));
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') {
    void resuming.then(wake);
  }
});
// A network that says it is there often is not yet: what waits is tried again while somebody looks at the page.
setInterval(() => void resuming.then(retry).catch(() => undefined), 10_000);
void resuming.then(wake).catch(() => undefined);
showStored();

// A finished exercise logs itself; the person has nothing to fill in.
document.addEventListener('eg-breathe-finished', (event) => {
  const detail = (event as CustomEvent<Record<string, unknown>>).detail;
  const form = document.querySelector<HTMLFormElement>('form[data-after-breathe]');
  if (form) {
    for (const [name, value] of Object.entries(detail)) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) {
        field.value = String(value);
      }
    }
    form.requestSubmit();
  }
});

if ('serviceWorker' in navigator) {
  void navigator.serviceWorker.register('/companion/sw.js', { scope: '/companion/' }).then((registration) => {
    // The crisis card and the other always-open pages are kept in the language of this page.
    registration.active?.postMessage({ refresh: document.documentElement.lang });
  }).catch(() => undefined);
}
