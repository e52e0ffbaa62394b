import { usePipesView } from './pipes-view.ts';

/** Pictures or numbers. */
export function PipesTools() {
  const table = usePipesView((v) => v.table);
  return (
    <label style={{ display: 'inline-flex', alignItems: 'center', gap: 5, minHeight: 24, fontSize: 12 }}>
      <input
        type="checkbox"
        checked={table}
        data-testid="pipes-table-toggle"
        onChange={(event) => usePipesView.setState({ table: event.target.checked })}
      />
      Table
    </label>
  );
}
