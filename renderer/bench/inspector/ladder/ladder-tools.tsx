import { FileCode, FileImage, History, ZoomIn, ZoomOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { dashes } from '../../../../shared/model/ladder/shape.ts';
import { legendSentence } from '../../../../shared/model/ladder/words.ts';
import { Button } from '../../../ui/button.tsx';
import style from './ladder.module.css';
import { changeLadderView, type LadderView, useLadderView, zoomBy } from './ladder-view.ts';

type Switch = { [K in keyof LadderView]: LadderView[K] extends boolean ? K : never }[keyof LadderView];

const switches: readonly { readonly id: Switch; readonly title: string; readonly help: string }[] = [
  { id: 'collapse', title: 'Collapse runs', help: 'Many chunks in a row are drawn as one' },
  {
    id: 'inferred',
    title: 'Inferred',
    help: 'Show inferred handshake: packets that must have passed and were not seen',
  },
  { id: 'follow', title: 'Follow', help: 'Stay at the end while something happens' },
  { id: 'table', title: 'Table', help: 'Show as table: the same rows in words' },
];

interface LadderToolsProps {
  onExport(format: 'svg' | 'png'): void;
  onReplay(): void;
  /** Why there is nothing to replay. */
  readonly noReplay: string | undefined;
  readonly children: ReactNode;
}

/** How the ladder is looked at, and what can be taken away from it. */
export function LadderTools({ onExport, onReplay, noReplay, children }: LadderToolsProps) {
  const view = useLadderView();
  const even = view.mode === 'even' ? 'Zooming needs the true scale' : undefined;
  return (
    <div className={style.bar} role="toolbar" aria-label="Ladder" data-testid="ladder-tools">
      <label>
        Time
        <select
          value={view.mode}
          data-testid="ladder-mode"
          onChange={(event) => changeLadderView({ mode: event.target.value as LadderView['mode'] })}
        >
          <option value="even">Even</option>
          <option value="true">True scale</option>
        </select>
      </label>
      <Button small icon={<ZoomOut size={14} />} label="Zoom out (−)" unavailable={even} onClick={() => zoomBy(-1)} />
      <Button small icon={<ZoomIn size={14} />} label="Zoom in (+)" unavailable={even} onClick={() => zoomBy(1)} />
      {switches.map(({ id, title, help }) => (
        <label key={id} title={help}>
          <input
            type="checkbox"
            checked={view[id]}
            data-testid={`ladder-${id}`}
            onChange={(event) => changeLadderView({ [id]: event.target.checked })}
          />
          {title}
        </label>
      ))}
      {children}
      <span className={style.spacer} />
      <Button
        small
        icon={<History size={14} />}
        testId="ladder-replay-start"
        title="Go through these events once more"
        unavailable={noReplay}
        onClick={onReplay}
      >
        Replay
      </Button>
      <Button
        small
        icon={<FileCode size={14} />}
        testId="ladder-svg"
        title="Save as SVG"
        onClick={() => onExport('svg')}
      >
        SVG
      </Button>
      <Button
        small
        icon={<FileImage size={14} />}
        testId="ladder-png"
        title="Save as PNG"
        onClick={() => onExport('png')}
      >
        PNG
      </Button>
    </div>
  );
}

/** Always in sight: how a line says where a fact comes from, and what arrows are not. */
export function LadderLegend() {
  return (
    <div className={style.legend} data-testid="ladder-legend">
      <Sample name="observed" dash={undefined} />
      <Sample name="sampled" dash={dashes.sampled} />
      <Sample name="inferred" dash={dashes.inferred} />
      <span>{legendSentence}</span>
    </div>
  );
}

function Sample({ name, dash }: { name: string; dash: string | undefined }) {
  return (
    <span>
      <svg width="34" height="8" aria-hidden="true">
        <path
          d="M0 4h34"
          className={`${style.path} ${style['stroke-text']}`}
          strokeWidth="1.6"
          strokeDasharray={dash}
        />
      </svg>
      {name}
    </span>
  );
}
