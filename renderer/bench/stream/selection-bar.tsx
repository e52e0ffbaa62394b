import { X } from 'lucide-react';
import { useMemo } from 'react';
import { concat } from '../../../shared/compose/split.ts';
import type { Socket } from '../../../shared/contract/records.ts';
import { formatCounted } from '../../../shared/format.ts';
import { inspectBytes } from '../../../shared/text/data-inspector.ts';
import type { BytePlace } from '../../../shared/text/find.ts';
import { useCommands } from '../../commands/commands-context.tsx';
import { Button } from '../../ui/button.tsx';
import { MenuButton } from '../../ui/menu.tsx';
import { actEntries, copyEntries, saveEntries } from './chunk-menu.ts';
import type { StreamChunk, StreamModel } from './stream-model.ts';
import { setCompare, setSelection, spanOf, useStreamState } from './stream-state.ts';
import style from './stream-tools.module.css';

/** The longest thing the data inspector reads: ten bytes of a varint. */
const READ_BYTES = 16;

/** What is selected, as numbers and times, and what can be done with it. */
export function SelectionBar({ model, socket }: { model: StreamModel; socket: Socket }) {
  const book = useCommands();
  const selection = useStreamState((s) => s.selection);
  const cursor = useStreamState((s) => s.cursor);
  const compareFrom = useStreamState((s) => s.compareFrom);
  const span = useMemo(() => spanOf(selection), [selection]);
  const read = useMemo(() => (span ? readSelected(model, span) : undefined), [model, span]);
  if (compareFrom === undefined && !read) return null;
  return (
    <section className={style.selection} aria-label="Selected bytes" data-testid="selection-bar">
      {compareFrom !== undefined && (
        <p className={style.comparing}>
          Choose a chunk to compare with chunk {compareFrom}.
          <Button
            small
            testId="compare-now"
            unavailable={cursor === undefined || cursor === compareFrom ? 'Choose another chunk first' : undefined}
            onClick={() => cursor !== undefined && setCompare(undefined, [compareFrom, cursor])}
          >
            {cursor === undefined || cursor === compareFrom ? 'Compare' : `Compare with chunk ${cursor}`}
          </Button>
          <Button small look="quiet" onClick={() => setCompare(undefined)}>
            Cancel
          </Button>
        </p>
      )}
      {read && (
        <>
          <dl className={style.readings} data-testid="data-inspector">
            {inspectBytes(read.bytes, read.length).map(({ name, value }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <div className={style.selectionActs}>
            <MenuButton
              trigger={
                <Button small testId="copy-as">
                  Copy as ▾
                </Button>
              }
              entries={() => copyEntries(book)}
            />
            <MenuButton
              trigger={
                <Button small testId="save-as">
                  Save ▾
                </Button>
              }
              entries={() => saveEntries(book)}
            />
            <MenuButton
              trigger={
                <Button small testId="use-as">
                  Use ▾
                </Button>
              }
              entries={() => actEntries(book)}
            />
            <Button
              small
              look="quiet"
              icon={<X size={14} />}
              label="Clear the selection (Esc)"
              onClick={() => setSelection(undefined)}
            />
          </div>
          <span className="visually-hidden" aria-live="polite">
            {formatCounted(read.length, 'byte')} selected on{' '}
            {socket.origin === 'accepted' ? 'the server’s' : 'the client’s'} end
          </span>
        </>
      )}
    </section>
  );
}

/** The first selected bytes, and how many there are; of chunks that are loaded. */
function readSelected(model: StreamModel, { from, to }: { from: BytePlace; to: BytePlace }) {
  const chunks = model.view().items.filter((item): item is StreamChunk => item.kind === 'chunk');
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const { index, bytes } of chunks) {
    if (index < from.index || index > to.index) continue;
    const part = bytes.subarray(index === from.index ? from.offset : 0, index === to.index ? to.offset : bytes.length);
    if (length < READ_BYTES) parts.push(part.subarray(0, READ_BYTES - length));
    length += part.length;
  }
  return { bytes: concat(parts), length };
}
