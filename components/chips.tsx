import type { Choice, Session } from '../lib/session/session.ts';
import type { Settings } from '../lib/settings/settings.ts';
import { KeyDot, keyName } from './keys.tsx';
import { useTexts } from './language.ts';

/** The filter by key and by type: chips with counts, several of each at once. */
export function Chips({ session, settings }: { session: Session; settings: Settings }) {
  const { t } = useTexts();
  const { keys, types, filter } = session;
  if (keys.value.length + types.value.length === 0) return null;
  return (
    <div class="chips">
      <ChipGroup
        label={t('keys')}
        choices={keys.value}
        chosen={filter.value.keys}
        toggle={session.toggleKey}
        draw={(key) => (
          <>
            <KeyDot value={key} /> {keyName(t, settings, key)}
          </>
        )}
      />
      <ChipGroup
        label={t('types')}
        choices={types.value}
        chosen={filter.value.types}
        toggle={session.toggleType}
        draw={(type) => <bdi>{type || t('noType')}</bdi>}
      />
    </div>
  );
}

/** Chips of one group; a page may send any number of types. */
const MAX_CHIPS = 50;

interface ChipGroupProps {
  label: string;
  choices: Choice[];
  chosen: string[];
  toggle(value: string): void;
  draw(value: string): preact.ComponentChildren;
}

function ChipGroup({ label, choices, chosen, toggle, draw }: ChipGroupProps) {
  const { t } = useTexts();
  return (
    <div class="chip-group" role="group" aria-label={label}>
      <span class="chip-label">{label}</span>
      {choices.slice(0, MAX_CHIPS).map(({ value, count }) => (
        <button
          key={value}
          class="chip"
          aria-pressed={chosen.includes(value)}
          onClick={() => toggle(value)}
        >
          {draw(value)} <span class="count">{count}</span>
        </button>
      ))}
      {choices.length > MAX_CHIPS && (
        <span class="muted">{t('fieldsCut', choices.length - MAX_CHIPS)}</span>
      )}
    </div>
  );
}
