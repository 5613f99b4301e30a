/** Laws of the room: edits do not depend on their order, offsets and positions are two names of one place. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyEdits, LineIndex, type TextEdit } from "../src/index.ts";

const anyText = fc.string({ unit: fc.constantFrom("a", "é", "😀", "\n", "\r", "\r\n", " ") });

/** A text and edits of it that do not overlap: between two cuts either nothing happens or one edit. */
const edited = anyText.chain((text) =>
  fc
    .tuple(
      fc.uniqueArray(fc.nat(text.length), { maxLength: 12 }),
      fc.array(fc.option(anyText, { nil: undefined }), { minLength: 12, maxLength: 12 }),
    )
    .map(([cuts, texts]) => {
      const sorted = cuts.sort((a, b) => a - b);
      const edits = sorted.slice(1).flatMap((end, index): TextEdit[] => {
        const text = texts[index];
        return text === undefined ? [] : [{ span: { start: sorted[index] ?? 0, end }, text }];
      });
      return { text, edits };
    }),
);

test("disjoint edits agree in any order, and with applying them one by one from the back", () => {
  fc.assert(
    fc.property(
      edited.chain(({ text, edits }) =>
        fc.record({
          text: fc.constant(text),
          edits: fc.constant(edits),
          shuffled: fc.shuffledSubarray(edits, { minLength: edits.length }),
        }),
      ),
      ({ text, edits, shuffled }) => {
        const oneByOne = edits.reduceRight((before, edit) => applyEdits(before, [edit]), text);
        expect(applyEdits(text, edits)).toBe(oneByOne);
        expect(applyEdits(text, shuffled)).toBe(oneByOne);
      },
    ),
  );
});

test("position after offset is the identity", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const index = new LineIndex(text);
      for (let line = 0; line < index.lineCount; line++) {
        const { start, end } = index.line(line);
        for (let column = 0; column <= end - start; column++)
          expect(index.position(index.offset({ line, column }))).toEqual({ line, column });
      }
    }),
  );
});

test("offset after position is the identity, except between CR and LF, which no column names", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const index = new LineIndex(text);
      for (let offset = 0; offset <= text.length; offset++) {
        const inside = text.slice(offset - 1, offset + 1) === "\r\n";
        expect(index.offset(index.position(offset))).toBe(inside ? offset - 1 : offset);
      }
    }),
  );
});

test("lines and their ends cover the text", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const index = new LineIndex(text);
      const lines = Array.from({ length: index.lineCount }, (_, line) => index.line(line));
      const between = lines.map(({ end }, line) => text.slice(end, lines[line + 1]?.start ?? text.length));
      expect(lines.map(({ start, end }, line) => text.slice(start, end) + between[line]).join("")).toBe(text);
      expect(between.slice(0, -1).every((end) => end === "\n" || end === "\r\n")).toBe(true);
    }),
  );
});
