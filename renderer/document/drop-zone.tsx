import { useEffect, useState } from 'react';
import { useActions } from '../actions/actions-context.tsx';
import { notify } from '../state/notices.ts';
import { EXTENSION } from './browser-files.ts';
import style from './document.module.css';

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
const isLabFile = (file: File) => file.name.toLowerCase().endsWith(EXTENSION);

/** Opens a lab file dropped anywhere. Seen only while a file is dragged; File ▸ Open does the same without dragging. */
export function DropZone() {
  const actions = useActions();
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    let depth = 0; // entering a child comes before leaving its parent
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth++;
      setDragging(true);
    };
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setDragging(false);
    };
    const over = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault(); // or the browser would open the file in place of the page
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth = 0;
      setDragging(false);
      const taken = event.defaultPrevented; // by what it was dropped on
      event.preventDefault();
      const file = [...(event.dataTransfer?.files ?? [])].find(isLabFile);
      if (file) void actions.document.openFile(file);
      else if (!taken) notify('problem', 'This is not a lab file.', `Files that end in ${EXTENSION} open here.`);
    };
    addEventListener('dragenter', enter);
    addEventListener('dragleave', leave);
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragenter', enter);
      removeEventListener('dragleave', leave);
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
    };
  }, [actions]);
  if (!dragging) return null;
  return (
    <div className={style.drop} data-testid="drop-zone">
      Drop a {EXTENSION} file to open it
      <p>Opening never opens a port.</p>
    </div>
  );
}
