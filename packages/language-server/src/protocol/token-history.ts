/** The tokens a client was given last, document by document, so that it need be told only what changed since. */

import type { SemanticTokens, SemanticTokensDelta } from "vscode-languageserver";

/** What was sent for one document. */
interface Sent {
  readonly resultId: string;
  readonly data: readonly number[];
}

/** One answer per document is kept. */
export class TokenHistory {
  readonly #sent = new Map<string, Sent>();
  #answers = 0;

  /** All tokens of a document. */
  whole(uri: string, data: number[]): SemanticTokens {
    return { resultId: this.#keep(uri, data), data };
  }

  /** What changed since `previous`; all tokens when that is forgotten. */
  since(uri: string, previous: string, data: number[]): SemanticTokens | SemanticTokensDelta {
    const before = this.#sent.get(uri);
    if (before?.resultId !== previous) return this.whole(uri, data);
    return { resultId: this.#keep(uri, data), edits: difference(before.data, data) };
  }

  forget(uri: string): void {
    this.#sent.delete(uri);
  }

  #keep(uri: string, data: readonly number[]): string {
    const resultId = String(++this.#answers);
    this.#sent.set(uri, { resultId, data });
    return resultId;
  }
}

/** One edit between what is equal at the start and at the end. */
const difference = (before: readonly number[], after: number[]): SemanticTokensDelta["edits"] => {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const deleteCount = before.length - start - end;
  const data = after.slice(start, after.length - end);
  return deleteCount === 0 && data.length === 0 ? [] : [{ start, deleteCount, data }];
};
