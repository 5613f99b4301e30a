/** What programs say when a kernel or an administrator forbids them something, in words that tell what is forbidden. */

/** On one line; a known complaint in plain words, with its own behind. */
export const plainReason = (said: string): string => {
  const text = said.replace(/\s*\n\s*/g, ", ");
  const row = rows.find(([pattern]) => pattern.test(text));
  if (row === undefined) return text;
  const [, plain] = row;
  const own = text.replace(/^cannot [^:]*: /, "");
  return `${plain} (${own.length <= LONGEST ? own : `${own.slice(0, LONGEST)}...`})`;
};

/** Characters; the plain words say what matters. */
const LONGEST = 90;

/** The first that fits counts. */
const rows: readonly (readonly [RegExp, string])[] = [
  [
    /uid_?map.*(not permitted|denied)|setting up uid map/i,
    "AppArmor or the like takes all rights from users' namespaces",
  ],
  [
    /max_\S*_namespaces|unshare failed: No space left/,
    "the number of namespaces that users may make is used up, or 0",
  ],
  [
    /unshare failed: |No permissions to create new namespace|Creating new namespace failed/,
    "users may not make namespaces here",
  ],
  [/newuidmap|newgidmap/, "the range of ids cannot be used"],
  [/ptrace.*(not permitted|denied)/i, "processes may not be traced here"],
  [/No space left on device/, "the disk is full"],
];
