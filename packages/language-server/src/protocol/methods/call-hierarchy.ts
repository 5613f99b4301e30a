/** `textDocument/prepareCallHierarchy` and the calls of an item: which stage copies from which. */

import {
  type CallHierarchyIncomingCall,
  CallHierarchyIncomingCallsRequest,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  SymbolKind,
} from "vscode-languageserver";
import { calledBy, callersOf, type StageItem, stageItemAt } from "../../features/stage-calls.ts";
import { atPlace } from "../at-place.ts";
import type { OpenDocument } from "../documents.ts";
import { defineMethod } from "../method.ts";
import { toRange } from "../positions.ts";

export const prepareCallHierarchyMethod = defineMethod(
  CallHierarchyPrepareRequest.type,
  () => ({ callHierarchyProvider: true }),
  (context, params): CallHierarchyItem[] | null =>
    atPlace(context, params, (opened, offset) => {
      const stage = stageItemAt(opened.analysis.recipe, offset);
      return stage ? [toItem(opened, stage)] : null;
    }),
);

export const incomingCallsMethod = defineMethod(
  CallHierarchyIncomingCallsRequest.type,
  // announced with the items
  () => ({}),
  (context, { item }): CallHierarchyIncomingCall[] | null =>
    atPlace(context, placeOf(item), (opened, offset) =>
      callersOf(opened.analysis.recipe, offset).map(({ stage, at }) => ({
        from: toItem(opened, stage),
        fromRanges: at.map((each) => toRange(opened.document, each)),
      })),
    ),
);

export const outgoingCallsMethod = defineMethod(
  CallHierarchyOutgoingCallsRequest.type,
  () => ({}),
  (context, { item }): CallHierarchyOutgoingCall[] | null =>
    atPlace(context, placeOf(item), (opened, offset) =>
      calledBy(opened.analysis.recipe, offset).map(({ stage, at }) => ({
        to: toItem(opened, stage),
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
  { name, detail, span, selection }: StageItem,
): CallHierarchyItem => ({
  name,
  kind: SymbolKind.Module,
  ...(detail !== undefined && { detail }),
  uri,
  range: toRange(document, span),
  selectionRange: toRange(document, selection),
});
