/** More cases of the rules about `%files`. */

import { describe } from "vitest";
import { casesOf } from "./cases.ts";

const copies = (...lines: readonly string[]): string =>
  `Bootstrap: docker\nFrom: a:1\n%files\n${lines.map((line) => `  ${line}\n`).join("")}`;

describe("DEF408", () =>
  casesOf("DEF408", [
    copies("a «b»", "a «.»", "a «../b»", "a «.hidden»"),
    copies("a /b", "a", "a $HOME/b", "a ~/b", "a # b", "a {{ B }}", "a 'b c'"),
    "Bootstrap: docker\nFrom: a:1\n%appfiles x\n a b\n",
    "Bootstrap: docker\nFrom: a:1\n%files x\n a b\n",
  ]));

describe("DEF410", () =>
  casesOf("DEF410", [
    copies("«$HOME/a» /a", "«${HOME}/a» /a", "«/Users/me/a» /a", "«~» /a", "«/root/x» /a"),
    copies("/homes/a /a", "home/a /a", "$HOMEWORK /a", "../a /a", "/opt/a /a"),
  ]));

describe("DEF411", () =>
  casesOf("DEF411", [
    copies("«.ssh» /a", "«.env» /a", "«x/.aws/credentials» /a", "«server-key.pem» /a", "«a.pfx» /a"),
    copies("cert.pem /a", "monkey.pem /a", "environment.env /a", ".ssh/known_hosts /a", "id_rsa.pub /a"),
  ]));

describe("DEF413", () =>
  casesOf("DEF413", [
    copies("«./» /a", "«*» /a", "«/» /a", "«..» /a", "«$PWD» /a", '«"."» /a'),
    copies("./a /a", "a/* /a", ".. # x".replace("..", ".b")),
  ]));

describe("DEF414", () =>
  casesOf("DEF414", [
    copies("a.txt /x.txt", "b.txt «x.txt»"),
    copies("a.txt /x.txt", "a.txt /x.txt"),
    copies("a /bin", "b /bin", "a.conf /etc/x.d", "b.conf /etc/x.d"),
  ]));

describe("DEF406", () =>
  casesOf("DEF406", [
    copies("it«'s.csv /opt/its.csv»", "a «'/opt/b c»'"),
    copies('"it\'s.csv" /opt/its.csv'),
  ]));
