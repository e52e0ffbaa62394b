import { type StreamMode, setStreamMode, showStreamEvents, useView } from '../../state/view-store.ts';
import style from './stream.module.css';

/** How the Stream is shown; the choice holds for every connection. */
export function StreamTools() {
  const mode = useView((v) => v.streamMode);
  const events = useView((v) => v.streamEvents);
  return (
    <div className={style.tools}>
      <label>
        View
        <select
          value={mode}
          data-testid="stream-mode"
          onChange={(event) => setStreamMode(event.target.value as StreamMode)}
        >
          <option value="text">Text</option>
          <option value="hex">Hex</option>
        </select>
      </label>
      <label>
        <input type="checkbox" checked={events} onChange={(event) => showStreamEvents(event.target.checked)} />
        Events
      </label>
    </div>
  );
}
