/** `textDocument/prepareCallHierarchy` and the calls of an item: which stage copies from which, and which function calls which. */

import {
  type CallHierarchyIncomingCall,
  CallHierarchyIncomingCallsRequest,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
} from "vscode-languageserver";
import type { CallItem } from "../../features/call.ts";
import { calledBy, callersOf, callItemAt } from "../../features/calls.ts";
import { atPlace } from "../at-place.ts";
import type { OpenDocument } from "../documents.ts";
import { defineMethod } from "../method.ts";
import { toRange } from "../positions.ts";
import { toSymbolKind } from "../symbol-kind.ts";

export const prepareCallHierarchyMethod = defineMethod(
  CallHierarchyPrepareRequest.type,
  () => ({ callHierarchyProvider: true }),
  (context, params): CallHierarchyItem[] | null =>
    atPlace(context, params, (opened, offset) => {
      const item = callItemAt(opened.analysis.recipe, offset);
      return item ? [toItem(opened, item)] : null;
    }),
);

export const incomingCallsMethod = defineMethod(
  CallHierarchyIncomingCallsRequest.type,
  // announced with the items
  () => ({}),
  (context, { item }): CallHierarchyIncomingCall[] | null =>
    atPlace(context, placeOf(item), (opened, offset) =>
      callersOf(opened.analysis.recipe, offset).map(({ item: from, at }) => ({
        from: toItem(opened, from),
        fromRanges: at.map((each) => toRange(opened.document, each)),
      })),
    ),
);

export const outgoingCallsMethod = defineMethod(
  CallHierarchyOutgoingCallsRequest.type,
  () => ({}),
  (context, { item }): CallHierarchyOutgoingCall[] | null =>
    atPlace(context, placeOf(item), (opened, offset) =>
      calledBy(opened.analysis.recipe, offset).map(({ item: to, at }) => ({
        to: toItem(opened, to),
        fromRanges: at.map((each) => toRange(opened.document, each)),
      })),
    ),
);

const placeOf = ({ uri, selectionRange }: CallHierarchyItem) => ({
  textDocument: { uri },
  position: selectionRange.start,
});

const toItem = (
  { uri, document }: OpenDocument,
  { kind, name, detail, span, selection }: CallItem,
): CallHierarchyItem => ({
  name,
  kind: toSymbolKind(kind),
  ...(detail !== undefined && { detail }),
  uri,
  range: toRange(document, span),
  selectionRange: toRange(document, selection),
});
