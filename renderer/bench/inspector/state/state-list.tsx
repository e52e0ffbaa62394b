import { visitText } from '../../../../shared/model/diagram/describe.ts';
import type { EndPaths } from './end-paths.ts';
import style from './state.module.css';

/** The way through both machines of one end, as lists. */
export function StateList({ paths, id }: { paths: EndPaths; id: string }) {
  return (
    <div id={id} className={style.lists} data-testid="state-list" data-end={paths.end}>
      {(['node', 'kernel'] as const).map((which) => {
        const { visits } = paths[which];
        return (
          <div key={which}>
            <h4>
              {paths.end}, {which === 'node' ? 'Node' : 'kernel'}
            </h4>
            {visits.length === 0 ? (
              <p className={style.nothing}>Nothing is known.</p>
            ) : (
              <ol>
                {visits.map((visit, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the place in the way is what it is
                  <li key={i} data-provenance={visit.provenance} data-state={visit.state}>
                    {visitText(visit, paths.zero)}
                  </li>
                ))}
              </ol>
            )}
          </div>
        );
      })}
    </div>
  );
}
