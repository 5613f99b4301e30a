/** Runs a benchmark by name: `npm run bench -- parse`. */

const benchmarks: Readonly<Record<string, () => Promise<{ readonly run: () => void | Promise<void> }>>> = {
  lint: () => import("./lint.ts"),
  lsp: () => import("./lsp.ts"),
  parse: () => import("./parse.ts"),
  image: () => import("./image.ts"),
};

const name = process.argv[2];
const load = name === undefined ? undefined : benchmarks[name];
if (!load) {
  console.error(`benchmarks: ${Object.keys(benchmarks).join(", ")}\nusage: npm run bench -- NAME`);
  process.exit(2);
}
await (await load()).run();
