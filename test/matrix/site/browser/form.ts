import type { Task } from '../task.ts';

/** Submits an HTML form with these fields, into an iframe of its own or in place of the page. */
export async function submitForm(task: Task, fields: unknown): Promise<void> {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = task.url;
  form.enctype = fields instanceof FormData ? 'multipart/form-data' : form.enctype;
  for (const [name, value] of fields as FormData | URLSearchParams) {
    const input = document.createElement('input');
    input.name = name;
    if (typeof value === 'string') {
      input.type = 'hidden';
      input.value = value;
    } else {
      input.type = 'file';
      const files = new DataTransfer();
      files.items.add(value);
      input.files = files.files;
    }
    form.append(input);
  }
  document.body.append(form);
  if (task.by === 'form-to-self') return form.submit();

  const frame = document.createElement('iframe');
  frame.name = 'answer';
  document.body.append(frame);
  form.target = frame.name;
  form.submit();
  // The answer has been loaded, or there was none to load (204): either way it has been sent.
  await fetch(`/got?m=${task.mark}`);
}
