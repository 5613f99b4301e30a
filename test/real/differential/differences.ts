/** In what an image of defbuild differs from one of Apptainer 1.4.5, and why. */

export interface KnownDifference {
  /** What a line of difference looks like: sign, path or way of looking, text. */
  readonly line: RegExp;
  /** Recipes it is for, by their text; default: all. */
  readonly of?: RegExp;
  /** Recipes it is not for. */
  readonly unless?: RegExp;
  readonly reason: string;
}

export const knownDifferences: readonly KnownDifference[] = [
  {
    line: /^[-+] \.singularity\.d\/(actions\/(exec|run|shell|start|test)|env\/(01-base|95-apps|99-base|99-runtimevars)\.sh) 100755 /,
    reason: "the scripts that start everything are written anew; what they do is compared by running them",
  },
  {
    line: /^[-+] (\.singularity\.d|inspect:environment:\/\.singularity\.d)\/env\/10-docker2singularity\.sh /,
    reason: "variables of the base image are quoted so that any value arrives unharmed",
  },
  {
    line: /^[-+] \.singularity\.d\/env\/90-environment\.sh 100755 /,
    reason: "the comment above %environment is another; what follows it is compared by inspect",
  },
  {
    line: /^[-+] \.singularity\.d\/(labels\.json 100644|startscript 100755) /,
    unless: /%startscript/,
    reason: "the default startscript is another comment; labels are compared by inspect",
  },
  {
    line: /^[-+] \.singularity\.d\/labels\.json 100644 /,
    reason: "holds the time of building and the builder's version; labels are compared by inspect",
  },
  {
    line: /^[-+] inspect:startscript "#!\/bin\/sh\\n#[^"]*"$/,
    unless: /%startscript/,
    reason: "the default startscript is a comment, and another one",
  },
  {
    line: /^[-+] (\.singularity\.d\/runscript 100755|inspect:runscript) /,
    unless: /%runscript/,
    reason: "what starts ENTRYPOINT and CMD is written anew; what it does is compared by running it",
  },
  {
    line: /^[-+] inspect:labels:org\.label-schema\.build-date /,
    reason: "the time of the base image, not of building, so that the same inputs give the same bytes",
  },
  {
    line: /^(- inspect:labels:org\.label-schema\.usage\.apptainer\.version|\+ inspect:labels:org\.label-schema\.usage\.defbuild\.version) /,
    reason: "the image tells who built it",
  },
  {
    line: /^[-+] (\.singularity\.d\/env\/94-appsbase\.sh|scif\/apps\/(one|two)\/scif\/env\/01-base\.sh) 100755 /,
    of: /%apprun/,
    reason: "the same variables of apps, quoted; what they are is compared by running the apps",
  },
  {
    line: /^[-+] \$_(run_IMAGE|exec_IMAGE_env) \{"status":0,.*DOLLAR=/,
    of: /lab\/odd/,
    reason:
      "the engine evaluates values of ENV with quotes or dollars when the image starts; they are kept as they are",
  },
  {
    line: /^[-+] \$_run_IMAGE \{"status":0,"stdout":"APPTAINER_APPNAME=/,
    of: /lab\/nothing/,
    reason:
      "run prints the shell's variables, as with the engine, but for those of the engine's own start script",
  },
  {
    line: /^[-+] opt\/(made|globbed\/sub) 40/,
    of: /%files from build/,
    reason:
      "a folder copied from a stage keeps its own mode; the engine makes it 0755, so that private folders become readable",
  },
];

/** The row that explains a line of difference; undefined when nobody knows why. */
export const explanationOf = (recipe: string, line: string): KnownDifference | undefined =>
  knownDifferences.find(
    (row) => row.line.test(line) && (row.of?.test(recipe) ?? true) && !row.unless?.test(recipe),
  );
