import type { ReactNode } from 'react';
import style from './tools.module.css';

/** One of Node's calls and what it returns. */
export function CallLine({ call, children, testId }: { call: string; children: ReactNode; testId?: string }) {
  return (
    <p className={style.call} data-testid={testId}>
      <code>{call}</code>
      <span aria-hidden="true">→</span>
      <output>{children}</output>
    </p>
  );
}

/** A value as it is written in JavaScript. */
export const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
