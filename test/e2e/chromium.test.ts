import { describe, expect, test } from 'vitest';
import { accessSpecs } from './specs/access.ts';
import { contractSpecs } from './specs/contracts.ts';
import { coverageSpecs } from './specs/coverage.ts';
import { burstSpecs } from './specs/burst.ts';
import { faultSpecs } from './specs/faults.ts';
import { journeySpecs } from './specs/journey.ts';
import { pageBorderSpecs } from './specs/page-border.ts';
import { limitsSpecs } from './specs/limits.ts';
import { reloadSpecs } from './specs/reload.ts';
import { limitedSpecs } from './specs/limited.ts';
import { matrixSampleSpecs } from './specs/matrix-sample.ts';
import { killSpecs } from './specs/kills.ts';
import { resendSpecs } from './specs/resend.ts';
import { settingsSpecs } from './specs/settings.ts';
import { survivalSpecs } from './specs/survival.ts';
import { unloadSpecs } from './specs/unload.ts';
import { useStage } from './stage.ts';

describe('Chromium', () => {
  const stage = useStage('chromium');
  journeySpecs(stage);
  faultSpecs(stage);
  resendSpecs(stage);
  settingsSpecs(stage);
  contractSpecs(stage);
  limitedSpecs(stage);
  accessSpecs(stage);
  coverageSpecs(stage);
  survivalSpecs(stage);
  matrixSampleSpecs(stage);
  pageBorderSpecs(stage);
  limitsSpecs(stage);
  reloadSpecs(stage);
  unloadSpecs(stage);
  burstSpecs(stage);
  killSpecs(stage);

  test('nothing of the extension has thrown meanwhile', () => {
    expect(stage().driver.errors).toEqual([]);
  });
});
