/** Which commands install what was built in the folder they run in. */

import type { Step } from "./step.ts";

/** Commands that put the result of a build in its place, run in the folder of the sources. */
export const installs = ({ plain: { name = "", arguments: words } }: Step): boolean => {
  const says = (pattern: RegExp): boolean => words.some(({ text }) => pattern.test(text));
  if (/^(?:g?make|ninja|meson|scons|b2|R|cargo|go|npm|stack|cabal)$/.test(name))
    return says(/^install|^INSTALL$/);
  if (name === "cmake") return says(/^--install$|^install$/);
  if (/^pip[\d.]*$/.test(name)) return says(/^install$/) && !says(/^-e$|^--editable/);
  if (/^python[\d.]*$/.test(name)) return says(/^install$/);
  return /^install(?:\.sh)?$/.test(name);
};
