/** The words of the vocabulary as highlighters of editors want them: sections by what they hold, keys of headers, agents. */

import { bootstrapAgents } from "./vocabulary/agents.ts";
import { headerKeywords } from "./vocabulary/keywords.ts";
import { appSections, type ContentKind, type Section, sections } from "./vocabulary/sections.ts";

/** The sections of one kind of body and one spelling of names: those of apps take no other case. */
export interface Bodies {
  readonly content: ContentKind;
  readonly names: readonly string[];
  readonly anyCase: boolean;
}

const bodiesOf = (rows: readonly Section[], anyCase: boolean): readonly Bodies[] =>
  [...Map.groupBy(rows, ({ content }) => content)].map(([content, group]) => ({
    content,
    names: group.map(({ name }) => name),
    anyCase,
  }));

/** All sections. */
export const bodies: readonly Bodies[] = [...bodiesOf(sections, true), ...bodiesOf(appSections, false)];

/** What bodies hold. */
export const contents: readonly ContentKind[] = [...new Set(bodies.map(({ content }) => content))];

/** The names of the sections that are written in any case, or of the others. */
export const namesWhere = (anyCase: boolean): readonly string[] =>
  bodies.filter((each) => each.anyCase === anyCase).flatMap(({ names }) => names);

/** The keys of headers as regular expressions, in any case; the number at the end of one stands for any. */
export const keysWith = (number: string): readonly string[] =>
  headerKeywords.map(({ name }) => name.replace(/\d+$/, () => number));

/** The bootstrap agents, in lower case. */
export const agents: readonly string[] = bootstrapAgents.map(({ name }) => name);

/** Words of the shell, for editors that have no highlighter of their own for scripts. */
export const shellWords: readonly string[] =
  "if then else elif fi for while until do done case esac in function select return exit export".split(" ");
