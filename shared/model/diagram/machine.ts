// State machines with places that never change, so that a class learns where each state is.

/** A state of a machine: its name, a plain word below it, and its place. */
export interface MachineState {
  readonly id: string;
  readonly word?: string;
  readonly x: number;
  readonly y: number;
}

/** A way from one state to another, with what was called and what was sent. */
export interface MachineEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** Corners on the way. */
  readonly via?: readonly (readonly [number, number])[];
  /** Where the label stands. */
  readonly at: readonly [number, number];
}

export interface Machine {
  readonly kind: 'node' | 'tcp' | 'unix';
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly states: readonly MachineState[];
  readonly edges: readonly MachineEdge[];
  /** What must be known to read it. */
  readonly note?: string;
}

export const stateSize = { width: 96, height: 34 } as const;

/** The same machine for the end on the right: mirrored, so that what is outside stays outside. */
export function mirrored(machine: Machine): Machine {
  const { width } = machine;
  return {
    ...machine,
    states: machine.states.map((state) => ({ ...state, x: width - state.x })),
    edges: machine.edges.map((edge) => ({
      ...edge,
      at: [width - edge.at[0], edge.at[1]],
      ...(edge.via && { via: edge.via.map(([x, y]) => [width - x, y] as const) }),
    })),
  };
}

/** The states on a shortest way between two, both left out; undefined when there is none. */
export function between({ edges }: Machine, from: string, to: string): readonly string[] | undefined {
  const ways: (readonly string[])[] = [[from]];
  const seen = new Set([from]);
  for (const way of ways) {
    const last = way.at(-1) as string;
    if (last === to) return way.slice(1, -1);
    for (const edge of edges) {
      if (edge.from !== last || seen.has(edge.to)) continue;
      seen.add(edge.to);
      ways.push([...way, edge.to]);
    }
  }
  return undefined;
}
