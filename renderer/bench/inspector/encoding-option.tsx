import { useEffect, useState } from 'react';
import type { Failure } from '../../../shared/contract/failures.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { failureFrom } from '../../actions/caller.ts';
import { ChoiceField } from '../../ui/field.tsx';
import { Option, type OptionProps } from './option.tsx';
import style from './options.module.css';

const encodings = ['utf8', 'latin1', 'ascii', 'utf16le', 'hex', 'base64', 'base64url'] as const;
const SHOWN_CHUNKS = 20;
const SHOWN_BYTES = 2_048;
const SHOWN_CHARACTERS = 240;

/** The encoding in which received bytes are decoded, and the first of them decoded with it. */
export function EncodingOption({ socket, facts, over, change }: OptionProps) {
  const { socketId } = socket;
  const actions = useActions();
  const encoding = facts?.encoding ?? '';
  const [failure, setFailure] = useState<Failure | undefined>();
  const [decoded, setDecoded] = useState('');
  const received = socket.counts.chunksReceived;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another encoding and new chunks read anew
  useEffect(() => {
    let here = true;
    const page = { socketId, limit: SHOWN_CHUNKS, maxBytes: SHOWN_BYTES, decode: true };
    actions.call('capture.read', page).then(
      ({ chunks }) => {
        const text = chunks.flatMap((chunk) => (chunk.direction === 'received' ? (chunk.text ?? '') : [])).join('');
        if (here) setDecoded(text.slice(0, SHOWN_CHARACTERS));
      },
      (error: unknown) => {
        if (here) setFailure(failureFrom(error));
      },
    );
    return () => {
      here = false;
    };
  }, [actions, socketId, encoding, received]);

  async function set(next: string): Promise<void> {
    const refused = await change('socket.setEncoding', { socketId, encoding: next });
    setFailure(refused);
  }
  return (
    <Option
      title="Encoding"
      call={`socket.setEncoding(${encoding === '' ? '' : `'${encoding}'`})`}
      help="How received bytes are decoded, across the borders of chunks. The bytes themselves are kept as they came."
      failure={failure}
      testId="option-encoding"
    >
      <ChoiceField
        title="Decode as"
        value={encoding}
        testId="option-encoding-choice"
        choices={[
          ...(encoding === '' ? [{ value: '', title: 'None was set: utf8' }] : []),
          ...encodings.map((value) => ({ value, title: value })),
        ]}
        onChange={(next) => void (over === undefined && next !== '' && set(next))}
      />
      <output className={style.decoded} data-testid="decoded" aria-label="First bytes received, decoded">
        {decoded === '' ? 'Nothing received yet' : decoded}
      </output>
    </Option>
  );
}
