import type { Capture } from '../lib/capture/capture.ts';
import type { Observer } from '../lib/session/coverage.ts';
import { timingOf } from '../lib/session/timing.ts';
import { milliseconds } from './format.ts';
import { useTexts } from './language.ts';
import { OBSERVER_TEXT } from './observer-text.ts';

const CLOCKS: Observer[] = ['network', 'devtools', 'page'];

/** Where a request's time went, by the clock of each observer. */
export function Timing({ capture }: { capture: Capture }) {
  const { t, language } = useTexts();
  const phases = timingOf(capture);
  if (phases.length === 0) return null;
  const clocks = CLOCKS.filter((clock) => phases.some((phase) => phase[clock] !== undefined));
  return (
    <>
      <h3 id="timing">{t('timing')}</h3>
      <table class="figures" aria-labelledby="timing">
        <thead>
          <tr>
            <th scope="col">{t('phase')}</th>
            {clocks.map((clock) => (
              <th key={clock} scope="col" class="figure">
                {t(OBSERVER_TEXT[clock])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {phases.map((phase) => (
            <tr key={phase.text}>
              <th scope="row">{t(phase.text)}</th>
              {clocks.map((clock) => (
                <td key={clock} class="figure">
                  {phase[clock] !== undefined && milliseconds(phase[clock], language)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
