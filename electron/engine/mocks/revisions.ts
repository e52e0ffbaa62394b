// Edits of a mock are counted, so that a reply can be told from one that was sent under an older version of its rule.
import type { Mock } from '../../../shared/mocks/mock.ts';

export interface Revisions {
  readonly mock: number;
  /** By rule id: the revision with which the rule was last changed. */
  readonly rules: Readonly<Record<string, number>>;
}

export const firstRevisions = (mock: Mock | null): Revisions => revised({ mock: 0, rules: {} }, null, mock);

/** The revisions after an edit. A rule that is only moved stays as old as it was. */
export function revised(before: Revisions, was: Mock | null, now: Mock | null): Revisions {
  const revision = before.mock + 1;
  const old = new Map((was?.rules ?? []).map((rule) => [rule.id, JSON.stringify(rule)]));
  const rules = Object.fromEntries(
    (now?.rules ?? []).map((rule) => [
      rule.id,
      old.get(rule.id) === JSON.stringify(rule) ? (before.rules[rule.id] ?? revision) : revision,
    ]),
  );
  return { mock: revision, rules };
}
