import { useRef } from 'preact/hooks';
import type { Chips as ChipsOf } from '../lib/session/filter-store.ts';
import type { Session } from '../lib/session/session.ts';
import type { Settings } from '../lib/settings/settings.ts';
import { KeyMenu } from './key-menu.tsx';
import { KeyDot, keyName, UnknownKey } from './keys.tsx';
import { wholeNumber } from './format.ts';
import { useTexts } from './language.ts';
import { useFocusHandedOn } from './list-focus.ts';
import { StateName } from './state-name.tsx';

interface ChipsProps {
  session: Session;
  settings: Settings;
  /** Whether it could be copied. */
  copy(text: string): Promise<boolean>;
}

/** The filter by state, key and type: chips with counts, several of each at once. They stand in the filter's text. */
export function Chips({ session, settings, copy }: ChipsProps) {
  const { t } = useTexts();
  const { keys, types, states } = session.filter;
  if ([keys, types, states].every(({ choices }) => choices.value.length === 0)) return null;
  const named = { keys: settings.keys, toldApart: session.filter.keysToldApart.value };
  return (
    <div class="chips">
      <ChipGroup
        label={t('states')}
        isEvident
        chips={states}
        draw={(state) => <StateName state={state} />}
      />
      <ChipGroup
        label={t('keys')}
        chips={keys}
        draw={(key) => (
          <>
            <KeyDot settings={named} value={key} /> <UnknownKey settings={named} value={key} />{' '}
            <bdi>{keyName(t, named, key, session.revealedKeys.value.has(key))}</bdi>
          </>
        )}
        menu={(key) => <KeyMenu session={session} settings={named} value={key} copy={copy} />}
      />
      <ChipGroup
        label={t('types')}
        chips={types}
        draw={(type) => <bdi title={type}>{type || t('noType')}</bdi>}
      />
    </div>
  );
}

/** Chips of one group; a page may send any number of types. */
const MAX_CHIPS = 50;

interface ChipGroupProps {
  label: string;
  /** Its chips say by themselves what they are. */
  isEvident?: boolean;
  chips: ChipsOf;
  draw(value: string): preact.ComponentChildren;
  menu?(value: string): preact.ComponentChildren;
}

function ChipGroup({ label, isEvident, chips, draw, menu }: ChipGroupProps) {
  const { t, language } = useTexts();
  const [choices, chosen] = [chips.choices.value, chips.chosen.value];
  if (choices.length === 0) return null;
  return (
    <div class="chip-group" role="group" aria-label={label}>
      {!isEvident && <span class="chip-label">{label}</span>}
      {choices.slice(0, MAX_CHIPS).map(({ value, count }) => (
        <ChipBox key={value}>
          <button
            class="chip"
            aria-pressed={chosen.includes(value)}
            onClick={() => chips.toggle(value)}
          >
            {draw(value)} <span class="count">{wholeNumber(count, language)}</span>
          </button>
          {menu?.(value)}
        </ChipBox>
      ))}
      {choices.length > MAX_CHIPS && (
        <span class="muted">{t('fieldsCut', choices.length - MAX_CHIPS)}</span>
      )}
    </div>
  );
}

/** A chip, which goes as it is taken out of the filter where nothing has its value. */
function ChipBox({ children }: { children: preact.ComponentChildren }) {
  const box = useRef<HTMLSpanElement>(null);
  useFocusHandedOn(box);
  return (
    <span ref={box} class="chip-box">
      {children}
    </span>
  );
}
