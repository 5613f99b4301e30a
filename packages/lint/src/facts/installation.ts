/** Where installers put software: by an option that names the place, by a variable, or by habit in the home folder. */

import { type Option, optionsOf, type ShellWord, wordValue } from "@deftools/shell";
import { callsNamed } from "./call.ts";
import { absolutePath, lastPart } from "./path.ts";
import { perName } from "./per-name.ts";
import { type Put, pathOfOption } from "./placement.ts";
import type { Step } from "./step.ts";

/** An installer whose options name a place. */
interface Installer {
  /** The command's name, and the operands that must stand first in any order. */
  readonly name: RegExp;
  readonly words?: readonly RegExp[];
  readonly places: readonly string[];
  /** Other options with a value in the next word, so that it is not taken for an operand. */
  readonly valued?: readonly string[];
}

const installers: readonly Installer[] = [
  {
    name: /^(?:pip[\d.]*|uv)$/,
    words: [/^install$/],
    places: ["-t", "--target", "--prefix", "--root", "--src"],
    valued: ["-r", "-c", "-i", "-f", "--index-url", "--extra-index-url", "--find-links"],
  },
  {
    name: /^(?:conda|mamba|micromamba)$/,
    words: [/^(?:create|install|env|update)$/],
    places: ["-p", "--prefix"],
    valued: ["-n", "-c", "-f", "--file", "--name", "--channel"],
  },
  {
    name: /^(?:configure|config|Configure|bootstrap\.sh|autogen\.sh)$/,
    places: ["--prefix", "--exec-prefix"],
  },
  { name: /^cmake$/, places: ["--prefix", "--install-prefix"] },
  { name: /^meson$/, places: ["--prefix", "--destdir"] },
  { name: /^npm$/, words: [/^(?:i|install|ci)$/], places: ["--prefix"] },
  { name: /^cargo$/, words: [/^install$/], places: ["--root"] },
  { name: /^gem$/, words: [/^install$/], places: ["-i", "--install-dir", "-n", "--bindir"] },
  { name: /^R$/, words: [/^CMD$/, /^INSTALL$/], places: ["-l", "--library"] },
  { name: /^cpanm$/, places: ["-l", "--local-lib", "-L", "--local-lib-contained"] },
  { name: /^b2$/, places: ["--prefix"] },
  { name: /^opam$/, places: ["--root"] },
];

const installersNamed = perName((wanted) => installers.filter(({ name }) => name.test(wanted)));

const INSTALL_VARIABLES =
  /^(?:PREFIX|prefix|DESTDIR|INSTALL_PREFIX|INSTALL_DIR|INSTALLDIR|INSTALL_ROOT|CMAKE_INSTALL_PREFIX)$/;

/** The names of all that is looked at below, so that most commands are passed over at once. */
const MAY_INSTALL =
  /^(?:pip|python|uv|conda|mamba|micromamba|[cC]onfig|bootstrap|autogen|cmake|meson|npm|cargo|gem|R$|cpanm|b2|opam|g?make|scons|ninja|.*sh$|go$|venv|virtualenv)/;

const mayInstall = perName((name) => MAY_INSTALL.test(name));

/** Notes the place an installer is told to use. */
export const installation = (step: Step, put: Put): void => {
  if (!mayInstall(step.plain.name ?? "python")) return;
  const { name = "", arguments: words } = pythonModule(step);
  if (/^g?make$|^scons$|^ninja$/.test(name)) variablePlaces(step, words, put);
  if (name === "cmake") definePlaces(step, words, put);
  if (/sh$|^$/.test(name)) condaInstaller(step, words, put);
  packagedInstaller(step, words, put);
  if (/^(?:ba|da|z)?sh$/.test(name)) savedInstaller(step, words, put);
  if (name === "venv" || name === "virtualenv") virtualEnvironment(step, words, put);
  if (/^pip[\d.]*$/.test(name)) editable(step, words, put);
  for (const installer of installersNamed(name)) {
    const { options, operands } = optionsOf(words, {
      valued: [...installer.places, ...(installer.valued ?? [])],
    });
    if (!(installer.words ?? []).every((wanted) => operands.some((word) => wanted.test(word.text)))) continue;
    for (const option of options) if (installer.places.includes(option.name)) putOption(step, option, put);
  }
  if (isSetupScript(words[0])) setupScript(step, words, put);
};

const putOption = (step: Step, option: Option, put: Put): void =>
  put("install", option.valueWord ?? option.word, pathOfOption(step, option));

/** `python -m pip …` is `pip …`. */
const pythonModule = ({
  plain,
}: Step): { readonly name: string | undefined; readonly arguments: readonly ShellWord[] } => {
  const [flag, module] = plain.arguments;
  if (flag?.text !== "-m" || module === undefined || !/^python[\d.]*$/.test(plain.name ?? "")) return plain;
  return { name: wordValue(module), arguments: plain.arguments.slice(2) };
};

const isSetupScript = (word: ShellWord | undefined): boolean =>
  word !== undefined && /(?:^|\/)setup\.py$/.test(word.text);

/** `python setup.py install --prefix=…`; `develop` leaves the package where its sources are. */
const setupScript = (step: Step, words: readonly ShellWord[], put: Put): void => {
  const places = ["--prefix", "--home", "--root"];
  for (const option of optionsOf(words, { valued: places }).options)
    if (places.includes(option.name)) putOption(step, option, put);
  if (words.some(({ text }) => text === "develop")) put("install", words[0], step.folder);
};

const virtualEnvironment = (step: Step, words: readonly ShellWord[], put: Put): void => {
  const [place] = optionsOf(words, { valued: ["-p", "--python", "--prompt"] }).operands;
  if (place !== undefined) put("install", place, step.pathOf(place));
};

/** `make install PREFIX=…`; without `install` the variables name no place yet. */
const variablePlaces = (step: Step, words: readonly ShellWord[], put: Put): void => {
  if (!words.some(({ text }) => text.startsWith("install"))) return;
  for (const word of words) variablePlace(step, word, /^([A-Za-z_]+)=/, put);
};

/** `-DCMAKE_INSTALL_PREFIX:PATH=…`, or with a blank behind the `-D`. */
const definePlaces = (step: Step, words: readonly ShellWord[], put: Put): void => {
  for (const word of words) variablePlace(step, word, /^(?:-D)?([A-Za-z_]+)(?::[A-Z]+)?=/, put);
};

const variablePlace = (step: Step, word: ShellWord, shape: RegExp, put: Put): void => {
  const text = step.textOf(word);
  const [front, name] = shape.exec(text ?? "") ?? [];
  if (text === undefined || front === undefined || !INSTALL_VARIABLES.test(name ?? "")) return;
  const value = text.slice(front.length).replace(/^~(?=\/|$)/, "/root");
  if (value.startsWith("/")) put("install", word, absolutePath(value, undefined));
};

/** An editable install leaves the package where its sources are. */
const editable = (step: Step, words: readonly ShellWord[], put: Put): void => {
  const { options } = optionsOf(words, { valued: ["-e", "--editable"] });
  for (const option of options) {
    if (option.name !== "-e" && option.name !== "--editable") continue;
    if (option.value !== undefined && !/^[a-z+]+:/.test(option.value)) putOption(step, option, put);
  }
};

/** Tools that install into the home folder. Base images that bring them set other places, so that the build must have installed the tool. */
const packagedInstallers: readonly {
  readonly name: string;
  readonly packages: RegExp;
  readonly variables: readonly string[];
  readonly place: string;
}[] = [
  {
    name: "cargo",
    packages: /^(?:cargo|rustc|rust)$/,
    variables: ["CARGO_HOME", "CARGO_INSTALL_ROOT", "HOME"],
    place: "/root/.cargo/bin",
  },
  {
    name: "go",
    packages: /^golang(?:-go|-bin)?$/,
    variables: ["GOPATH", "GOBIN", "HOME"],
    place: "/root/go/bin",
  },
];

/** `apt-get install cargo; cargo install TOOL` */
const packagedInstaller = (step: Step, words: readonly ShellWord[], put: Put): void => {
  const installer = packagedInstallers.find(({ name }) => name === step.plain.name);
  const verb = words.find(({ text }) => !text.startsWith("-") && !text.startsWith("+"));
  if (installer === undefined || verb?.text !== "install" || installer.variables.some(step.isSet)) return;
  if (words.some(({ text }) => /^--root\b/.test(text))) return;
  const managers = callsNamed(step.script, "apt-get", "apt", "yum", "dnf", "zypper");
  if (managers.some(({ plain }) => plain.arguments.some(({ text }) => installer.packages.test(text))))
    put("install", verb, installer.place);
};

/** `bash Miniconda3.sh -b -p PLACE`, or the script by its own path; without `-p` it goes to the home folder. */
const condaInstaller = (step: Step, words: readonly ShellWord[], put: Put): void => {
  const { options, operands } = optionsOf(words, { valued: ["-p"] });
  const { nameWord } = step.plain;
  const scripts = [...(nameWord === undefined ? [] : [nameWord]), ...operands];
  if (!options.some(({ name }) => name === "-b")) return;
  const place = options.find(({ name }) => name === "-p");
  if (place) {
    // whatever the script is called: no other installer has both options
    if (scripts.some(({ text }) => /\.sh["']?$/.test(text))) putOption(step, place, put);
    return;
  }
  const script = scripts.find(({ text }) => /(?:mini|ana|mamba)(?:conda|forge)|miniforge/i.test(text));
  if (script !== undefined) put("install", script, "/root/miniconda3");
};

/** `sh rustup.sh -y`, when the installer was saved before. */
const savedInstaller = (step: Step, words: readonly ShellWord[], put: Put): void => {
  const script = optionsOf(words).operands.find(({ text }) =>
    /(?:^|\/)rustup(?:-init)?(?:\.sh)?$/.test(text),
  );
  if (script !== undefined && !["CARGO_HOME", "RUSTUP_HOME", "HOME"].some(step.isSet))
    put("install", script, "/root/.cargo");
};

/** The options of `git clone` that take a value, and `-C` before the verb. */
export const gitCloneValued: readonly string[] = [
  "-b",
  "--branch",
  "--depth",
  "-c",
  "--config",
  "-o",
  "--origin",
  "-j",
  "--jobs",
  "--reference",
  "--filter",
  "-C",
];

/** `git clone URL [FOLDER]` */
export const gitClone = (step: Step, put: Put): void => {
  if (step.plain.name !== "git") return;
  const { options, operands } = optionsOf(step.plain.arguments, { valued: gitCloneValued });
  const [verb, address, folder] = operands;
  if (verb?.text !== "clone" || address === undefined) return;
  if (folder !== undefined) put("fetch", folder, step.pathOf(folder));
  if (folder !== undefined || options.some(({ name }) => name === "-C")) return;
  const name = lastPart((step.textOf(address) ?? "*").replace(/\/+$/, "")).replace(/\.git$/, "");
  put("fetch", address, absolutePath(name, step.folder));
};

/** Downloaded installers that go to the home folder unless a variable says otherwise. */
const homeInstallers: readonly {
  readonly address: RegExp;
  readonly variables: readonly string[];
  readonly place: string;
}[] = [
  { address: /\bsh\.rustup\.rs\b/, variables: ["CARGO_HOME", "RUSTUP_HOME"], place: ".cargo" },
  { address: /\bnvm-sh\/nvm\b|\bcreationix\/nvm\b/, variables: ["NVM_DIR"], place: ".nvm" },
  { address: /\binstall\.python-poetry\.org\b/, variables: ["POETRY_HOME"], place: ".local" },
  { address: /\bastral\.sh\/uv\b/, variables: ["UV_INSTALL_DIR", "XDG_BIN_HOME"], place: ".local" },
  { address: /\bpixi\.sh\/install\b/, variables: ["PIXI_HOME"], place: ".pixi" },
  { address: /\bbun\.sh\/install\b/, variables: ["BUN_INSTALL"], place: ".bun" },
  { address: /\bdeno\.land\/.*install\b/, variables: ["DENO_INSTALL"], place: ".deno" },
  { address: /\binstall\.julialang\.org\b/, variables: ["JULIAUP_DEPOT_PATH"], place: ".juliaup" },
  { address: /\bget-ghcup\.haskell\.org\b/, variables: ["GHCUP_INSTALL_BASE_PREFIX"], place: ".ghcup" },
  { address: /\bpyenv\.run\b|\bpyenv-installer\b/, variables: ["PYENV_ROOT"], place: ".pyenv" },
  { address: /\binstall\.perlbrew\.pl\b/, variables: ["PERLBREW_ROOT"], place: "perl5/perlbrew" },
  { address: /\bget\.sdkman\.io\b/, variables: ["SDKMAN_DIR"], place: ".sdkman" },
];

/** `curl … https://sh.rustup.rs | sh`, told at the address. */
export const homeInstaller = (step: Step, put: Put): void => {
  if ((step.plain.name !== "curl" && step.plain.name !== "wget") || !step.context.subshell) return;
  for (const word of step.plain.arguments) {
    const text = wordValue(word);
    const installer = homeInstallers.find(({ address }) => address.test(text));
    if (installer === undefined || installer.variables.some(step.isSet) || step.isSet("HOME")) continue;
    put("install", word, `/root/${installer.place}`);
  }
};
