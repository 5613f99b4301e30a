/** Random edits of recipes: what a typing hand, a bad merge and a broken disk do. */

/** A small seeded generator (mulberry32), so that a run can be repeated. Gives numbers in [0, 1). */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** Pieces that mean something somewhere in the language or in shell. */
const pieces: readonly string[] = [
  ..."%post|%files|%files from a|%apprun x|%labels|%arguments|%environment|%runscript -c bash|%|%%|  %post|\t%test".split(
    "|",
  ),
  ...[
    "Bootstrap: docker",
    "bootstrap:",
    "From: a\\",
    "Stage: x",
    "Registry: r",
    ":",
    "#",
    " # ",
    "\\",
    "\\\n",
    "\\n\\\n",
  ],
  ...[
    "{{ A }}",
    "{{",
    "}}",
    "A=1",
    '"',
    "'",
    "`",
    "$(",
    ")",
    "${",
    "}",
    "<<EOF\n",
    "EOF\n",
    "<<-'X'",
    "((",
    "))",
    "[[",
    "]]",
    "case x in",
    "esac",
  ],
  ...[
    "if",
    "then",
    "fi",
    "do",
    "done",
    "for x in",
    "{",
    "function f()",
    "&&",
    "||",
    ";",
    ";;",
    "&",
    "|",
    ">",
    ">>",
    "2>&1",
    "~",
    "*",
    "?",
  ],
  ...[
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "\u00a0",
    "\ufeff",
    "\0",
    "\u2028",
    "é",
    "日本",
    "🚀",
    "\ud83d",
    "\udc00",
    "ſ",
    "İ",
  ],
];

/** A recipe after one to six edits: insert, delete, repeat, swap in another's piece, cut off. */
export const mutate = (corpus: readonly string[], random: () => number): string => {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  let text = pick(corpus);
  for (let edits = 1 + Math.floor(random() * 6); 0 < edits; edits--) {
    const at = Math.floor(random() * (text.length + 1));
    const end = Math.min(text.length, at + Math.floor(random() ** 3 * 60));
    const kind = random();
    if (kind < 0.5) text = text.slice(0, at) + pick(pieces) + text.slice(at);
    else if (kind < 0.7) text = text.slice(0, at) + text.slice(end);
    else if (kind < 0.8) text = text.slice(0, end) + text.slice(at, end) + text.slice(end);
    else if (kind < 0.95) text = text.slice(0, at) + slice(pick(corpus), random) + text.slice(end);
    else text = text.slice(0, at);
  }
  return text;
};

const slice = (text: string, random: () => number): string => {
  const at = Math.floor(random() * text.length);
  return text.slice(at, at + Math.floor(random() * 80));
};
