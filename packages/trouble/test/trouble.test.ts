/** Failures carry what a person needs; bugs stop everything. */

import { describe, expect, it } from "vitest";
import { assert, Bug, Failure, isFailure, never } from "../src/index.ts";

describe("a failure", () => {
  it("has a code, a message, a way out, and a cause", () => {
    const cause = new Error("ENOSPC");
    const failure = new Failure("disk/full", "cannot write /x", { hint: "free some space", cause });
    expect(failure).toMatchObject({
      name: "Failure",
      code: "disk/full",
      message: "cannot write /x",
      hint: "free some space",
      cause,
    });
  });

  it("without a cause has none, not even an empty one", () => {
    expect("cause" in new Failure("a/b", "c")).toBe(false);
    expect(new Failure("a/b", "c").hint).toBeUndefined();
  });

  it("is known by its code", () => {
    const failure: unknown = new Failure("a/b", "c");
    expect(isFailure(failure)).toBe(true);
    expect(isFailure(failure, "a/b")).toBe(true);
    expect(isFailure(failure, "a/c")).toBe(false);
    expect(isFailure(new Error("a/b"))).toBe(false);
    expect(isFailure(undefined)).toBe(false);
  });
});

describe("a bug", () => {
  it("is a law that does not hold", () => {
    expect(() => assert(false, "one is two")).toThrow(new Bug("one is two"));
    expect(() => assert(0, "zero is something")).toThrow(Bug);
    expect(() => assert(true, "fine")).not.toThrow();
  });

  it.each([["word"], [7n], [undefined], [{ kind: "odd" }]])("is a value that cannot be: %s", (value) => {
    expect(() => never(value as never)).toThrow(Bug);
  });

  it("is no failure", () => {
    expect(isFailure(new Bug("x"))).toBe(false);
  });
});
