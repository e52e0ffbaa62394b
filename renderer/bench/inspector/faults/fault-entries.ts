import type { FaultSettings } from '../../../../shared/faults/index.ts';
import { faultOf, faultText } from '../../../../shared/faults/index.ts';
import { type Preset, presets } from '../../../../shared/mocks/presets.ts';
import type { MenuEntry } from '../../../ui/menu.tsx';

/** Presets that make sense on one stream: those of a server as a whole are left out. */
export const streamPresets = presets.filter(
  ({ faults }) => faults.length > 0 && !faults.some((fault) => faultOf(fault).ofServer),
);

/** Menu entries for presets. */
export const presetItems = (list: readonly Preset[], apply: (preset: Preset) => unknown): MenuEntry[] =>
  list.map((preset) => ({
    kind: 'item',
    title: preset.title,
    detail: preset.summary,
    testId: `fault-${preset.id}`,
    onSelect: () => void apply(preset),
  }));

/** A fault in words, as a sentence begins. */
export function faultTitle(fault: FaultSettings): string {
  const text = faultText(fault);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
