import type { ReactNode } from 'react';
import type { Failure } from '../../shared/contract/failures.ts';
import { CopyButton } from './copy-button.tsx';
import style from './failure-card.module.css';

/** A failure in its three parts: what happened, why, what to do; and the technical line, always there to be copied. */
export function FailureCard({ failure, children }: { failure: Failure; children?: ReactNode }) {
  return (
    <section className={style.card} aria-label={failure.message} data-testid="failure-card" data-code={failure.code}>
      <div className={style.words}>
        <strong>{failure.message}</strong>
        {failure.why && <p className={style.why}>{failure.why}</p>}
        <p className={style.technical}>
          <span>{technicalLine(failure)}</span>
          <CopyButton small text={technicalLine(failure)} label="Copy the technical line" />
        </p>
      </div>
      {children && <div className={style.actions}>{children}</div>}
    </section>
  );
}

/** Code, system call, address and Node's own words, in one line. */
export function technicalLine({ code, errno, syscall, address, port, nodeMessage, errors }: Failure): string {
  const where = address === undefined ? '' : port === undefined ? address : `${address}:${port}`;
  const facts = [code, errno === undefined ? '' : String(errno), syscall ?? '', where, nodeMessage ?? ''];
  const inner = (errors ?? []).map((e) => `[${technicalLine(e)}]`);
  return [...facts, ...inner].filter((part) => part !== '').join(' · ');
}
