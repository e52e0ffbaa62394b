import { Button } from '../../ui/button.tsx';
import { counted, stopRetry, useRetries } from '../retry.ts';
import style from './steps.module.css';

/** What is being tried again and again, with the way to stop it. */
export function RetryStrip() {
  const retries = useRetries((s) => s.retries);
  return [...retries.values()].map(({ socketId, where, everyMs, forPath, tries }) => (
    <div key={socketId} className={style.retry} role="status" data-testid="retry-strip">
      <span>
        {forPath
          ? `Waiting until ${where} appears`
          : `Dialling ${where} every ${everyMs < 1000 ? `${everyMs} ms` : 'second'}`}{' '}
        · {counted(tries)}
      </span>
      <Button small testId="retry-stop" onClick={() => stopRetry(socketId)}>
        Stop
      </Button>
    </div>
  ));
}
