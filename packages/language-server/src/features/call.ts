/** One call, with both of its ends. */

import type { Span } from "@deftools/text";

/** One end of a call. It is found again at the start of its selection. */
export interface CallItem {
  readonly kind: "stage" | "section" | "function";
  readonly name: string;
  readonly detail?: string;
  readonly span: Span;
  readonly selection: Span;
}

/** The other end, and the places that say so: in the caller. */
export interface Call {
  readonly item: CallItem;
  readonly at: readonly Span[];
}

/** Calls of the same item as one, in the order of their first place. */
export const grouped = (calls: readonly { readonly item: CallItem; readonly at: Span }[]): readonly Call[] =>
  [...Map.groupBy(calls, ({ item }) => item.selection.start).values()].flatMap((all) =>
    all[0] ? [{ item: all[0].item, at: all.map(({ at }) => at) }] : [],
  );
