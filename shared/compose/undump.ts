// Lines of a hex dump (xxd, hexdump -C, Wireshark, our own): offsets and text columns are not bytes.

interface DumpLine {
  readonly offset: number;
  /** What stands between the offset and the end, in columns two or more spaces apart. */
  readonly columns: readonly string[];
}

const lineForm = /^\s*([0-9a-f]{4,8})(?::\s*|\s{2,})(\S.*)$/iu;
const lastOffset = /^\s*[0-9a-f]{7,8}\s*$/iu;
const pairs = /^(?:[0-9a-f]{2}\s)*[0-9a-f]{2}$/iu;
const words = /^(?:(?:[0-9a-f]{2}){1,4}\s)*(?:[0-9a-f]{2}){1,4}$/iu;

/** The digits of hex dump lines without offsets and text columns, or undefined when this is no hex dump. */
export function undump(text: string): string | undefined {
  const raw = text.split('\n').filter((line) => line.trim() !== '');
  // hexdump -C ends with a line that holds nothing but the offset
  const lines = raw.length > 1 && lastOffset.test(raw.at(-1) ?? '') ? raw.slice(0, -1) : raw;
  const parsed: DumpLine[] = [];
  for (const line of lines) {
    const match = lineForm.exec(line);
    if (!match) return undefined;
    const [, offset = '', rest = ''] = match;
    const withoutBars = rest.replace(/\s*\|.*$/su, '').trimEnd();
    const columns = withoutBars.split(/\s{2,}/u);
    // Bars around the text column leave no doubt: all before them are bytes.
    const sure = withoutBars.length < rest.trimEnd().length;
    parsed.push({ offset: Number.parseInt(offset, 16), columns: sure ? [columns.join(' ')] : columns });
  }
  if (parsed.length === 0) return undefined;
  const digits = parsed.map((line, i) => bytesOf(line, (parsed[i + 1]?.offset ?? Number.NaN) - line.offset));
  return digits.includes(undefined) ? undefined : digits.join(' ');
}

/** The digits of one line; `count` is the number of bytes that the offsets say it has, NaN where nothing says it. */
function bytesOf({ columns }: DumpLine, count: number): string | undefined {
  const [first = '', second = ''] = columns;
  if (!words.test(first)) return undefined;
  const bytesIn = (column: string) => column.replace(/\s+/gu, '').length / 2;
  const halves = pairs.test(first) && bytesIn(first) === 8 && pairs.test(second) && bytesIn(second) <= 8;
  const secondIsBytes = halves && (Number.isNaN(count) ? columns.length > 2 || bytesIn(second) > 3 : count > 8);
  return secondIsBytes ? `${first} ${second}` : first;
}
