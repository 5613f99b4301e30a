/** More cases of the rules about stages, sections and apps. */

import { describe } from "vitest";
import { casesOf } from "./cases.ts";

const FROM = "Bootstrap: docker\nFrom: a:1\n";

describe("DEF302", () =>
  casesOf("DEF302", [
    `${FROM}Stage: «a»\n${FROM}Stage: b\n`,
    `${FROM}Stage: a\n${FROM}Stage: b\n%files from a\n /x\n${FROM}%files from b\n /x\n`,
    `${FROM}Stage: a\n${FROM}%files from {{ STAGE }}\n /x\n`,
    `${FROM}${FROM}`,
  ]));

describe("DEF306", () =>
  casesOf("DEF306", [
    `${FROM}${FROM}%files from «0»\n /x\n`,
    `${FROM}Stage: 1\n${FROM}%files from 1\n /x\n`,
    `${FROM}Stage: a\n${FROM}%files from b\n /x\n`,
  ]));

describe("DEF308", () =>
  casesOf("DEF308", [
    `${FROM}%runscript\n a\n%post\n b\n«%RunScript»\n c\n`,
    `${FROM}%apprun x\n a\n«%apprun» x\n b\n%apprun y\n c\n`,
    `${FROM}%runscript\n\n%runscript\n c\n`,
    `${FROM}%runscript\n a\n${FROM}%runscript\n c\n`,
    `${FROM}%environment\n a=1\n%environment\n b=1\n`,
  ]));

describe("DEF312", () =>
  casesOf("DEF312", [
    `${FROM}%apprun x «-c /bin/bash» # y\n a\n`,
    `${FROM}%apprun x y\n a\n`,
    `${FROM}%post -c /bin/bash\n a\n`,
  ]));

describe("DEF313", () =>
  casesOf("DEF313", [`${FROM}%setup\n\n # x\n`, `${FROM}«%setup» -c /usr/bin/python3\nprint(1)\n`]));
