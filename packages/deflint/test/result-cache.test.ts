/** What is kept between runs: found again, given to nobody else, healed when damaged, bounded. */

import { run } from "@deftools/deflint";
import { describe, expect, it } from "vitest";
import { resultCache } from "../src/result-cache.ts";
import { memoryWorld } from "./memory-ports.ts";

const RECIPE = "Bootstrap: docker\nFrom: ubuntu\n";

const world = (programHash = "one", env = { XDG_CACHE_HOME: "/cache" }) =>
  memoryWorld([["/a.def", RECIPE]], { programHash, env });

type World = ReturnType<typeof world>;

const lint = async ({ ports, said }: World, ...words: readonly string[]): Promise<string> => {
  // one file alone is linted anew, so it is named twice
  await run(["--format", "compact", ...words, "a.def", "./a.def"], ports);
  return said();
};

/** The files of the cache. */
const kept = ({ files }: World, folder = "/cache/deflint/"): readonly string[] =>
  [...files.keys()].filter((path) => path.startsWith(folder));

describe("findings that are kept", () => {
  it("are found again", async () => {
    const here = world();
    const first = await lint(here);
    expect(first).toContain("DEF201");
    expect(kept(here)).toHaveLength(1);
    expect(await lint(here)).toBe(first);
  });

  it("are those of the text, the configuration, the way of looking and the program", async () => {
    const here = world();
    await lint(here);
    expect(await lint(here, "--rule", "DEF201=off")).not.toContain("DEF201");
    expect(await lint(here, "--rule", "DEF201=error")).toContain("error");
    here.files.set(
      "/a.def",
      `# deflint disable-next-line=DEF201\n${RECIPE.replace("docker\n", "docker\n# deflint disable-next-line=DEF201\n")}`,
    );
    expect(await lint(here)).not.toContain("a.def:4");
    expect(await lint(here, "--no-suppressions")).toContain("DEF201");
    const other = memoryWorld(here.files, { programHash: "two", env: { XDG_CACHE_HOME: "/cache" } });
    const before = kept(here).map((path) => here.files.get(path));
    await lint(other);
    expect(kept(other).map((path) => other.files.get(path))).not.toEqual(before);
  });

  it("are passed over when they are damaged, and healed", async () => {
    const here = world();
    const first = await lint(here);
    const [path = ""] = kept(here);
    const whole = here.files.get(path);
    for (const damage of [
      String(whole).replace("untagged-image", "unlagged-image"),
      String(whole).slice(0, -20),
      "\u0000".repeat(100),
      "x".repeat(300 * 1024),
      "",
    ]) {
      here.files.set(path, damage);
      expect(await lint(here)).toBe(first);
      expect(here.files.get(path)).toBe(whole);
    }
  });

  it("go where --cache-location says, and nowhere with --no-cache, without a home, or from sources", async () => {
    const here = world();
    await lint(here, "--cache-location", "mine");
    expect(kept(here, "/mine/")).toHaveLength(1);
    expect(kept(here)).toHaveLength(0);
    await lint(here, "--no-cache");
    expect(kept(here)).toHaveLength(0);
    const homeless = memoryWorld([["/a.def", RECIPE]], { programHash: "one" });
    const sources = memoryWorld([["/a.def", RECIPE]], { env: { XDG_CACHE_HOME: "/cache" } });
    for (const { ports, files } of [homeless, sources]) {
      await run(["a.def", "./a.def"], ports);
      expect([...files.keys()]).toEqual(["/a.def"]);
    }
  });

  it("stay below a bound, the newest of them", async () => {
    const { ports, files } = world();
    const cache = resultCache(ports, "/kept");
    const answer = JSON.stringify("x".repeat(50_000));
    const keys = Array.from({ length: 2_000 }, (_, number) => [String(number)]);
    for (const key of keys) await cache.put(key, answer);
    await cache.put(["too long"], "x".repeat(300_000));
    await cache.flush();
    const sizes = [...files].filter(([path]) => path.startsWith("/kept/")).map(([, text]) => text.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(256 * 1024);
    const again = resultCache(ports, "/kept");
    expect(await again.get(keys.at(-1) ?? [])).toBe(answer);
    expect(await again.get(["too long"])).toBeUndefined();
    const found = await Promise.all(keys.map((key) => again.get(key)));
    expect(found.filter((each) => each !== undefined).length).toBeLessThan(256 * 6);
  });
});
