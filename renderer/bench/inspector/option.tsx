import type { ReactNode } from 'react';
import type { Failure } from '../../../shared/contract/failures.ts';
import type { Inspection } from '../../../shared/contract/methods/socket.ts';
import type { Method, Params } from '../../../shared/contract/methods.ts';
import type { Socket } from '../../../shared/contract/records.ts';
import style from './options.module.css';

export interface OptionProps {
  readonly socket: Socket;
  readonly facts: Inspection | undefined;
  /** Why nothing can be changed now; undefined when it can. */
  readonly over: string | undefined;
  /** Calls the contract; answers the refusal, for its place beside the control. */
  readonly change: <M extends Method>(method: M, params: Params<M>) => Promise<Failure | undefined>;
}

/** One option: what it is, Node's call, its controls, and the refusal where there was one. */
export function Option({
  title,
  call,
  help,
  failure,
  testId,
  children,
}: {
  title: string;
  call: string;
  help: ReactNode;
  failure?: Failure | undefined;
  testId: string;
  children: ReactNode;
}) {
  return (
    <section className={style.option} aria-label={title} data-testid={testId}>
      <h3>
        {title} <code>{call}</code>
      </h3>
      <div className={style.row}>{children}</div>
      {failure && (
        <p className={style.error} role="alert">
          {[failure.message, failure.why].filter(Boolean).join(' ')}
        </p>
      )}
      <p className={style.help}>{help}</p>
    </section>
  );
}
