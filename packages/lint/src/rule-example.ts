/** The examples of rules as people see them: without marks, or with what `«…»` surrounds underlined. */

/** An example as a recipe: its first line end and its marks taken out. */
export const plainExample = (example: string): string =>
  trimmed(example).replace(/[«»]/g, "").split("\n").map(shortened).join("\n");

/** An example with a line of `^~~~` under each line that has marked characters. */
export const underlinedExample = (example: string): string => {
  const lines: string[] = [];
  let depth = 0;
  for (const marked of trimmed(example).split("\n")) {
    let code = "";
    let underline = "";
    let opened = false;
    for (const character of marked) {
      if (character === "«") {
        depth++;
        opened = true;
      } else if (character === "»") {
        if (opened) underline += "^";
        opened = false;
        depth--;
      } else {
        code += character;
        underline += underlineOf(character, depth, opened);
        opened = false;
      }
    }
    lines.push(shortened(visible(code)));
    if (underline.trim() !== "") lines.push(underline.trimEnd());
  }
  return lines.join("\n");
};

const underlineOf = (character: string, depth: number, first: boolean): string => {
  if (depth === 0) return character === "\t" ? "    " : " ";
  const rest = character === "\t" ? "~~~~" : "~";
  return first ? `^${rest.slice(1)}` : rest;
};

/** Blanks that would be mistaken for others on a page. */
const visible = (code: string): string => code.replaceAll("\t", "    ").replaceAll("\uFEFF", "<BOM>");

/** A line as it fits on a page; only rules about size have longer ones. */
const shortened = (line: string): string => (line.length <= MAX_LINE ? line : `${line.slice(0, MAX_LINE)}…`);

const MAX_LINE = 200;

const trimmed = (example: string): string => example.replace(/^\n/, "").replace(/\n$/, "");
