// The two forms of the Composer: all of it, or one line where a picture needs the room.
import { ChevronDown, ChevronUp } from 'lucide-react';
import { changeSettings, useSettings } from '../../state/settings.ts';
import { Button } from '../../ui/button.tsx';

/** What it stands under: bytes and lists, or a picture. Its form is remembered for each. */
export type ComposerPlace = 'lists' | 'pictures';
const keys = { lists: 'composerUnderLists', pictures: 'composerUnderPictures' } as const;

export const useComposerForm = (place: ComposerPlace) => useSettings((s) => s[keys[place]]);

/** Changes between all of the Composer and its one line. */
export function FormToggle({ place }: { place: ComposerPlace }) {
  const form = useComposerForm(place);
  const full = form === 'full';
  return (
    <Button
      look="quiet"
      testId="composer-form"
      label={full ? 'Make the Composer one line' : 'Show all of the Composer'}
      icon={full ? <ChevronDown size={16} aria-hidden /> : <ChevronUp size={16} aria-hidden />}
      aria-expanded={full}
      onClick={() => changeSettings({ [keys[place]]: full ? 'line' : 'full' })}
    />
  );
}
