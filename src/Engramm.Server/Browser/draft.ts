// Every keystroke of <form data-draft="key"> survives a closed tab. Kept per person on this device, removed when the page that
// follows carries data-draft-saved="key", and as a whole on signing out.

type Kept = { at: number; values: Record<string, string[]> };

const prefix = 'engramm.draft.';
const own = `${prefix}${document.documentElement.dataset.person ?? 'nobody'}.`;
const passing = new Set(['password', 'hidden', 'file', 'submit', 'button']);

export function wipeDrafts(): void {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(prefix)) {
      localStorage.removeItem(key);
    }
  }
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.elements].filter((element): element is Field =>
    (element instanceof HTMLInputElement || element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement)
    && element.name.length > 0 && !passing.has(element.type));
}

function read(form: HTMLFormElement): Kept {
  const values: Record<string, string[]> = {};
  for (const field of fieldsOf(form)) {
    const list = (values[field.name] ??= []);
    if (!(field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox') && !field.checked)) {
      list.push(field.value);
    }
  }
  return { at: Date.now(), values };
}

/** Puts kept values back; says whether anything changed by it. */
function restore(form: HTMLFormElement, kept: Kept): boolean {
  let changed = false;
  for (const field of fieldsOf(form)) {
    const list = kept.values[field.name];
    if (!list) {
      continue;
    }
    if (field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox')) {
      const checked = list.includes(field.value);
      changed ||= field.checked !== checked;
      field.checked = checked;
    } else if (list[0] !== undefined && field.value !== list[0]) {
      field.value = list[0];
      changed = true;
    }
  }
  return changed;
}

function note(form: HTMLFormElement, words: 'kept' | 'restored', at: number): void {
  const line = form.querySelector<HTMLElement>('[data-draft-note]');
  if (line) {
    const time = new Date(at).toLocaleTimeString('de-DE', { hour: '2-digit', minute: '2-digit' });
    line.textContent = (line.dataset[words] ?? '').replace('{0}', time);
    line.hidden = false;
  }
}

for (const marker of document.querySelectorAll<HTMLElement>('[data-draft-saved]')) {
  localStorage.removeItem(own + marker.dataset.draftSaved);
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]')) {
  const key = own + form.dataset.draft;
  const stored = localStorage.getItem(key);
  if (stored) {
    const kept = JSON.parse(stored) as Kept;
    if (restore(form, kept)) {
      note(form, 'restored', kept.at);
      form.dispatchEvent(new Event('eg-restored'));
    }
  }
  const keep = () => {
    const kept = read(form);
    try {
      localStorage.setItem(key, JSON.stringify(kept));
      note(form, 'kept', kept.at);
    } catch {
      // A full or forbidden storage: then nothing is claimed to be kept.
    }
  };
  form.addEventListener('input', keep);
  form.addEventListener('change', keep);
  form.addEventListener('eg-stored', () => localStorage.removeItem(key));
}
