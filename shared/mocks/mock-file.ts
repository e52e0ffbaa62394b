// A mock as a file of its own (JSON), to be handed on. Untrusted like every file: checked as a whole, refused with a reason.
import * as v from 'valibot';
import { type Mock, mock } from './mock.ts';

const VERSION = 1;
const LARGEST_FILE = 16 * 1024 * 1024;

const mockFile = v.strictObject({
  format: v.literal('socketlab-mock'),
  version: v.literal(VERSION),
  name: v.optional(v.pipe(v.string(), v.maxLength(1_000))),
  mock,
});

export type ParsedMock =
  | { readonly ok: true; readonly name: string | undefined; readonly mock: Mock }
  | { readonly ok: false; readonly why: string };

/** The text of a mock's file. */
export function formatMockFile(given: Mock, name?: string): string {
  const content = { format: 'socketlab-mock', version: VERSION, ...(name !== undefined && { name }), mock: given };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** Reads the text of a mock's file; a bare mock without the frame around it is taken too. */
export function parseMockFile(text: string): ParsedMock {
  const no = (why: string): ParsedMock => ({ ok: false, why });
  if (text.length > LARGEST_FILE) return no('It is larger than a mock can be.');
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return no('It is not JSON, or it is cut off.');
  }
  const framed = typeof data === 'object' && data !== null && 'format' in data;
  const { version } = (framed ? data : {}) as { version?: unknown };
  if (typeof version === 'number' && version > VERSION) return no('It was made by a newer version of Socket Lab.');
  const checked = framed ? v.safeParse(mockFile, data) : v.safeParse(mock, data);
  if (!checked.success) {
    const [issue] = checked.issues;
    const where = v.getDotPath(issue as v.BaseIssue<unknown>);
    return no(`It is no mock${where ? `: “${where}”` : ''}: ${issue.message}`);
  }
  const { output } = checked;
  return 'mock' in output
    ? { ok: true, name: output.name, mock: output.mock }
    : { ok: true, name: undefined, mock: output };
}
