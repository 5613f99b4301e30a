/** Laws of the room, for any text: nothing is lost, nothing throws, spans nest in order. */
import { covers, type Span } from "@deftools/text";
import fc from "fast-check";
import { expect, test } from "vitest";
import { children, type DefinitionFile, type Node, parse, printTree, tokenize, walk } from "../src/index.ts";

/** Pieces of recipes, whole and broken; put together they reach every production. */
const piece = fc.constantFrom(
  "Bootstrap: docker\n", "bootstrap:", "From: a\n", "From : b # c\n", "Include: a \\\n", "  b \\ # x\n", "\\\n",
  "a\\n\\\n", "# c\n", "\n", " \t\n", "%post\n", "%post -c bash\n", "%FILES from a\n", "%files\n", "%labels\n",
  "%arguments\n", "%apprun a\n", "%appfiles  \n", "%appfiles a\n", "%help", "  %Y\n", "%\n", "% x\n", "%foo\n",
  " a \"b c\" d e\n", "\"\n", "'a b' c\n", "{{ X }}", "{{", "}}", "{{X}\n", "A=b\n", "k v\n", "k\tv\n", "\u00a0", "\u0085",
  "\ufeff", "\0", "é", "\ud800", "😀", "x", " ", ":", "#", "=", "%", "\\",
); // biome-ignore format: a list of pieces
const recipe = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(""));
const unicode = fc.string({ unit: "binary", maxLength: 200 });
const anyText = fc.oneof(
  recipe,
  unicode,
  fc.string({ unit: fc.constantFrom("\r", "\n", "%", "a", " ", "{", "}", '"') }),
);

test("tokens join to the text, each where it says", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const tokens = tokenize(text);
      expect(tokens.map((token) => token.text).join("")).toBe(text);
      for (const token of tokens) expect(text.slice(token.span.start, token.span.end)).toBe(token.text);
    }),
    { numRuns: 1000 },
  );
});

test("stages and their parts cover the text without gaps; all spans nest, in order, inside the file", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const file = parse(text);
      expect(file.span).toEqual({ start: 0, end: text.length });
      expectCover(file.span, file.stages);
      for (const stage of file.stages) expectCover(stage.span, [stage.header, ...stage.sections]);
      walk(file, (node) => {
        expectOrder(node.span, children(node));
        for (const span of innerSpans(node)) expect(covers(node.span, span)).toBe(true);
      });
      expectOrder(file.span, file.placeholders);
      for (const { span } of file.problems) expect(covers(file.span, span)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test("a section is its line, its line end and its body", () => {
  fc.assert(
    fc.property(recipe, (text) => {
      for (const { span, line, body } of parse(text).stages.flatMap(({ sections }) => sections)) {
        expect(line.start).toBe(span.start);
        expect(["", "\n", "\r\n", "\r"]).toContain(text.slice(line.end, body.start));
        expect(body.end).toBe(span.end);
      }
    }),
  );
});

test("CRLF and LF give the same tree up to spans", () => {
  const outline = (text: string) => printTree(parse(text)).replaceAll(/ \[\d+, \d+\)$/gm, "");
  fc.assert(
    fc.property(recipe, (text) => {
      expect(outline(text.replaceAll("\n", "\r\n"))).toBe(outline(text));
    }),
    { numRuns: 1000 },
  );
});

test("every prefix of a recipe parses", () => {
  fc.assert(
    fc.property(recipe, (text) => {
      for (let end = 0; end <= text.length; end++)
        expectCover({ start: 0, end }, parse(text.slice(0, end)).stages);
    }),
    { numRuns: 50 },
  );
});

test("a parse leaves nothing behind for the next one", () => {
  fc.assert(
    fc.property(anyText, anyText, (one, other) => {
      const before = printTree(parse(one));
      parse(other);
      expect(printTree(parse(one))).toBe(before);
    }),
  );
});

/** The engines' own way to cut words (`fileSplitter` in `deffile.go`), which goes back and forth in a line. */
const fileSplitter =
  /([^\t\n\f\r "']*\{\{[\t\n\f\r ]*\w+[\t\n\f\r ]*\}\}*[^\t\n\f\r {}"']*)+|([^\t\n\f\r "']+|"([^"]*)"|'([^']*))/g;

test("words of %files are those of the engines' regular expression", () => {
  const line = fc.string({
    unit: fc.constantFrom("a", " ", '"', "'", "{", "{{", "{{ X }}", "}", "}}", "\t", "/"),
    maxLength: 20,
  });
  fc.assert(
    fc.property(line, (written) => {
      const trimmed = `a${written}a`;
      const content = parse(`%files\n${trimmed}`).stages[0]?.sections[0]?.content;
      const words =
        content?.kind === "files"
          ? content.lines.flatMap((each) => [each.source, each.destination, ...each.ignored])
          : [];
      const expected = [...trimmed.matchAll(fileSplitter)].map(([word]) =>
        word.trim().replace(/^"+|"+$/g, ""),
      );
      expect(words.filter((word) => word !== undefined).map(({ text }) => text)).toEqual(expected);
    }),
    { numRuns: 2000 },
  );
});

test("stages are cut and placeholders found where the engines' regular expressions match", () => {
  fc.assert(
    fc.property(recipe, (text) => {
      const file = parse(text);
      const cuts = [...text.matchAll(/(?<=^|\n)bootstrap:/gi)].map(({ index }) => index);
      const starts = file.stages.map(({ span }) => span.start);
      expect(cuts.slice(cuts.length - starts.length + 1)).toEqual(starts.slice(1));
      const placeholders = [...text.matchAll(/\{\{[\t\n\f\r ]*(\w+)[\t\n\f\r ]*\}\}/g)];
      expect(file.placeholders.map(({ span, name }) => [span.start, name.text])).toEqual(
        placeholders.map(({ index, 1: name }) => [index, name]),
      );
    }),
    { numRuns: 1000 },
  );
});

const expectCover = (outer: Span, parts: readonly { readonly span: Span }[]): void => {
  let at = outer.start;
  for (const { span } of parts) {
    expect(span.start).toBe(at);
    at = span.end;
  }
  expect(at).toBe(outer.end);
};

const expectOrder = (outer: Span, parts: readonly { readonly span: Span }[]): void => {
  let at = outer.start;
  for (const { span } of parts) {
    expect(at).toBeLessThanOrEqual(span.start);
    expect(span.start).toBeLessThanOrEqual(span.end);
    at = span.end;
  }
  expect(at).toBeLessThanOrEqual(outer.end);
};

/** The spans of what a node holds besides its children. */
const innerSpans = (node: Node | DefinitionFile): readonly Span[] => {
  switch (node.kind) {
    case "header":
      return node.comments;
    case "header-entry":
      return [node.key.span, node.colon, node.value?.span, node.comment].filter((span) => span !== undefined);
    case "section":
      return [node.line, node.name.span, node.argument?.span, node.app?.span, node.body].filter(
        (span) => span !== undefined,
      );
    case "files-line":
      return [node.source.span, node.destination?.span ?? node.span, ...node.ignored.map(({ span }) => span)];
    case "pair":
      return [node.key.span, node.value?.span ?? node.span];
    case "placeholder":
      return [node.name.span];
    default:
      return [];
  }
};
