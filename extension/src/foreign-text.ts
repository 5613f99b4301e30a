/** Whether the text of a `.def` file is something else's. */

import { looksLikeRecipe } from "@deftools/recipe";

/** Nothing that only recipes have, and something that only others have; what is just begun is left as it is. */
export const isForeign = (text: string): boolean =>
  !looksLikeRecipe(text) && !/^\s*from[ \t]*:/im.test(text) && others.some((signs) => signs.test(text));

/** Whose files end in `.def`, too, by the lines that give them away. */
const others: readonly RegExp[] = [
  // linkers of Windows and OS/2
  /^\s*(?:LIBRARY|EXPORTS|IMPORTS|NAME|DESCRIPTION|HEAPSIZE|STACKSIZE|SECTIONS|SEGMENTS|STUB|VERSION)\b/m,
  // Modula-2
  /^\s*(?:\(\*|DEFINITION\s+(?:FOR\s+"C"\s+)?MODULE\b)/m,
  // tables of C, C++ and their compilers: comments, directives, lines of macros
  /^\s*(?:\/[*/]|#[ \t]*(?:if|ifdef|ifndef|define|include|undef)\b|[A-Z][A-Z0-9_]*[ \t]*\()/m,
  // TeX
  /^\s*(?:%%|\\[A-Za-z@]+)/m,
  // AutoGen, and layouts of chips
  /^\s*(?:AutoGen\s+Definitions|DESIGN\s+\S+\s*;)/im,
  // Lisps, assemblers, and linkers once more
  /^\s*;/m,
];
