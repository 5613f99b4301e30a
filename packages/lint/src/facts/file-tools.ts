/** Where copies, links, downloads and unpacked archives go. */

import { hasOption, optionsOf, type ShellWord } from "@deftools/shell";
import { absolutePath, lastPart } from "./path.ts";
import { type Put, pathOfOption } from "./placement.ts";
import type { Step } from "./step.ts";

const TARGET_FOLDER = ["-t", "--target-directory"];

/** The last of several operands, or the value of `-t`. */
const copy = (step: Step, put: Put): void => {
  const valued = [...TARGET_FOLDER, "-m", "-o", "-g", "--mode", "--owner", "--group", "-S", "--suffix", "-e"];
  const { options, operands } = optionsOf(step.plain.arguments, { valued });
  if (hasOption({ options, operands }, "-d", "--directory") && step.plain.name === "install") return;
  const target = options.find(({ name }) => TARGET_FOLDER.includes(name));
  if (target?.value !== undefined) put("copy", target.valueWord ?? target.word, pathOfOption(step, target));
  else if (1 < operands.length) put("copy", operands.at(-1), pathOfLast(step, operands));
};

const link = (step: Step, put: Put): void => {
  const parsed = optionsOf(step.plain.arguments, { valued: [...TARGET_FOLDER, "-S", "--suffix"] });
  const { operands } = parsed;
  const [target] = operands;
  if (operands.length !== 2 || target === undefined || !hasOption(parsed, "-s", "--symbolic")) return;
  put("copy", operands[1], pathOfLast(step, operands));
  const text = step.textOf(target);
  if (text?.startsWith("/")) put("link", target, absolutePath(text, undefined));
};

const unpack =
  (...folderOptions: readonly string[]) =>
  (step: Step, put: Put): void => {
    const { options } = optionsOf(step.plain.arguments, { valued: [...folderOptions, "-f"] });
    for (const option of options)
      if (folderOptions.includes(option.name))
        put("fetch", option.valueWord ?? option.word, pathOfOption(step, option));
  };

const download =
  (...targetOptions: readonly string[]) =>
  (step: Step, put: Put): void => {
    const { options, operands } = optionsOf(step.plain.arguments, { valued: targetOptions });
    for (const option of options) {
      if (!targetOptions.includes(option.name) || option.value === "-") continue;
      const path = pathOfOption(step, option);
      const address = /^(?:-P|--directory-prefix)$/.test(option.name) ? onlyOf(operands) : undefined;
      const name = address && lastPart(step.textOf(address) ?? "*");
      put("fetch", option.valueWord ?? option.word, name ? path && absolutePath(name, path) : path);
    }
  };

const onlyOf = (words: readonly ShellWord[]): ShellWord | undefined =>
  words.length === 1 ? words[0] : undefined;

const tee = (step: Step, put: Put): void => {
  for (const word of optionsOf(step.plain.arguments).operands) put("write", word, step.pathOf(word));
};

/** By the name of the command. */
export const fileTools: ReadonlyMap<string, (step: Step, put: Put) => void> = new Map([
  ["cp", copy],
  ["mv", copy],
  ["install", copy],
  ["rsync", copy],
  ["ln", link],
  ["tar", unpack("-C", "--directory")],
  ["unzip", unpack("-d")],
  ["wget", download("-O", "--output-document", "-P", "--directory-prefix")],
  ["curl", download("-o", "--output", "--output-dir")],
  ["tee", tee],
]);

const pathOfLast = (step: Step, operands: readonly ShellWord[]): string | undefined => {
  const last = operands.at(-1);
  return last === undefined ? undefined : step.pathOf(last);
};
