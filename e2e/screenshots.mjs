// Pictures of the app in its situations, in every theme and at two sizes, to be looked at by people:
// `node e2e/screenshots.mjs [folder]`, with `--only=words` the groups whose name has one of the words (split by commas),
// with `--looks=light-1280,dark-1920` in these looks only, with `--readme` the one picture of the README taken anew. What
// could not be pictured is said, and makes it exit with 1.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { ensureChromium } from './ensure-chromium.mjs';
import { limited, startLab } from './screenshots/lab.mjs';
import { groups } from './screenshots/pictures.mjs';
import { readmePicture } from './screenshots/readme.mjs';

const everyLook = [
  { width: 1280, height: 800, theme: 'light' },
  { width: 1280, height: 800, theme: 'dark' },
  { width: 1280, height: 800, theme: 'contrast' },
  { width: 1920, height: 1080, theme: 'light' },
  { width: 1920, height: 1080, theme: 'dark' },
];
const flags = process.argv.slice(2).filter((arg) => arg.startsWith('--'));
const folder = path.resolve(process.argv.slice(2).find((arg) => !arg.startsWith('--')) ?? 'test-results/screenshots');
/** The words of a flag, or nothing where it is not given. */
const wordsOf = (name) =>
  flags
    .find((flag) => flag.startsWith(`--${name}=`))
    ?.slice(name.length + 3)
    .split(',');
const only = wordsOf('only');
const wanted = wordsOf('looks');
const looks = everyLook.filter(({ theme, width }) => !wanted || wanted.includes(`${theme}-${width}`));
mkdirSync(folder, { recursive: true });

const lab = await startLab();
const browser = await chromium.launch({
  executablePath: ensureChromium(),
  args: process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : [],
});
const missing = [];
let taken = 0;
try {
  if (flags.includes('--readme')) await readmePicture(browser, lab);
  else for (const [name, pictures] of Object.entries(groups)) await group(name, pictures);
} finally {
  await browser.close();
  lab.close();
}
if (!flags.includes('--readme')) console.log(`${taken} pictures are in ${folder}`);
if (missing.length > 0) {
  console.error(`${missing.length} situations could not be pictured:\n${missing.join('\n')}`);
  process.exitCode = 1;
}
// What a group left open, as connections of a lab that was killed, does not hold it.
process.exit();

/** Goes through the situations of one group on one page; a situation that fails does not stop the next. */
async function group(name, pictures) {
  if (only && !only.some((word) => name.includes(word))) return;
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(5_000);
  await page.goto(lab.url);
  const shot = (situation) => picture(page, `${name}-${situation}`);
  const attempt = async (what, act, limit = 60_000) => {
    try {
      await limited(what, act(), limit);
    } catch (error) {
      missing.push(`${name}: ${what}: ${error.message.split('\n').slice(0, 3).join(' ')}`);
      await page.keyboard.press('Escape').catch(() => {});
    }
  };
  await attempt('all of it', () => pictures({ page, lab, shot, attempt, t: (id) => page.getByTestId(id) }), 600_000);
  await page.close();
}

async function picture(page, name) {
  await page.waitForTimeout(280); // counters repaint four times a second; a picture wants them settled
  for (const { theme, ...size } of looks) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: theme === 'light' ? 'light' : 'dark' });
    await page.evaluate(settled, theme);
    await page.screenshot({ path: path.join(folder, `${name}-${theme}-${size.width}.png`), timeout: 10_000 });
    taken++;
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light' });
}

/** In the page: it has its theme, what was told of its size is laid out, and what fades or moves to an end has come there. */
async function settled(theme) {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame(); // the page has followed the system
  // The contrast theme is a choice and not the system's: for the picture the document is told so.
  document.documentElement.dataset.theme = theme;
  for (let i = 0; i < 3; i++) await frame();
  const ends = document.getAnimations().filter((it) => it.effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ends.map((it) => it.finished));
  await document.fonts.ready;
}
