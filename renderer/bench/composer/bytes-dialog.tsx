import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { formatBytes } from '../../../shared/format.ts';
import { hexLines } from '../../../shared/text/hex-dump.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import style from './composer-dialogs.module.css';
import { closeComposerDialog } from './composer-dialogs.ts';

const LINE = 18;

/** All bytes of a message in hex, a screen at a time. */
export function BytesDialog({ bytes }: { bytes: Uint8Array }) {
  const scroller = useRef<HTMLElement>(null);
  const count = Math.max(1, Math.ceil(bytes.length / 16));
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    overscan: 8,
  });
  return (
    <Dialog
      title={`The ${formatBytes(bytes.length)} that will be sent`}
      testId="bytes-dialog"
      onClose={closeComposerDialog}
      onSubmit={closeComposerDialog}
      footer={<Button onClick={closeComposerDialog}>Close</Button>}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section ref={scroller} className={style.allBytes} tabIndex={0} aria-label="All bytes">
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const [line] = hexLines(bytes.subarray(index * 16, index * 16 + 16), index * 16);
            return (
              <div key={index} className={style.byteLine} style={{ transform: `translateY(${start}px)` }}>
                <span>{(index * 16).toString(16).padStart(6, '0')}</span>
                <span>{line?.groups.map((group) => group.padEnd(23)).join('  ')}</span>
                <span>{line?.ascii}</span>
              </div>
            );
          })}
        </div>
      </section>
    </Dialog>
  );
}
