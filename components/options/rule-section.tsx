import type { Example, Rule } from '../../lib/contract/rules/rule.ts';
import type { RuleSetting } from '../../lib/contract/rules/rule-settings.ts';
import { RULES } from '../../lib/contract/rules/table.ts';
import type { MessageId } from '../../lib/language/translate.ts';
import type { SettingsStore } from '../../lib/settings/store.ts';
import { GRADE_TEXT, SEVERITY_TEXT } from '../issue-view.tsx';
import { useTexts } from '../language.ts';
import { Section } from './section.tsx';

/** Characters of an example that are drawn. */
const MAX_EXAMPLE = 500;

const SETTING_TEXT: Record<RuleSetting, MessageId> = { ...SEVERITY_TEXT, off: 'ruleOff' };

/** The rules beyond an event's shape, each explained, to be switched off or given another severity. */
export function RuleSection({ store }: { store: SettingsStore }) {
  const { t } = useTexts();
  const { rules, consentRequired } = store.settings.value;

  function set(id: string, setting: RuleSetting | undefined) {
    const { [id]: _, ...others } = rules;
    void store.change({ rules: setting ? { ...others, [id]: setting } : others });
  }

  return (
    <Section title="rulesTitle" hint="rulesHint">
      <label class="row">
        <input
          type="checkbox"
          checked={consentRequired}
          onChange={(event) => void store.change({ consentRequired: event.currentTarget.checked })}
        />
        {t('consentRequired')}
      </label>
      <ul class="entries">
        {RULES.map((rule) => (
          <li key={rule.id}>
            <details>
              <summary>{t(rule.title)}</summary>
              <p>
                {t(rule.explanation)} <span class="muted">[{t(GRADE_TEXT[rule.grade])}]</span>
              </p>
              <p class="muted">{t('ruleExample')}</p>
              <pre>{textOf(rule.example)}</pre>
            </details>
            <SettingOf rule={rule} setting={rules[rule.id]} set={set} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

interface SettingProps {
  rule: Rule;
  setting: RuleSetting | undefined;
  set(id: string, setting: RuleSetting | undefined): void;
}

function SettingOf({ rule, setting, set }: SettingProps) {
  const { t } = useTexts();
  const choices = settingsOf(rule);
  return (
    <select
      aria-label={t('ruleSeverity', t(rule.title))}
      value={setting ?? ''}
      onChange={({ currentTarget: { value } }) =>
        set(
          rule.id,
          choices.find((choice) => choice === value),
        )
      }
    >
      <option value="">{t('ruleUsual', t(SEVERITY_TEXT[rule.severity]))}</option>
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {t(SETTING_TEXT[choice])}
        </option>
      ))}
    </select>
  );
}

/** A guess is no error, so that is not offered. */
function settingsOf({ grade }: Rule): RuleSetting[] {
  return grade === 'inferred' ? ['warning', 'info', 'off'] : ['error', 'warning', 'info', 'off'];
}

function textOf(example: Example): string {
  const value = 'event' in example ? example.event : example;
  const text = JSON.stringify(value, undefined, 2);
  return text.length > MAX_EXAMPLE ? `${text.slice(0, MAX_EXAMPLE)}…` : text;
}
