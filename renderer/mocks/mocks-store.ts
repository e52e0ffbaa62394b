// What is looked at in the Mocks view: which mock, which card of it, which rule. Nothing in here is a fact of the lab.
import { create } from 'zustand';
import type { ServerId, SocketId } from '../../shared/contract/fields.ts';
import { openSettings } from '../settings/settings-store.ts';
import { openStart } from '../start/start-store.ts';
import { useView } from '../state/view-store.ts';

export type MainView = 'bench' | 'mocks';
export const cards = ['greeting', 'framing', 'rules', 'otherwise', 'script', 'wire', 'ending'] as const;
export type Card = (typeof cards)[number];

/** A message that is tried or explained. `socketId`: the connection whose variables hold. */
export interface Tried {
  /** Base64. */
  readonly data: string;
  readonly from?: { readonly socketId: SocketId; readonly chunkIndex: number } | undefined;
}

interface MocksStore {
  readonly view: MainView;
  readonly serverId: ServerId | undefined;
  readonly card: Card;
  readonly ruleId: string | undefined;
  /** “Add rule” was asked for before a framing was chosen. */
  readonly wantsRule: boolean;
  readonly tried: Tried | undefined;
}

export const useMocks = create<MocksStore>()(() => ({
  view: 'bench',
  serverId: undefined,
  card: 'rules',
  ruleId: undefined,
  wantsRule: false,
  tried: undefined,
}));

const set = useMocks.setState;

/** Shows one of the main views; what was typed into a field before is taken, as on leaving it. */
export function showMain(view: MainView): void {
  if (typeof document === 'object' && document.activeElement instanceof HTMLElement) document.activeElement.blur();
  openSettings(false);
  openStart(false);
  set({ view });
}

export const chooseMock = (serverId: ServerId | undefined) =>
  set({ serverId, ruleId: undefined, wantsRule: false, tried: undefined });
export const openCard = (card: Card) => set({ card });
export const chooseRule = (ruleId: string | undefined) => set({ ruleId, card: 'rules', wantsRule: false });
export const wantRule = (wantsRule: boolean) => set({ wantsRule, card: 'rules' });
export const tryOut = (tried: Tried | undefined) => set({ tried });

// What was just dialled or looked up is in the Bench.
useView.subscribe(({ selected }, before) => {
  if (selected !== undefined && selected !== before.selected) set({ view: 'bench' });
});

/** Shows a mock in its view, with one of its rules open where one is meant. */
export function showMock(serverId: ServerId, ruleId?: string): void {
  chooseMock(serverId);
  if (ruleId !== undefined) chooseRule(ruleId);
  showMain('mocks');
}
