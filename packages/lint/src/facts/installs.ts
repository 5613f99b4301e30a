/** Which commands install what was built in the folder they run in. */

import { optionsOf } from "@deftools/shell";
import { absolutePath } from "./path.ts";
import { perName } from "./per-name.ts";
import type { Step } from "./step.ts";

/** Commands that put the result of a build in its place, run in the folder of the sources. */
export const installs = ({ plain: { name = "", arguments: words } }: Step): boolean => {
  if (!mayInstall(name)) return false;
  const says = (pattern: RegExp): boolean => words.some(({ text }) => pattern.test(text));
  if (/^(?:g?make|ninja|meson|scons|b2|R|cargo|go|npm|stack|cabal)$/.test(name))
    return says(/^install|^INSTALL$/);
  if (name === "cmake") return says(/^--install$|^install$/);
  if (/^pip[\d.]*$/.test(name)) return says(/^install$/) && !says(/^-e$|^--editable/);
  if (/^python[\d.]*$/.test(name)) return says(/^install$/);
  return /^install(?:\.sh)?$/.test(name);
};

/** The names of all above, so that most commands are passed over at once. */
const mayInstall = perName((name) =>
  /^(?:g?make|ninja|meson|scons|b2|R|cargo|go|npm|stack|cabal|cmake|pip[\d.]*|python[\d.]*|install|install\.sh)$/.test(
    name,
  ),
);

/** The folder that such a command works in: `make -C DIR`, `cmake --install DIR`, or the current one. */
export const workFolder = (step: Step): string | undefined => {
  const { name = "", arguments: words } = step.plain;
  const valued = FOLDER_OPTIONS.get(name);
  if (valued === undefined) return step.folder;
  const option = optionsOf(words, { valued }).options.find((each) => valued.includes(each.name));
  if (option === undefined) return step.folder;
  return option.valueWord === undefined ? undefined : step.pathOf(option.valueWord);
};

const FOLDER_OPTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ["make", ["-C", "--directory"]],
  ["gmake", ["-C", "--directory"]],
  ["ninja", ["-C"]],
  ["meson", ["-C"]],
  ["cmake", ["--install", "--build"]],
]);

const mayPrepare = perName((name) => /^(?:configure|config|Configure|cmake3?|meson|qmake[\d-]*)$/.test(name));

/** Where the sources are that a step prepares to be built in the current folder: `cmake ../tool`, `../tool/configure`. */
export const sourceFolders = (step: Step): readonly string[] => {
  const { name = "", nameWord, arguments: words } = step.plain;
  if (!mayPrepare(name)) return [];
  if (/^(?:configure|config|Configure)$/.test(name)) {
    const program = nameWord && step.pathOf(nameWord);
    return program === undefined ? [] : [absolutePath("..", program) ?? "/"];
  }
  const { options, operands } = optionsOf(words, { valued: ["-S", "-B", "-D", "-G", "-C"] });
  const named = options.find((option) => option.name === "-S")?.valueWord;
  return [...(named === undefined ? [] : [named]), ...operands].flatMap((word) => step.pathOf(word) ?? []);
};
