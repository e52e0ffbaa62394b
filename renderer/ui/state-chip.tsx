import type { SocketState } from '../../shared/contract/records.ts';
import { chipOf, stateWords } from '../../shared/model/state-words.ts';
import style from './state-chip.module.css';
import { StateGlyph } from './state-glyph.tsx';

/** A state as word, glyph and chip style: three signs, of which colour is none. */
export function StateChip({ state }: { state: SocketState }) {
  const { style: drawn, tone } = chipOf(state);
  return (
    <span className={[style.chip, style[tone], style[drawn], style[state]].filter(Boolean).join(' ')} data-chip={drawn}>
      <StateGlyph state={state} size={14} />
      {stateWords[state]}
    </span>
  );
}
