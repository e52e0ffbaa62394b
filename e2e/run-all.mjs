// `npm test`: lint, types, unit tests, and everything in a browser and with foreign programs. Sets up what it needs;
// the last line says how much passed and failed.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensurePeers } from './ensure-peers.mjs';

const results = 'test-results';
const total = { passed: 0, failed: 0, skipped: 0 };

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

step('lint');
step('types');
withTests(
  'unit tests',
  ['npx', 'vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile=${results}/unit.json`],
  () => {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = read('unit.json');
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
  },
);
ensurePeers();
if (ensureChromium()) {
  withTests('browser tests', ['npx', 'playwright', 'test', '--reporter=list,json'], () => {
    const { expected, unexpected, flaky, skipped } = read('browser.json').stats;
    return { passed: expected, failed: unexpected + flaky, skipped };
  });
} else {
  total.failed++;
}
if (total.skipped > 0) console.log(`${total.skipped} skipped; each says why above.`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** A step that passes or fails as a whole. */
function step(name) {
  console.log(`\n— ${name}`);
  if (run(['npm', 'run', '--silent', name]) === 0) total.passed++;
  else total.failed++;
}

/** A step that counts its tests; one that ends badly without a failed test counts as one. */
function withTests(name, command, counts) {
  console.log(`\n— ${name}`);
  const status = run(command);
  try {
    const { passed, failed, skipped } = counts();
    total.passed += passed;
    total.failed += failed > 0 || status === 0 ? failed : 1;
    total.skipped += skipped;
  } catch (error) {
    console.error(`The ${name} left no result: ${error.message}`);
    total.failed++;
  }
}

function run([program, ...args]) {
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: `${results}/browser.json` };
  return spawnSync(program, args, { stdio: 'inherit', env }).status ?? 1;
}

function read(name) {
  return JSON.parse(readFileSync(`${results}/${name}`, 'utf8'));
}
