import type { MessageId } from '../../lib/language/translate.ts';
import { shortKey } from '../../lib/wire/keys.ts';
import { KEY_COLOURS, type KeyColour, type KeySetting } from '../../lib/settings/settings.ts';
import { useTexts } from '../language.ts';

const COLOUR_TEXT: Record<KeyColour, MessageId> = {
  blue: 'colourBlue',
  red: 'colourRed',
  green: 'colourGreen',
  orange: 'colourOrange',
  purple: 'colourPurple',
  teal: 'colourTeal',
  pink: 'colourPink',
  olive: 'colourOlive',
};

interface ColourFieldProps {
  of: KeySetting;
  choose(next: KeySetting): void;
}

/** The colour of a key: chosen, or the one that follows from the key. */
export function ColourField({ of, choose }: ColourFieldProps) {
  const { t } = useTexts();
  const { colour: _, ...automatic } = of;
  return (
    <select
      aria-label={t('colourOf', of.alias || shortKey(of.key))}
      value={of.colour ?? ''}
      onChange={({ currentTarget }) => {
        const colour = KEY_COLOURS.find((one) => one === currentTarget.value);
        choose(colour ? { ...automatic, colour } : automatic);
      }}
    >
      <option value="">{t('colourAuto')}</option>
      {KEY_COLOURS.map((colour) => (
        <option key={colour} value={colour}>
          {t(COLOUR_TEXT[colour])}
        </option>
      ))}
    </select>
  );
}
