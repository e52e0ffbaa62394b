import { toHex } from '../../../shared/bytes.ts';
import type { Composed } from '../../../shared/compose/compose.ts';
import { formatBytes, formatCount, formatCounted } from '../../../shared/format.ts';
import style from './composer.module.css';
import { openComposerDialog } from './composer-dialogs.ts';

const SHOWN_BYTES = 64;
const MOST_WRITES = 8;

/** The exact bytes that will be sent and their number, always; a click shows all of them. */
export function PreviewStrip({ composed, sample }: { composed: Composed; sample: boolean }) {
  const { bytes, writes, notice } = composed;
  return (
    <button
      type="button"
      className={style.preview}
      id="composer-preview"
      data-testid="composer-preview"
      title="Show all bytes"
      onClick={() => openComposerDialog({ kind: 'bytes', bytes })}
    >
      {countText(bytes.length)}
      {writes.length > 1 && ` in ${formatCount(writes.length)} writes`}
      {bytes.length > 0 && ` · ${previewHex(composed)}`}
      {sample && ' · a sample'}
      {notice && ` · ${notice}`}
    </button>
  );
}

const countText = (count: number) =>
  count < 1000 ? formatCounted(count, 'byte') : `${formatCounted(count, 'byte')} (${formatBytes(count)})`;

/** Hex with a bar between two writes; of many bytes the first and the last. */
function previewHex({ bytes, writes }: Composed): string {
  if (bytes.length > SHOWN_BYTES || writes.length > MOST_WRITES) {
    if (bytes.length <= SHOWN_BYTES) return toHex(bytes, ' ').toUpperCase();
    return `${toHex(bytes.subarray(0, 24), ' ')} … ${toHex(bytes.subarray(-12), ' ')}`.toUpperCase();
  }
  return writes
    .map((write) => toHex(write, ' '))
    .join(' │ ')
    .toUpperCase();
}
