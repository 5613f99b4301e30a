/** What a comment to the linter says: which lines it covers, and what the rules are about that it names. */

import { suppressionsIn, type suppressionVerbs } from "@deftools/lint";
import { rules } from "@deftools/lint/rules";
import type { Recipe } from "@deftools/recipe";
import { type Span, touches } from "@deftools/text";

/** The explanation of the verb or the rule at an offset, with its place. */
export const suppressionDocumentation = (
  recipe: Recipe,
  offset: number,
): { readonly span: Span; readonly markdown: string } | undefined => {
  const suppression = suppressionsIn(recipe).find(({ span }) => touches(span, offset));
  if (!suppression) return undefined;
  const { verb, known, covers } = suppression;
  const rule = suppression.rules.find(({ span }) => touches(span, offset));
  if (rule) {
    const markdown = ruleDocumentation(rule.text);
    return markdown === undefined ? undefined : { span: rule.span, markdown };
  }
  if (!known || !touches(verb.span, offset)) return undefined;
  if (known === "enable") return { span: verb.span, markdown: "Ends a `disable` above." };
  const { line: first } = recipe.lines.position(covers.start);
  const end = Math.min(covers.end, recipe.file.text.length);
  const { line: last } = recipe.lines.position(Math.max(covers.start, end - 1));
  const what = suppression.rules.length === 0 ? "all findings" : "findings of these rules";
  const lines = first === last ? `line ${first + 1}` : `lines ${first + 1} to ${last + 1}`;
  return { span: verb.span, markdown: `Hides ${what} in ${lines}.` };
};

/** How far each verb reaches; `docs/suppressions.md` tells more. */
export const verbDocumentation: Readonly<Record<(typeof suppressionVerbs)[number], string>> = {
  disable:
    "Hides findings from here on, up to an `enable` of the same rules, a bare `enable`, or the end of the file.",
  enable: "Ends a `disable` of the same rules; without rules, every `disable`.",
  "disable-line": "Hides findings in this line.",
  "disable-next-line": "Hides findings in the next line that is neither blank nor all comment.",
  "disable-section": "Hides findings in this section, or this header.",
  "disable-stage": "Hides findings in this stage.",
  "disable-file": "Hides findings in the whole file.",
};

/** A rule by its code or name; of ShellCheck's the page alone. */
export const ruleDocumentation = (text: string): string | undefined => {
  if (/^SC\d{4}$/i.test(text)) {
    const code = text.toUpperCase();
    return `**${code}** of ShellCheck\n\n[Documentation](https://www.shellcheck.net/wiki/${code})`;
  }
  const rule = rules.find(({ code, name }) => text.toUpperCase() === code || text.toLowerCase() === name);
  return (
    rule &&
    [
      `**${rule.code}** ${rule.name}`,
      rule.summary,
      rule.why.trim(),
      `[Documentation](${rule.sources[0]})`,
    ].join("\n\n")
  );
};
