// What stands over the bench, loaded when it is first needed; and the sentence that is read out.

import { Suspense, useEffect } from 'react';
import { useLab } from '../state/lab-store.ts';
import { late, loadAhead } from '../ui/late.ts';
import { useModal } from '../ui/use-modal.ts';
import { useSaid } from './announce.ts';
import style from './palette/palette.module.css';
import { closeSurface, type Surface, useSurface } from './surface-store.ts';

const loadPalette = () => import('./palette/palette.tsx').then(({ Palette: it }) => ({ default: it }));
const Palette = late(loadPalette);
const KeysSheet = late(() => import('./sheet/keys-sheet.tsx').then(({ KeysSheet: it }) => ({ default: it })));
const ToolsDialog = late(() =>
  import('../bench/tools/tools-dialog.tsx').then(({ ToolsDialog: it }) => ({ default: it })),
);

export function Surfaces() {
  const surface = useSurface((s) => s.surface);
  const live = useLab((s) => s.link === 'live');
  useEffect(() => (live ? loadAhead() : undefined), [live]);
  return (
    <>
      {surface?.kind === 'palette' && (
        <Suspense fallback={<PaletteWait surface={surface} />}>
          <Palette text={surface.text} enter={surface.enter} />
        </Suspense>
      )}
      <Suspense>{surface?.kind === 'keys' && <KeysSheet />}</Suspense>
      <Suspense>{surface?.kind === 'tools' && <ToolsDialog tool={surface.tool} />}</Suspense>
      <Said />
    </>
  );
}

/** Takes what is typed while the palette is being loaded, so that no letter is lost, nor the Enter after them. */
function PaletteWait({ surface }: { surface: Extract<Surface, { kind: 'palette' }> }) {
  const dialog = useModal();
  return (
    <dialog ref={dialog} className={style.palette} aria-label="Command palette" onClose={closeSurface}>
      <input
        className={style.input}
        aria-label="Command"
        value={surface.text}
        readOnly={surface.enter}
        onChange={(event) => useSurface.setState({ surface: { kind: 'palette', text: event.target.value } })}
        onKeyDown={({ key }) => key === 'Enter' && useSurface.setState({ surface: { ...surface, enter: true } })}
      />
    </dialog>
  );
}

/** The polite live region. The turn keeps the same sentence apart from itself. */
function Said() {
  const { text, turn } = useSaid();
  return (
    <p className="visually-hidden" role="status" data-testid="said">
      <span key={turn}>{text}</span>
    </p>
  );
}
