/** Facts about commands: where they stand, what they run, what they set, and what needs bash. */

import { describe, expect, test } from "vitest";
import {
  assignmentsIn,
  bashismsIn,
  commandsIn,
  hasOption,
  optionsOf,
  parseScript,
  stripWrappers,
} from "../src/index.ts";

const read = (text: string) => parseScript(text, { start: 0, end: text.length });

describe("where a command stands", () => {
  const context = (text: string) => {
    const found = commandsIn(read(text)).find(({ command }) => command.name?.text === "x");
    if (found === undefined) return "nowhere";
    const { subshell, conditional, tested, inFunction } = found.context;
    return [subshell && "subshell", conditional && "conditional", tested && "tested", inFunction]
      .filter(Boolean)
      .join(" ");
  };
  test.each([
    ["x", ""],
    ["(x)", "subshell"],
    ["{ x; }", ""],
    ["x &", "subshell"],
    ["a | x", "subshell"],
    ["x | a", "subshell tested"],
    ["echo $(x)", "subshell"],
    ["x && a", "tested"],
    ["a && x", "conditional"],
    ["! x", "tested"],
    ["if x; then a; fi", "tested"],
    ["if a; then x; fi", "conditional"],
    ["if a; then b; elif x; then c; fi", "conditional tested"],
    ["while x; do a; done", "tested"],
    ["for i in a; do x; done", "conditional"],
    ["case a in a) x;; esac", "conditional"],
    ["f() { x; }", "f"],
  ])("%s", (text, expected) => expect(context(text)).toBe(expected));
});

describe("what really runs", () => {
  const plain = (text: string) => {
    const command = commandsIn(read(text))[0]?.command;
    const found = command && stripWrappers(command);
    return [found?.name ?? found?.nameWord?.text, ...(found?.arguments ?? []).map(({ text }) => text)].join(
      " ",
    );
  };
  test.each([
    ["sudo -u root -E /usr/bin/apt-get install a", "apt-get install a"],
    ["env -i A=1 B=2 make", "make"],
    ["time nice -n 5 make -j", "make -j"],
    ["timeout -k 5 10m wget u", "wget u"],
    ["command -v apt", "command -v apt"],
    ['exec "$@"', '"$@"'],
    ["sudo", "sudo"],
    ["\\ls x", "ls x"],
  ])("%s", (text, expected) => {
    expect(plain(text)).toBe(expected);
  });
});

test("options and operands are told apart", () => {
  const words = commandsIn(
    read("apt-get -qy install --no-install-recommends -o Dpkg=1 -t stable a --target=b -- -c"),
  )[0]?.command.arguments;
  const found = optionsOf(words ?? [], { valued: ["-o", "-t"] });
  expect(found.options.map(({ name, value }) => (value === undefined ? name : `${name} ${value}`))).toEqual([
    "-q",
    "-y",
    "--no-install-recommends",
    "-o Dpkg=1",
    "-t stable",
    "--target b",
  ]);
  expect(found.operands.map(({ text }) => text)).toEqual(["install", "a", "-c"]);
  expect(hasOption(found, "-y", "--yes")).toBe(true);
});

test("assignments say how far they reach", () => {
  const found = assignmentsIn(
    read(`A=1\nexport B="x $C" D\nE=2 make\nf() { local F=3; }\ndeclare -x G=4\nexport -n A\nH=(1 2)`),
  );
  expect(
    found.map(({ assignment, scope, exported }) => [
      assignment.name,
      assignment.value?.text,
      scope,
      exported,
    ]),
  ).toEqual([
    ["A", "1", "shell", false],
    ["B", '"x $C"', "shell", true],
    ["D", undefined, "shell", true],
    ["E", "2", "command", true],
    ["F", "3", "function", false],
    ["G", "4", "shell", true],
    ["H", undefined, "shell", false],
  ]);
});

describe("what needs bash", () => {
  test.each([
    ["[[ -f a ]]", "[[ … ]]"],
    ["(( a++ ))", "(( … ))"],
    ["function f { a; }", "function"],
    ["A=(1 2)", "array"],
    ["echo ${A[0]}", "array"],
    ["A+=x", "+="],
    ["export A=(1 2)", "array"],
    ["export A='(' B=(1)", "array"],
    ["a &> b", "&>"],
    ["a >& b", ">& file"],
    ["a <<< b", "<<<"],
    ["source a", "source"],
    ["[ a == b ]", "[ =="],
    ["echo -e 'a\\n'", "echo -e"],
    ["set -eo pipefail", "set -o pipefail"],
    ["read -p x -s y", "read -s"],
    ["trap x ERR", "trap ERR"],
    ["echo $RANDOM", "$RANDOM"],
    ["echo {a,b}", "{a,b}"],
    ["diff <(a) b", "<( … )"],
    ["echo $'a'", "$'…'"],
    ["echo ${a//b/c}", "${…/…}"],
    ["echo ${a:1:2}", "${…:…}"],
    ["echo ${a^^}", "${…^^}"],
    ["for ((i=0;i<3;i++)); do a; done", "for (( … ))"],
    ["a |& b", "|&"],
  ])("%s", (text, name) => expect(bashismsIn(read(text)).map((found) => found.name)).toEqual([name]));

  test.each([
    "a 2>&1 >&2 <&-",
    "echo ${a:-b} ${a%.c} ${#a} $((a+1)) ~ *.c",
    "f() { a; }",
    ". ./a",
    "[ a = b ]",
    "echo -n a; read -rp x y; set -eu; trap x EXIT; type a; export A",
    "RANDOM=4; echo $RANDOM",
    "echo '{a,b}'",
    "export A='(1)' B=\\(",
  ])("not %s", (text) => expect(bashismsIn(read(text))).toEqual([]));
});
