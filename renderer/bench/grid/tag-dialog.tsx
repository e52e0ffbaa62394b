import { useState } from 'react';
import { useActions } from '../../actions/actions-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { tagHue } from './tag-hue.ts';
import { closeTagging, commonTags, knownTags, tag, taggedTitle, tagsIn, useTagging } from './tagging.ts';
import style from './tags.module.css';

const LONGEST = 40;
const MOST = 20;

/** Asks for the tags of one connection or of several. */
export function TagDialog() {
  const ids = useTagging((s) => s.ids);
  const actions = useActions();
  const [known] = useState(knownTags);
  const [text, setText] = useState(() => commonTags(ids).join(', '));
  const [refused, setRefused] = useState<string | undefined>();
  const tags = tagsIn(text);
  const wrong = tags.some((one) => one.length > LONGEST)
    ? `A tag has at most ${LONGEST} characters.`
    : tags.length > MOST
      ? `At most ${MOST} tags.`
      : refused;
  function save(): void {
    if (wrong !== undefined && wrong !== refused) return;
    tag(actions, ids, tags).then(closeTagging, (error: unknown) =>
      setRefused(error instanceof Error ? error.message : String(error)),
    );
  }
  return (
    <Dialog
      title={taggedTitle(ids)}
      testId="tag-dialog"
      onClose={closeTagging}
      onSubmit={save}
      footer={
        <>
          <Button onClick={closeTagging}>Cancel</Button>
          <Button look="primary" type="submit" testId="tag-save">
            {tags.length === 0 ? 'Remove tags' : 'Tag'}
          </Button>
        </>
      }
    >
      <TextField
        title="Tags"
        value={text}
        onChange={setText}
        testId="tag-field"
        help="Separated by commas; none takes them away. Every window sees them, and tag:… filters by them."
        error={wrong}
      />
      {known.length > 0 && (
        <div className={style.known} role="group" aria-label="Tags in use">
          {known.map((one) => (
            <button
              key={one}
              type="button"
              className={style.tag}
              style={tagHue(one)}
              aria-pressed={tags.includes(one)}
              onClick={() => setText((tags.includes(one) ? tags.filter((t) => t !== one) : [...tags, one]).join(', '))}
            >
              {one}
            </button>
          ))}
        </div>
      )}
    </Dialog>
  );
}
