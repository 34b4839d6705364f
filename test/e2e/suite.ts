import { describe, expect, test } from 'vitest';
import type { Driver } from './drivers/driver.ts';
import { accessSpecs } from './specs/access.ts';
import { accessibilitySpecs } from './specs/accessibility.ts';
import { burstSpecs } from './specs/burst.ts';
import { compareSpecs } from './specs/compare.ts';
import { consentSpecs } from './specs/consent.ts';
import { contractSpecs } from './specs/contracts.ts';
import { coverageSpecs } from './specs/coverage.ts';
import { detailSpecs } from './specs/detail.ts';
import { draftSpecs } from './specs/drafts.ts';
import { faultSpecs } from './specs/faults.ts';
import { filterSpecs } from './specs/filter.ts';
import { hostileBodySpecs } from './specs/hostile-bodies.ts';
import { journeySpecs } from './specs/journey.ts';
import { killSpecs } from './specs/kills.ts';
import { limitedSpecs } from './specs/limited.ts';
import { limitsSpecs } from './specs/limits.ts';
import { listSpecs } from './specs/list.ts';
import { matrixSampleSpecs } from './specs/matrix-sample.ts';
import { newcomerSpecs } from './specs/newcomer.ts';
import { overviewSpecs } from './specs/overview.ts';
import { pageBorderSpecs } from './specs/page-border.ts';
import { reloadSpecs } from './specs/reload.ts';
import { resendFaultSpecs } from './specs/resend-faults.ts';
import { resendKeySpecs } from './specs/resend-keys.ts';
import { resendWaySpecs } from './specs/resend-ways.ts';
import { resendSpecs } from './specs/resend.ts';
import { scopeSpecs } from './specs/scope.ts';
import { settingsSpecs } from './specs/settings.ts';
import { survivalSpecs } from './specs/survival.ts';
import { unloadSpecs } from './specs/unload.ts';
import { isWhole, seed, shareOf } from './seed.ts';
import { type Stage, useStage } from './stage.ts';

type Specs = (stage: () => Stage) => void;

/** What is tried in both browsers at each change. */
const ALWAYS: Specs[] = [journeySpecs, hostileBodySpecs];

/** What is tried in one of the two, beside samples of long runs. */
const IN_TURN: Specs[] = [
  limitedSpecs,
  survivalSpecs,
  pageBorderSpecs,
  resendWaySpecs,
  resendSpecs,
  coverageSpecs,
  scopeSpecs,
  limitsSpecs,
  filterSpecs,
  overviewSpecs,
  listSpecs,
  compareSpecs,
  faultSpecs,
  draftSpecs,
  detailSpecs,
  accessSpecs,
  resendKeySpecs,
  resendFaultSpecs,
  settingsSpecs,
  contractSpecs,
  accessibilitySpecs,
  newcomerSpecs,
  consentSpecs,
  reloadSpecs,
  killSpecs,
  unloadSpecs,
  matrixSampleSpecs('full'),
  burstSpecs,
  matrixSampleSpecs('limited'),
];

/**
 * All that is tried in a browser: of what takes turns, its half, by `E2E_SEED` or else by the commit, as there is not
 * the time for both at each change; with `E2E=whole` all of it.
 */
export function suite(browser: Driver['name'], title: string): void {
  describe(`${title} (${isWhole ? 'all' : `E2E_SEED=${seed}`})`, () => {
    const stage = useStage(browser);
    for (const specs of [...ALWAYS, ...shareOf(IN_TURN, browser)]) specs(stage);

    test('nothing of the extension has thrown meanwhile', () => {
      expect(stage().driver.errors).toEqual([]);
    });
  });
}
