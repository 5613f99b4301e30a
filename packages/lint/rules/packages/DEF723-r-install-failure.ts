/** DEF723: an R package that is missing, and nobody knows. */

import { callsNamed, defineRule, scriptsOf } from "@deftools/lint";

export default defineRule({
  code: "DEF723",
  name: "r-install-failure",
  severity: "warning",
  summary: "R only warns when a package cannot be installed, and the build goes on.",
  why: `
For \`install.packages\` and \`BiocManager::install\` a package that cannot be installed is a matter of a warning; R ends with success, and the image is built without the package. Check it: \`Rscript -e 'install.packages("x"); library(x)'\`, set \`options(warn = 2)\` before, or
use littler's \`install2.r --error\`.`,
  sources: [
    "https://stat.ethz.ch/R-manual/R-devel/library/utils/html/install.packages.html",
    "https://github.com/rocker-org/rocker/wiki",
  ],
  message: () => `the command succeeds even if this package cannot be installed`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    Rscript -e «'install.packages("ggplot2", repos="https://cloud.r-project.org")'»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    Rscript -e 'options(warn=2); install.packages("ggplot2")'
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    Rscript -e 'install.packages("ggplot2"); library(ggplot2)'
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    install2.r --error ggplot2
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    Rscript -e 'remotes::install_github("owner/tool")'
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages)
      for (const script of scriptsOf({ stages: [stage] }, "build")) {
        if (!script.exitsOnError) continue;
        for (const { plain, context } of callsNamed(script, "Rscript", "R", "r", "littler")) {
          const code = plain.arguments.find((word) =>
            /\b(?:install\.packages|BiocManager::install|biocLite)\s*\(/.test(word.text),
          );
          if (code === undefined || context.tested || CHECKS.test(code.text)) continue;
          report(code.span, {});
        }
      }
  },
});

/** What makes a missing package an error. */
const CHECKS =
  /warn\s*=\s*[2-9]|\blibrary\s*\(|\bstopifnot\b|\bquit\s*\(|\bq\s*\(|\bstop\s*\(|requireNamespace|\brequire\s*\(/;
