/**
 * One row of the `net` checklist and what became of it. `implemented`: the app shows or controls it everywhere;
 * `detected`: it depends on the version of Node or on the system, and `reason` says what is shown where it is missing;
 * `not-applicable`: not in this app, or not yet, and `reason` says why.
 */
export interface CoverageRow {
  /** The checklist's own number: S1-S64, K1-K79, M1-M11, B1-B10, A1-A4, P1-P13. */
  readonly id: string;
  /** The class, method, option, event or rule the row is about. */
  readonly element: string;
  /** The first version of Node that has it, as Node's documentation says. */
  readonly since?: string;
  readonly status: 'implemented' | 'detected' | 'not-applicable';
  /** One sentence: where the app surfaces it, or how it honours it. */
  readonly how: string;
  /** Exact titles of the tests that prove it. */
  readonly tests: readonly string[];
  readonly reason?: string;
}
