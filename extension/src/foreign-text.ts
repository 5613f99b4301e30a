/** Whether the text of a `.def` file is something else's. */

/** Nothing that only recipes have, and something that only others have; what is just begun is left as it is. */
export const isForeign = (text: string): boolean =>
  !/^\s*(?:bootstrap|from)[ \t]*:|^%[a-z]/im.test(text) && OTHERS.test(text);

/** Module-definition files of linkers, Modula-2, C, LLVM TableGen's kin, Lisp. */
const OTHERS =
  /^\s*(?:(?:LIBRARY|EXPORTS|NAME|DESCRIPTION|HEAPSIZE|STACKSIZE|SECTIONS|VERSION)\b|DEFINITION\s+MODULE\b|#\s*(?:if|ifdef|ifndef|define|include)\b|\/[*/]|\(\*|;)/m;
