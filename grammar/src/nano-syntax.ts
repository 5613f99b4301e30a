/**
 * The syntax of GNU nano, made from the vocabulary. nano speaks to no language server, but it runs linters and formatters.
 * Source: https://www.nano-editor.org/dist/latest/nanorc.5.html
 */

import { agents, keysWith, namesWhere, shellWords } from "./highlighted-words.ts";

const oneOf = (words: readonly string[]): string => `(${words.join("|")})`;

/** The syntax, as `editors/nano/singularity-def.nanorc` holds it. What stands later colors over what stands before. */
export const nanoSyntax =
  (): string => `## Generated from grammar/src/vocabulary/ by \`npm run gen\`; edit that, not this.
## Singularity and Apptainer definition files

syntax singularity-def "\\.def$" "(^|/)(Singularity|Apptainer)(\\..*)?$"
comment "#"
linter deflint --quiet --format compact
formatter deffmt --quiet

## Shell
color green "\\<${oneOf(shellWords)}\\>"
color yellow ""[^"]*"" "'[^']*'"
color brightred "\\$([-@*#?$!0-9]|[[:alpha:]_][[:alnum:]_]*|\\{[^}]*\\})"

## Headers
icolor magenta "^[[:blank:]]*bootstrap[[:blank:]]*:[[:blank:]]*${oneOf(agents)}[[:blank:]]*(#|$)"
icolor brightgreen "^[[:blank:]]*${oneOf(keysWith("[0-9]+"))}[[:blank:]]*:"

## Sections
color brightred "^[[:blank:]]*%.*$"
icolor brightblue "^%+${oneOf(namesWhere(true))}( .*)?$"
color brightblue "^%+${oneOf(namesWhere(false))} .*$"

color cyan "(^|[[:blank:]])#.*$"
color brightmagenta "\\{\\{[[:blank:]]*[[:alnum:]_]+[[:blank:]]*\\}\\}"
`;
