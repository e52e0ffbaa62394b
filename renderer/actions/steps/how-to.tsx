import { howTo } from '../../../shared/failure-texts/how-to.ts';
import { useLab } from '../../state/lab-store.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { openHowTo, useHowTo } from './how-to-store.ts';
import style from './steps.module.css';

/** What to type where, with commands to copy. Stands once in the window. */
export function HowToDialog() {
  const topic = useHowTo((s) => s.topic);
  const about = useLab((s) => s.about);
  if (!topic) return null;
  const { title, text, commands } = howTo(topic, about?.platform ?? 'linux', about?.fdLimit ?? null, 'node');
  const close = () => openHowTo(undefined);
  return (
    <Dialog
      title={title}
      testId="how-to"
      onClose={close}
      onSubmit={close}
      footer={
        <Button look="primary" type="submit">
          Close
        </Button>
      }
    >
      {text.map((words) => (
        <p key={words}>{words}</p>
      ))}
      <dl className={style.commands}>
        {commands.map(({ command, does }) => (
          <div key={command}>
            <dt>
              <code>{command}</code>
              <CopyButton small text={command} label={`Copy “${command}”`} />
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
