/**
 * The syntax file of Vim and Neovim, made from the vocabulary; scripts are Vim's own `sh`.
 * Bodies keep their end, so that an open quote in a script cannot swallow the next section.
 * Source: https://vimhelp.org/syntax.txt.html
 */

import { agents, type Bodies, bodies, contents, keysWith } from "./highlighted-words.ts";
import type { ContentKind } from "./vocabulary/sections.ts";

const oneOf = (words: readonly string[]): string => `\\%(${words.join("\\|")}\\)`;

/** What ends a body: a line of a section, or the header of the next stage. */
const END = "\\%(\\s*%\\|\\cbootstrap:\\)";

const groupOf: Readonly<Record<ContentKind, string>> = {
  script: "Script",
  text: "Text",
  files: "Files",
  labels: "Labels",
  arguments: "Arguments",
  unknown: "Unknown",
};

const containedBy: Readonly<Record<ContentKind, string>> = {
  script: "@singularityDefShell,singularityDefPlaceholder",
  text: "singularityDefPlaceholder",
  files: "singularityDefComment,singularityDefPlaceholder,singularityDefPath",
  labels: "singularityDefComment,singularityDefLabel",
  arguments: "singularityDefComment,singularityDefArgument",
  unknown: "NONE",
};

const sectionLine = ({ content, names, anyCase }: Bodies): readonly string[] => {
  const line = `^%\\+${oneOf(names)}\\%( .*\\)\\=$`;
  const group = `singularityDef${groupOf[content]}`;
  return [
    `syntax match singularityDefSectionLine /${anyCase ? "\\c" : "\\C"}${line}/ contains=singularityDefSection,singularityDefPlaceholder nextgroup=${group} skipnl`,
  ];
};

const body = (content: ContentKind): string =>
  `syntax region singularityDef${groupOf[content]} contained keepend start=/^\\%(${END}\\)\\@!/ end=/^${END}/me=s-1 contains=${containedBy[content]}`;

const key = (group: string, keys: string, value: string): string =>
  `syntax region singularityDefHeader keepend matchgroup=${group} start=/\\c^\\s*${keys}\\ze\\s*:/ skip=/\\\\$/ end=/$/ contains=singularityDefRemark,singularityDefPlaceholder,${value}`;

/** The syntax file, as `editors/vim/syntax/singularity-def.vim` holds it. */
export const vimSyntax =
  (): string => `" Generated from grammar/src/vocabulary/ by \`npm run gen\`; edit that, not this.
" Colors of Singularity and Apptainer definition files; scripts are colored as shell.
if exists('b:current_syntax')
  finish
endif

syntax include @singularityDefShell syntax/sh.vim
unlet! b:current_syntax
syntax case match
syntax spell default

" Headers
${key("singularityDefUnknownKey", "[^%#:[:space:]][^:#]\\{-}", "singularityDefValue")}
${key("singularityDefKey", oneOf(keysWith("\\d\\+")), "singularityDefValue")}
${key("singularityDefKey", "bootstrap", "singularityDefAgent,singularityDefValue")}
syntax match singularityDefValue /[^[:space:]:#{\\\\]\\%([^[:space:]#{\\\\]\\|\\\\$\\@!\\)*/ contained
syntax match singularityDefAgent /${oneOf(agents)}\\ze\\s*\\%(#\\|$\\)/ contained
syntax match singularityDefRemark /#.*$/ contained contains=@Spell
syntax match singularityDefComment /^\\s*#.*$/ contains=@Spell

" Sections
syntax match singularityDefUnknownSection /^\\s*%.*$/
${bodies.flatMap(sectionLine).join("\n")}
syntax match singularityDefSection /^%\\+\\a\\+/ contained
${contents.map(body).join("\n")}
syntax match singularityDefPath /"[^"]*"\\|[^[:space:]"{]\\+\\|{/ contained
syntax match singularityDefLabel /^\\s*\\zs[^[:space:]#]\\S*/ contained nextgroup=singularityDefPair skipwhite
syntax match singularityDefArgument /^\\s*\\zs[^[:space:]#=][^=]*=\\@=/ contained nextgroup=singularityDefEquals
syntax match singularityDefEquals /=/ contained nextgroup=singularityDefPair
syntax match singularityDefPair /\\S.*$/ contained contains=singularityDefPlaceholder
syntax match singularityDefPlaceholder /{{\\s*\\w\\+\\s*}}/ containedin=@singularityDefShell contained

" Few recipes are long, and none tells in its middle which section it is in
syntax sync fromstart

highlight default link singularityDefComment Comment
highlight default link singularityDefRemark Comment
highlight default link singularityDefKey Keyword
highlight default link singularityDefUnknownKey Identifier
highlight default link singularityDefAgent Constant
highlight default link singularityDefValue String
highlight default link singularityDefSection Statement
highlight default link singularityDefSectionLine Type
highlight default link singularityDefUnknownSection Error
highlight default link singularityDefPlaceholder PreProc
highlight default link singularityDefText String
highlight default link singularityDefPair String
highlight default link singularityDefPath String
highlight default link singularityDefLabel Identifier
highlight default link singularityDefArgument Identifier

let b:current_syntax = 'singularity-def'
`;
