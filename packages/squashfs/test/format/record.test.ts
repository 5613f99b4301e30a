/** Records: the order of the fields is the layout, and "nowhere" is all ones. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { nowhere, record } from "../../src/format/record.ts";

const layout = record({ a: "u16", b: "i16", c: "u32", d: "u64" });

test("fields lie one behind the other, little endian", () => {
  expect(layout.size).toBe(16);
  const bytes = layout.encode({ a: 0x0102, b: -2, c: 0x03040506, d: 0x0708090a0b0c });
  expect(Buffer.from(bytes).toString("hex")).toBe("0201feff060504030c0b0a0908070000");
});

test("what is written is read, at any offset", () =>
  fc.assert(
    fc.property(
      fc.record({
        a: fc.nat(0xffff),
        b: fc.integer({ min: -32_768, max: 32_767 }),
        c: fc.nat(0xffffffff),
        d: fc.oneof(fc.maxSafeNat(), fc.constant(nowhere)),
      }),
      fc.nat(20),
      (values, offset) => {
        const bytes = Buffer.concat([Buffer.alloc(offset), layout.encode(values), Buffer.alloc(3)]);
        expect(layout.decode(bytes, offset)).toEqual(values);
      },
    ),
  ));

test("an encoded record is not changed by the next", () => {
  const one = layout.encode({ a: 1, b: 1, c: 1, d: 1 });
  layout.encode({ a: 2, b: 2, c: 2, d: 2 });
  expect(layout.decode(one).a).toBe(1);
});
