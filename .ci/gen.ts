/** Writes every generated file anew: `npm run gen`. A test proves that what is committed is fresh. */

import { generate as generateExtension } from "../extension/gen.ts";
import { generate as generateGrammar } from "../grammar/gen.ts";
import { generate as generateDeflint } from "../packages/deflint/gen.ts";
import { generate as generateLint } from "../packages/lint/gen.ts";

for (const path of [...generateGrammar(), ...generateLint(), ...generateDeflint(), ...generateExtension()])
  console.log(path);
