import { useEffect, useRef } from 'preact/hooks';
import type { MessageId } from '../lib/language/translate.ts';
import { type ShortcutPlace, SHORTCUTS } from '../lib/session/shortcuts.ts';
import { useTexts } from './language.ts';

const PLACES: { place: ShortcutPlace; text: MessageId }[] = [
  { place: 'panel', text: 'keysEverywhere' },
  { place: 'overview', text: 'overview' },
  { place: 'list', text: 'eventList' },
  { place: 'tree', text: 'keysInFields' },
  { place: 'search', text: 'searchFields' },
];

const SIGNS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Control: 'Ctrl',
  ' ': '␣',
};

/** The keys of the panel. */
export function ShortcutsDialog({ closed }: { closed(): void }) {
  const { t } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="wide" aria-labelledby="shortcuts-title" onClose={closed}>
      <h2 id="shortcuts-title" tabIndex={-1} autofocus>
        {t('shortcuts')}
      </h2>
      {PLACES.map(({ place, text }) => (
        <section key={place}>
          <h3>{t(text)}</h3>
          <dl class="shortcuts">
            {SHORTCUTS.filter((one) => one.place === place).map((one) => (
              <div key={one.text}>
                <dt>
                  {one.keys.map((key) => (
                    <kbd key={key}>{signOf(key)}</kbd>
                  ))}
                </dt>
                <dd>{t(one.text)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <div class="buttons">
        <button onClick={() => dialog.current?.close()}>{t('close')}</button>
      </div>
    </dialog>
  );
}

function signOf(key: string): string {
  return key
    .split('+')
    .map((part) => SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(' + ');
}
