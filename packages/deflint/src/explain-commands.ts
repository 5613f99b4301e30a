/** `deflint rule CODE` and `deflint rules`: what can be found, and why it matters. */

import { type AnyRule, nearest, ruleText } from "@deftools/lint";
import { Failure } from "@deftools/trouble";
import type { Ports } from "./ports.ts";

/**
 * Explains the rule of that code or name.
 * @throws Failure "deflint/unknown-rule"
 */
export const explainRule = (ports: Ports, rules: readonly AnyRule[], wanted: string): void => {
  const rule = rules.find(({ code, name }) => code === wanted.toUpperCase() || name === wanted.toLowerCase());
  if (!rule) {
    if (/^SC\d{4}$/i.test(wanted))
      throw new Failure("deflint/unknown-rule", `"${wanted}" is a rule of ShellCheck`, {
        hint: `it is explained at https://www.shellcheck.net/wiki/${wanted.toUpperCase()}`,
      });
    const near = nearest(wanted, [...rules.map(({ name }) => name), ...rules.map(({ code }) => code)]);
    throw new Failure("deflint/unknown-rule", `there is no rule "${wanted}"`, {
      hint: near === undefined ? "deflint rules lists them all" : `did you mean ${near}?`,
    });
  }
  ports.stdout.write(ruleText(rule));
};

/** Lists all rules, as a table or as JSON. */
export const listRules = (
  ports: Ports,
  rules: readonly AnyRule[],
  { json }: { readonly json: boolean },
): void => {
  const ordered = [...rules].sort((a, b) => Number(b.code < a.code) - Number(a.code < b.code));
  ports.stdout.write(json ? jsonList(ordered) : table(ordered));
};

const jsonList = (rules: readonly AnyRule[]): string => {
  const list = rules.map(({ code, name, severity, off, summary, fix, sources }) => ({
    code,
    name,
    severity,
    default: !off,
    ...(fix ? { fix: fix.safety } : {}),
    summary,
    sources,
  }));
  return `${JSON.stringify({ version: 1, rules: list }, undefined, 2)}\n`;
};

const table = (rules: readonly AnyRule[]): string => {
  const widest = Math.max(0, ...rules.map(({ name }) => name.length));
  return rules
    .map(({ code, name, severity, off, summary }) => {
      const level = off ? "off" : severity;
      return `${code}  ${name.padEnd(widest)}  ${level.padEnd("warning".length)}  ${summary}\n`;
    })
    .join("");
};
