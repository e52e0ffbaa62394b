// A machine with a way through it: what to draw, and the same as a list.
import { formatDuration } from '../../format.ts';
import type { Machine, MachineEdge, MachineState } from './machine.ts';
import type { Visit } from './visits.ts';

export interface DrawnState extends MachineState {
  readonly look: 'current' | 'visited' | 'inferred' | 'never';
  /** Positions in the way, from 1. */
  readonly order: readonly number[];
  readonly visit: Visit | undefined;
}

export interface DrawnEdge extends MachineEdge {
  readonly visited: boolean;
  readonly provenance: Visit['provenance'];
}

export interface DrawnMachine {
  readonly states: readonly DrawnState[];
  readonly edges: readonly DrawnEdge[];
  /** Steps no edge of the machine stands for: an RST, which ends every state. */
  readonly jumps: readonly { readonly from: string; readonly to: string; readonly label: string }[];
}

/** What each state and each edge looks like after these visits; the last one is where the machine is now. */
export function drawnMachine(machine: Machine, visits: readonly Visit[]): DrawnMachine {
  const last = visits.length - 1;
  const steps = visits.slice(1).map((visit, i) => ({ from: visits[i]?.state ?? '', to: visit.state, visit }));
  const isEdge = (from: string, to: string) => machine.edges.some((edge) => edge.from === from && edge.to === to);
  return {
    states: machine.states.map((state) => {
      const order = visits.flatMap((visit, i) => (visit.state === state.id ? [i + 1] : []));
      const visit = visits[(order.at(-1) ?? 0) - 1];
      const look = !visit
        ? 'never'
        : order.at(-1) === last + 1
          ? 'current'
          : visit.provenance === 'inferred'
            ? 'inferred'
            : 'visited';
      return { ...state, look, order, visit };
    }),
    edges: machine.edges.map((edge) => {
      const step = steps.find(({ from, to }) => from === edge.from && to === edge.to);
      return { ...edge, visited: step !== undefined, provenance: step?.visit.provenance ?? 'observed' };
    }),
    jumps: steps
      .filter(({ from, to }) => !isEdge(from, to))
      .map(({ from, to, visit }) => ({ from, to, label: visit.note === 'by RST' ? 'RST' : '' })),
  };
}

/** When a state was entered, since the beginning of its end: `3 ms`, or why there is no time. */
export function whenText({ at, note }: Visit, zero: number): string {
  return at === undefined ? (note ?? 'time not known') : formatDuration(Math.max(0, Math.round((at - zero) * 10) / 10));
}

/** `ESTABLISHED (sampled, 3 ms)` */
export function visitText(visit: Visit, zero: number): string {
  const note = visit.at !== undefined && visit.note ? `, ${visit.note}` : '';
  return `${visit.state} (${visit.provenance}, ${whenText(visit, zero)}${note})`;
}

/** One sentence for a machine, as the name of its picture. */
export function machineSummary({ title }: Machine, visits: readonly Visit[]): string {
  const last = visits.at(-1);
  return last ? `${title}: now ${last.state}, after ${visits.length} states` : `${title}: nothing is known`;
}

/** ①②③ …, as a class counts aloud; plain digits beyond twenty. */
export const circled = (n: number): string => (n >= 1 && n <= 20 ? String.fromCodePoint(0x2460 + n - 1) : `(${n})`);
