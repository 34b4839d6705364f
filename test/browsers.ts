/**
 * `npm run browsers [chromium] [firefox]`: says which browsers the tests will use, and installs those
 * that are missing or too old where it can: as root, on Debian and its like.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { OLDEST } from '../wxt.config.ts';
import { findBrowser } from './e2e/drivers/find-browser.ts';
import type { Browser } from './e2e/drivers/find-browser.ts';

const PACKAGES: Record<Browser, string> = { chromium: 'chromium', firefox: 'firefox-esr' };

/** Without any font, pages are drawn without letters. */
const FONTS = 'fonts-dejavu-core';

const known = Object.keys(PACKAGES) as Browser[];
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !known.some((browser) => browser === name));
if (unknown) stop(`No such browser: ${unknown}. Known: ${known.join(', ')}.`);
const wanted = asked.length > 0 ? known.filter((browser) => asked.includes(browser)) : known;

const missing = wanted.filter((browser) => !isFit(browser));
if (missing.length > 0) install(missing.map((browser) => PACKAGES[browser]));
for (const browser of wanted) console.log(describe(browser));

/** Whether it is there, and can run the extension. */
function isFit(browser: Browser): boolean {
  const program = findBrowser(browser);
  return program !== undefined && majorOf(versionOf(browser, program)) >= OLDEST[browser];
}

function describe(browser: Browser): string {
  const program = findBrowser(browser);
  if (!program) stop(`${browser}: still missing after the installation.`);
  const version = versionOf(browser, program);
  if (majorOf(version) < OLDEST[browser]) {
    const variable = browser.toUpperCase();
    stop(
      `${browser}: ${program} is ${version}, older than ${OLDEST[browser]}, which the extension needs. Install a newer one, or name its program in ${variable}.`,
    );
  }
  return `${browser}: ${version} (${program})`;
}

function versionOf(browser: Browser, program: string): string {
  const { status, stdout, error } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  if (status !== 0) stop(`${browser}: ${program} does not run. ${error?.message ?? ''}`);
  return stdout.trim();
}

function majorOf(version: string): number {
  return Number(/\d+/u.exec(version)?.[0] ?? 0);
}

function install(packages: string[]): void {
  const names = packages.join(' and ');
  if (!has('apt-get')) {
    stop(
      `Missing, or too old: ${names}. Install them, or name their programs in CHROMIUM and FIREFOX.`,
    );
  }
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')} ${FONTS}`;
  if (process.getuid?.() !== 0)
    stop(`Missing, or too old: ${names}. Install them: sudo ${command}`);
  console.log(`Installing ${names} ...`);
  apt(['update']);
  apt(['install', '-y', '--no-install-recommends', ...packages, FONTS]);
}

/** Shows what apt-get said only if it fails. */
function apt(args: string[]): void {
  const { status, stdout, stderr } = spawnSync(
    'apt-get',
    ['-o', 'DPkg::Lock::Timeout=120', ...args],
    {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      maxBuffer: 64 * 2 ** 20,
    },
  );
  if (status === 0) return;
  const output = `${stdout}${stderr}`;
  stop(`${output.trim()}\n\napt-get ${args[0]} failed. ${advice(output)}`);
}

function advice(output: string): string {
  if (output.includes('dpkg was interrupted')) {
    return 'An earlier installation was interrupted. Run `dpkg --configure -a`, then try again.';
  }
  if (/could not get lock|unable to (?:acquire|lock)/iu.test(output)) {
    return 'Another installation holds the lock: wait until it ends, then try again.';
  }
  if (/unable to locate package|no installation candidate/iu.test(output)) {
    return 'This system does not offer the package: install the browser by hand, or name its program in CHROMIUM or FIREFOX.';
  }
  return 'Its output is above.';
}

function has(command: string): boolean {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
