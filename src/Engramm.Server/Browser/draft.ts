// Every keystroke of <form data-draft="key"> survives a closed tab. Kept per person on this device until what was typed has another
// keeper: the server, which names the draft in a cookie with the answer that follows a stored command, or the phone's queue. Put back
// only into the form it was typed into: once the server shows other values, an old draft would write over them. All go on signing out.

/** `base` stands for the values the server showed before anything was typed. */
type Kept = { at: number; base: string; values: Record<string, string[]> };

/** Written by Drafts.cs. */
const overCookie = 'engramm-draft-over';
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

/** Stands for what the server put into the form, or put into it before it refused. Fields that begin with the present time are left out. */
function baseOf(form: HTMLFormElement): string {
  const carried = form.querySelector<HTMLInputElement>('input[name="draft-base"]');
  if (carried?.value) {
    return carried.value;
  }
  const shown = fieldsOf(form).filter((field) => field.dataset.now === undefined).map((field) => [field.name, shownBy(field)]);
  const base = hash(JSON.stringify(shown));
  if (carried) {
    carried.value = base;
  }
  return base;
}

function shownBy(field: Field): string {
  if (field instanceof HTMLSelectElement) {
    return [...field.options].filter((option) => option.defaultSelected).map((option) => option.value).join(' ');
  }
  return field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox')
    ? `${field.value} ${field.defaultChecked}`
    : field.defaultValue;
}

/** Two times 32 bits of FNV-1a: tells forms apart, hides nothing. */
function hash(text: string): string {
  let [one, two] = [0x811c9dc5, 0x050c5d1f];
  for (let i = 0; i < text.length; i++) {
    one = Math.imul(one ^ text.charCodeAt(i), 0x01000193);
    two = Math.imul(two ^ text.charCodeAt(text.length - 1 - i), 0x01000193);
  }
  return (one >>> 0).toString(16) + (two >>> 0).toString(16);
}

function read(form: HTMLFormElement, base: string): Kept {
  const values: Record<string, string[]> = {};
  for (const field of fieldsOf(form)) {
    const list = (values[field.name] ??= []);
    if (!(field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox') && !field.checked)) {
      list.push(field.value);
    }
  }
  return { at: Date.now(), base, values };
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

function note(form: HTMLFormElement, words: 'kept' | 'restored' | 'stale', at: number): void {
  const line = form.querySelector<HTMLElement>('[data-draft-note]');
  if (line) {
    const when = new Date(at);
    const day = when.toDateString() === new Date().toDateString() ? '' : `${when.toLocaleDateString('de-DE', { day: '2-digit', month: '2-digit', year: 'numeric' })}, `;
    line.textContent = (line.dataset[words] ?? '').replace('{0}', day + when.toLocaleTimeString('de-DE', { hour: '2-digit', minute: '2-digit' }));
    line.hidden = false;
  }
  if (words !== 'stale') {
    // "Stored" is said of what the server has, not of what is being changed.
    form.querySelector('[data-queue-status]:not(.unsent)')?.setAttribute('hidden', '');
  }
}

const over = document.cookie.split('; ').find((cookie) => cookie.startsWith(`${overCookie}=`));
if (over) {
  localStorage.removeItem(own + decodeURIComponent(over.slice(overCookie.length + 1)));
  document.cookie = `${overCookie}=; path=/; max-age=0`;
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]')) {
  const key = own + form.dataset.draft;
  const isShownAgain = Boolean(form.querySelector<HTMLInputElement>('input[name="draft-base"]')?.value);
  const base = baseOf(form);
  const stored = localStorage.getItem(key);
  if (stored) {
    // A form shown again holds all that was sent with it, and perhaps already what somebody typed while this script was loading.
    const kept = JSON.parse(stored) as Kept;
    if (kept.base !== base) {
      localStorage.removeItem(key);
      note(form, 'stale', kept.at);
    } else if (!isShownAgain && restore(form, kept)) {
      note(form, 'restored', kept.at);
      form.dispatchEvent(new Event('eg-restored'));
    }
  }
  const keep = () => {
    const kept = read(form, base);
    try {
      localStorage.setItem(key, JSON.stringify(kept));
      note(form, 'kept', kept.at);
    } catch {
      // A full or forbidden storage: then nothing is claimed to be kept.
    }
  };
  form.addEventListener('input', keep);
  form.addEventListener('change', keep);
  // The phone's queue has it now. What the server refused is corrected here, and is a draft again.
  form.addEventListener('eg-kept', () => localStorage.removeItem(key));
  form.addEventListener('eg-refused', keep);
}
