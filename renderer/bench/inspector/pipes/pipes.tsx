import { useEffect, useState } from 'react';
import type { SocketId } from '../../../../shared/contract/fields.ts';
import type { Socket } from '../../../../shared/contract/records.ts';
import { type Pipe, pipeOf } from '../../../../shared/model/pipes.ts';
import { useActions } from '../../../actions/actions-context.tsx';
import { useLab, useSocket } from '../../../state/lab-store.ts';
import { KernelLevel } from '../kernel-level.tsx';
import type { TabProps } from '../tabs.tsx';
import { useKernelWatch } from '../use-kernel-watch.ts';
import { useRepaint } from '../use-repaint.ts';
import { PipeDrawing } from './pipe-drawing.tsx';
import style from './pipes.module.css';
import { PipesTable } from './pipes-table.tsx';
import { usePipesView } from './pipes-view.ts';

/** Where the bytes are right now, in both directions. */
export function Pipes({ connection }: TabProps) {
  useKernelWatch(connection);
  useRepaint();
  const client = useSocket(connection.client);
  const server = useSocket(connection.server);
  const clientMark = useHighWaterMark(client);
  const serverMark = useHighWaterMark(server);
  const table = usePipesView((v) => v.table);
  const pipes: readonly Pipe[] = [
    pipeOf({ from: 'client', sender: client, receiver: server, highWaterMark: clientMark }),
    pipeOf({ from: 'server', sender: server, receiver: client, highWaterMark: serverMark }),
  ];
  const outside = client === undefined || server === undefined;
  return (
    <div className={style.pane} data-testid="pipes">
      {outside && (
        <p className={style.bar}>
          <strong>We can see our half.</strong> The other program’s queue and what it has read are out of sight.
        </p>
      )}
      <div className={style.scroller} tabIndex={0} role="region" aria-label="Where the bytes are">
        {table ? <PipesTable pipes={pipes} /> : pipes.map((pipe) => <PipeDrawing key={pipe.from} pipe={pipe} />)}
      </div>
      <p className={style.foot}>
        <KernelLevel />
        <span>Kernel numbers are sampled and may disagree by a chunk while bytes move.</span>
        <span>Kernel buffers: filled as the fullest seen.</span>
      </p>
    </div>
  );
}

/** What Node says a socket's `writableHighWaterMark` is; undefined until it has answered. */
function useHighWaterMark(socket: Socket | undefined): number | undefined {
  const actions = useActions();
  const fallback = useLab((s) => s.about?.defaultHighWaterMark);
  const [mark, setMark] = useState<{ readonly of: string; readonly value: number }>();
  const socketId: SocketId | undefined = socket?.socketId;
  const life = socket?.life;
  const of = `${socketId}.${life}`;
  useEffect(() => {
    if (socketId === undefined) return;
    let gone = false;
    actions.call('socket.inspect', { socketId }).then(
      ({ writableHighWaterMark: value }) => {
        if (!gone && typeof value === 'number') setMark({ of: `${socketId}.${life}`, value });
      },
      () => {}, // gone meanwhile: the pane goes too
    );
    return () => {
      gone = true;
    };
  }, [actions, socketId, life]);
  if (!socket) return undefined;
  return mark?.of === of ? mark.value : (asked(socket) ?? fallback);
}

const asked = ({ options }: Socket): number | undefined =>
  typeof options.highWaterMark === 'number' ? options.highWaterMark : undefined;
