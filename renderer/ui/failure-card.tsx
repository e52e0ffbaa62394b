import { ChevronDown, ChevronUp } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Failure } from '../../shared/contract/failures.ts';
import { Button } from './button.tsx';
import { CopyButton } from './copy-button.tsx';
import style from './failure-card.module.css';

interface CardProps {
  readonly failure: Failure;
  /** Room is short: the card is one line until somebody unfolds it. */
  readonly folds?: boolean;
  readonly children?: ReactNode;
}

/** A failure in its three parts: what happened, why, what to do; and the technical line, there to be copied. */
export function FailureCard({ failure, folds = false, children }: CardProps) {
  const [unfolded, setUnfolded] = useState(false);
  const folded = folds && !unfolded;
  return (
    <section
      className={style.card}
      aria-label={failure.message}
      data-testid="failure-card"
      data-code={failure.code}
      data-folded={folded}
    >
      <div className={style.words}>
        <strong>{failure.message}</strong>
        {failure.why && <p className={style.why}>{failure.why}</p>}
        <p className={style.technical}>
          <span>{technicalLine(failure)}</span>
          <CopyButton small text={technicalLine(failure)} label="Copy the technical line" />
        </p>
      </div>
      {children && <div className={style.actions}>{children}</div>}
      {folds && (
        <Button
          small
          look="quiet"
          testId="failure-fold"
          label={folded ? 'Show all of the failure' : 'Make the failure one line'}
          icon={folded ? <ChevronDown size={16} aria-hidden /> : <ChevronUp size={16} aria-hidden />}
          aria-expanded={unfolded}
          onClick={() => setUnfolded(!unfolded)}
        />
      )}
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
