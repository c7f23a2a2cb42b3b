// Starts the planner when it is asked for, and ties it to the order form beside it. The planner calculates; the form orders.

type Planner = { invokeMethodAsync(name: string, json: string): Promise<void> };
type Blazor = { start(options: unknown): Promise<void> };

const fields = ['product', 'weight', 'dose', 'duration', 'strength', 'observation'] as const;
const app = '/cockpit/_framework/';
const place = document.getElementById('planner');
const form = document.getElementById('plan') as HTMLFormElement | null;

for (const opener of document.querySelectorAll<HTMLButtonElement>('[data-planner-open]')) {
  opener.hidden = false;
  opener.addEventListener('click', () => {
    opener.hidden = true;
    document.querySelector<HTMLElement>('[data-planner-still]')?.setAttribute('hidden', '');
    place?.removeAttribute('hidden');
    const script = document.createElement('script');
    script.src = `${app}blazor.webassembly.js`;
    script.setAttribute('autostart', 'false');
    script.addEventListener('load', () => {
      const { Blazor: blazor } = window as unknown as { Blazor: Blazor };
      // The page is not the app's own, so its files are fetched from where the app is served.
      void blazor.start({ loadBootResource: (_type: string, name: string) => `${app}${name}` });
    });
    document.head.append(script);
  });
}

/** Called by the planner once it runs: says where its sheet is and begins to report the form. */
export function begin(planner: Planner): string {
  let waiting = false;
  form?.addEventListener('input', (event) => {
    if (!waiting && event.isTrusted) {
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        void planner.invokeMethodAsync('OnForm', read());
      });
    }
  });
  return place?.dataset.sheet ?? '';
}

/** The fields that shape the curve, as typed. */
export function read(): string {
  const values = form ? new FormData(form) : new FormData();
  return JSON.stringify(Object.fromEntries(fields.map((name) => [name, values.get(name)])));
}

/** Puts a value into the form, so that drafts and warnings notice it. */
export function take(name: string, value: string): void {
  const field = form?.elements.namedItem(name);
  if (field instanceof HTMLInputElement) {
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
}
