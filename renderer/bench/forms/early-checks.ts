// What a form can tell while it is being filled in, in the words of the failure it would become (ux.md 6.5, 24 and 28).
import type { Failure } from '../../../shared/contract/failures.ts';
import { failureWords } from '../../../shared/failure-texts/index.ts';
import type { Mode } from './contract-fields.tsx';
import type { FieldValues } from './field-values.ts';

export interface Early {
  readonly field: string;
  readonly failure: Failure;
}

/** The first thing that could not be used; undefined where nothing is known to be wrong. */
export function earlyFailure(
  values: FieldValues,
  mode: Mode,
  doing: 'listen' | 'connect',
  about: { readonly maxPathBytes: number; readonly platform: string } | undefined,
): Early | undefined {
  if (mode === 'path') {
    const path = String(values.path ?? '');
    const pathBytes = new TextEncoder().encode(path).length;
    if (!about || pathBytes <= about.maxPathBytes) return undefined;
    const words = failureWords('PATH_TOO_LONG', { doing, pathBytes, ...about });
    return { field: 'path', failure: { code: 'PATH_TOO_LONG', message: 'The path is too long.', ...words } };
  }
  if (mode !== 'tcp') return undefined;
  const typed = String(values.port ?? '').trim();
  const port = Number(typed);
  // What is no number is left to Node, which knows more forms of it.
  if (typed === '' || !Number.isFinite(port)) return undefined;
  if (Number.isInteger(port) && port <= 65_535 && port >= (doing === 'connect' ? 1 : 0)) return undefined;
  const words = failureWords('ERR_SOCKET_BAD_PORT', { doing });
  return { field: 'port', failure: { code: 'ERR_SOCKET_BAD_PORT', message: 'This is no port.', ...words } };
}
