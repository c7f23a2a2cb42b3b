// <form data-steps>: one [data-step] at a time instead of a long list. Without script the list is there as a whole.
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-steps]')) {
  const steps = [...form.querySelectorAll<HTMLElement>('[data-step]')];
  const back = form.querySelector<HTMLButtonElement>('[data-step-back]');
  const next = form.querySelector<HTMLButtonElement>('[data-step-next]');
  const send = form.querySelector<HTMLElement>('[data-step-send]');
  const place = form.querySelector<HTMLElement>('[data-step-place]');
  const gap = form.querySelector<HTMLElement>('[data-step-gap]');
  if (steps.length < 2 || !next || !send) {
    continue;
  }
  let at = 0;
  form.dataset.stepping = '';

  const show = (index: number, byHand: boolean) => {
    at = index;
    steps.forEach((step, i) => {
      step.hidden = i !== at;
    });
    if (back) {
      back.hidden = at === 0;
    }
    next.hidden = at === steps.length - 1;
    send.hidden = at !== steps.length - 1;
    if (gap) {
      gap.hidden = true;
    }
    if (place) {
      place.textContent = (place.dataset.words ?? '').replace('{0}', String(at + 1)).replace('{1}', String(steps.length));
    }
    form.querySelectorAll('[data-dots] > i').forEach((dot, i) => dot.classList.toggle('on', i <= at));
    if (byHand) {
      const head = steps[at]?.querySelector<HTMLElement>('legend, h2, label, input');
      head?.setAttribute('tabindex', '-1');
      head?.focus({ preventScroll: true });
      form.scrollIntoView({ block: 'start' });
    }
  };

  /** An answer that must be given is missing on this screen. */
  const open = (step: HTMLElement) =>
    [...step.querySelectorAll<HTMLInputElement>('input[type="radio"][required]')].find((radio) => !step.querySelector(`input[name="${CSS.escape(radio.name)}"]:checked`));

  next.addEventListener('click', () => {
    const step = steps[at];
    const missing = step && open(step);
    if (missing && gap) {
      gap.hidden = false;
      missing.focus();
      return;
    }
    show(at + 1, true);
  });
  back?.addEventListener('click', () => show(at - 1, true));
  form.addEventListener('submit', (event) => {
    const step = steps[at];
    const missing = step && open(step);
    if (missing && gap) {
      event.preventDefault();
      event.stopImmediatePropagation();
      gap.hidden = false;
      missing.focus();
    }
  }, { capture: true });
  form.addEventListener('eg-refused', (event) => {
    const [field] = Object.keys((event as CustomEvent<Record<string, string>>).detail);
    const wrong = steps.findIndex((step) => step.querySelector(`[name="${CSS.escape(field ?? '')}"]`));
    show(Math.max(wrong, 0), true);
  });
  show(0, false);
}
