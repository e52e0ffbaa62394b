import type { SocketState } from '../../shared/contract/records.ts';

/** Our own 16-pixel glyphs, one for each state, of equal weight. They stand beside a word, never alone. */
const paths: Readonly<Record<SocketState, string>> = {
  created: 'M8 3.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6Z M8 7.2v1.6',
  connecting:
    'M8 2.6v1.6 M8 11.8v1.6 M2.6 8h1.6 M11.8 8h1.6 M4.2 4.2l1.1 1.1 M10.7 10.7l1.1 1.1 M11.8 4.2l-1.1 1.1 M5.3 10.7l-1.1 1.1',
  open: 'M2.5 5.5h9.5 M9.5 3l2.7 2.5L9.5 8 M13.5 10.5H4 M6.5 8 3.8 10.5 6.5 13',
  'receive-only': 'M2.5 3v10 M13.5 8H5 M8 4.8 4.8 8 8 11.2',
  'send-only': 'M13.5 3v10 M2.5 8H11 M8 4.8 11.2 8 8 11.2',
  closing: 'M8 2.5v7 M4.8 6.6 8 9.8l3.2-3.2 M3 13.2h10',
  closed: 'M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3Z',
  reset: 'M2.5 4.5 6 8l-2 1.5L7.5 13 M9.5 3.5l4 4 M13.5 3.5l-4 4',
  refused: 'M8 2.6a5.4 5.4 0 1 0 0 10.8A5.4 5.4 0 0 0 8 2.6Z M4.3 4.3l7.4 7.4',
  'timed-out': 'M12.6 9.2a5 5 0 1 1-1-4.8 M7.8 5.2V8l1.8 1.2 M11.2 11.2l2.6 2.6 M13.8 11.2l-2.6 2.6',
  failed: 'M8 2.8 14 13H2L8 2.8Z M8 6.6v3 M8 11.2v.2',
  'broken-pipe': 'M2 8h4 M10 8h4 M6.8 4.8l2.4 6.4 M5 11.5l-.8 1.3 M11 4.5l.8-1.3',
  'turned-away': 'M4 13.5V3h8v10.5 M2.5 13.5h11 M9.8 8v1',
};

export function StateGlyph({ state, size = 16 }: { state: SocketState; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={paths[state]} />
    </svg>
  );
}
