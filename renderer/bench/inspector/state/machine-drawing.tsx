import {
  circled,
  type DrawnState,
  drawnMachine,
  machineSummary,
  whenText,
} from '../../../../shared/model/diagram/describe.ts';
import { edgePath } from '../../../../shared/model/diagram/edge-path.ts';
import { type Machine, stateSize } from '../../../../shared/model/diagram/machine.ts';
import type { Visit } from '../../../../shared/model/diagram/visits.ts';
import style from './state.module.css';

export interface MachineDrawingProps {
  readonly machine: Machine;
  readonly visits: readonly Visit[];
  /** The time that counts as 0. */
  readonly zero: number;
  /** Id of the list that says the same. */
  readonly details: string;
  /** Position in the visits that is chosen, or -1. */
  readonly chosen: number;
  /** Whether anything can be known of it. */
  readonly known: boolean;
  choose(position: number): void;
}

const { width: boxWidth, height: boxHeight } = stateSize;

/** A state machine with fixed places: where it is, where it was, and what led there. */
export function MachineDrawing({ machine, visits, zero, details, chosen, known, choose }: MachineDrawingProps) {
  const { states, edges, jumps } = drawnMachine(machine, visits);
  return (
    <svg
      className={style.machine}
      viewBox={`0 0 ${machine.width} ${machine.height}`}
      role="img"
      aria-label={machineSummary(machine, visits)}
      aria-details={details}
      data-testid={`machine-${machine.kind}`}
    >
      {edges.map((edge) => {
        const { line, head } = edgePath(machine, edge);
        const looks = `${style.edge} ${edge.visited ? style.went : ''} ${edge.visited && edge.provenance === 'inferred' ? style.guessed : ''}`;
        return (
          <g
            key={`${edge.from}-${edge.to}`}
            data-edge={`${edge.from}-${edge.to}`}
            data-visited={edge.visited}
            data-provenance={edge.visited ? edge.provenance : undefined}
          >
            <path className={looks} d={line} />
            <path className={`${style.edge} ${edge.visited ? style.went : ''}`} d={head} />
            {edge.label !== '' && (
              <text
                className={`${style.label} ${edge.visited ? style.labelWent : ''}`}
                x={edge.at[0]}
                y={edge.at[1]}
                textAnchor="middle"
              >
                {edge.label}
              </text>
            )}
          </g>
        );
      })}
      {jumps.map((jump) => {
        const { line, head } = edgePath(machine, jump);
        return (
          <g
            key={`${jump.from}-${jump.to}`}
            data-edge={`${jump.from}-${jump.to}`}
            data-visited="true"
            data-provenance="inferred"
          >
            <path className={`${style.edge} ${style.went} ${style.guessed}`} d={line} />
            <path className={`${style.edge} ${style.went}`} d={head} />
            <JumpLabel machine={machine} jump={jump} />
          </g>
        );
      })}
      {states.map((state) => (
        <StateBox
          key={state.id}
          state={state}
          zero={zero}
          known={known}
          chosen={state.order.includes(chosen + 1)}
          choose={choose}
        />
      ))}
    </svg>
  );
}

function JumpLabel({ machine, jump }: { machine: Machine; jump: { from: string; to: string; label: string } }) {
  const [from, to] = [jump.from, jump.to].map((id) => machine.states.find((s) => s.id === id));
  if (!from || !to || jump.label === '') return null;
  return (
    <text
      className={`${style.label} ${style.labelWent}`}
      x={(from.x + to.x) / 2 + 22}
      y={(from.y + to.y) / 2 + 4}
      textAnchor="middle"
    >
      {jump.label}
    </text>
  );
}

interface StateBoxProps {
  readonly state: DrawnState;
  readonly zero: number;
  readonly known: boolean;
  readonly chosen: boolean;
  choose(position: number): void;
}

function StateBox({ state, zero, known, chosen, choose }: StateBoxProps) {
  const { id, word, x, y, look, order, visit } = state;
  const guessed = visit?.provenance === 'inferred';
  const looks = [style.box, style[look], guessed && style.dashed, chosen && style.chosen].filter(Boolean).join(' ');
  const last = order.at(-1);
  const number = order.map(circled).join('');
  const below = visit ? whenText(visit, zero) : (word ?? '');
  const label = known ? `${look === 'current' ? '▶ ' : ''}${id}` : '?';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys of the pane do the same
    <g
      transform={`translate(${x - boxWidth / 2} ${y - boxHeight / 2})`}
      className={last === undefined ? undefined : style.clickable}
      data-testid="state-node"
      data-state={id}
      data-look={look}
      data-provenance={visit?.provenance}
      onClick={last === undefined ? undefined : () => choose(last - 1)}
    >
      <rect className={looks} width={boxWidth} height={boxHeight} rx="5" />
      <text
        className={`${style.name} ${style[`name-${look}`]} ${guessed ? style.italic : ''}`}
        x={boxWidth / 2}
        y={14.5}
        textAnchor="middle"
      >
        {label}
      </text>
      <text className={style.below} x={boxWidth / 2} y={27.5} textAnchor="middle">
        {number && `${number} `}
        {visit && word ? `${word}` : known ? shortened(below) : ''}
      </text>
    </g>
  );
}

/** What fits into a box; the list has the whole of it. */
const shortened = (text: string) =>
  text === 'too brief to sample' ? 'too brief' : text === 'no longer kept' ? 'earlier' : text;
