// A question that must be answered before something that cannot be undone. The safe choice has the focus and is what
// Escape means (ux.md 6.6).
import { create } from 'zustand';
import { Button } from './button.tsx';
import style from './dialog.module.css';
import { useModal } from './use-modal.ts';

export interface Question {
  readonly title: string;
  readonly why?: string;
  /** From the safe choice to the strongest; the last one is the primary button. */
  readonly choices: readonly { readonly id: string; readonly title: string }[];
}

interface Asked extends Question {
  readonly answer: (id: string) => void;
}

const useAsked = create<{ readonly asked: Asked | undefined }>()(() => ({ asked: undefined }));

/** Asks, and resolves with the id of the choice; Escape chooses the first. */
export function ask(question: Question): Promise<string> {
  return new Promise((resolve) => {
    useAsked.setState({
      asked: {
        ...question,
        answer: (id) => {
          useAsked.setState({ asked: undefined });
          resolve(id);
        },
      },
    });
  });
}

/** Shows the question that is being asked, if there is one. Stands once in the window. */
export function AskDialog() {
  const asked = useAsked((s) => s.asked);
  return asked ? <OpenQuestion key={asked.title} {...asked} /> : null;
}

function OpenQuestion({ title, why, choices, answer }: Asked) {
  const dialog = useModal((it) => it.querySelector('button')?.focus());
  const safe = choices[0]?.id ?? '';
  return (
    <dialog
      ref={dialog}
      className={style.dialog}
      role="alertdialog"
      aria-labelledby="ask-title"
      aria-describedby="ask-why"
      data-testid="ask"
      onCancel={(event) => {
        event.preventDefault();
        answer(safe);
      }}
    >
      <div className={style.header}>
        <h2 id="ask-title">{title}</h2>
      </div>
      <p className={style.body} id="ask-why">
        {why}
      </p>
      <div className={style.footer}>
        {choices.map(({ id, title: words }, i) => (
          <Button
            key={id}
            look={i === choices.length - 1 ? 'primary' : 'normal'}
            testId={`ask-${id}`}
            onClick={() => answer(id)}
          >
            {words}
          </Button>
        ))}
      </div>
    </dialog>
  );
}
