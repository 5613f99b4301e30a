/** Fixed records of the disk format, as tables: the order of the fields is the layout, little endian and without gaps. */

/** A record of named numbers. */
export interface RecordLayout<Name extends string> {
  /** In bytes. */
  readonly size: number;
  encode(values: Readonly<Record<Name, number>>): Uint8Array;
  /** The same into a place that has room for it. */
  encodeInto(target: DataView, offset: number, values: Readonly<Record<Name, number>>): void;
  /** @param offset where the record starts; the caller has checked that it is there whole */
  decode(bytes: Uint8Array, offset?: number): Readonly<Record<Name, number>>;
}

export type Width = "u16" | "i16" | "u32" | "u64";

/** All ones in 64 bits: how the format says "there is none". Every number from 2^53 on is beyond any file, so rounding is harmless. */
export const nowhere = 2 ** 64;

/** The layout of fields in this order. */
export const record = <const Fields extends Readonly<Record<string, Width>>>(
  fields: Fields,
): RecordLayout<Extract<keyof Fields, string>> => {
  type Name = Extract<keyof Fields, string>;
  // Object.keys knows no literal types; the names are those of the table above.
  const names = Object.keys(fields) as Name[];
  const kinds = names.map((name) => fields[name]!);
  const size = kinds.reduce((sum, kind) => sum + widths[kind], 0);
  // One scratch for all: small arrays that nobody asks for their buffer cost no memory outside the heap.
  const scratch = new Uint8Array(size);
  const view = new DataView(scratch.buffer);
  // Millions of fields come by here: a loop over two lists, and a switch.
  const encodeInto = (target: DataView, offset: number, values: Readonly<Record<Name, number>>): void => {
    let at = offset;
    for (let index = 0; index < names.length; index += 1) {
      const kind = kinds[index]!;
      put(target, at, kind, values[names[index]!]);
      at += widths[kind];
    }
  };
  return {
    size,
    encodeInto,
    encode: (values) => {
      encodeInto(view, 0, values);
      return scratch.slice();
    },
    decode: (bytes, offset = 0) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset + offset, size);
      const values: Partial<Record<Name, number>> = {};
      let at = 0;
      for (const name of names) {
        const width = fields[name]!;
        values[name] = get[width](view, at);
        at += widths[width];
      }
      // Every name was just given its value.
      return values as Record<Name, number>;
    },
  };
};

const widths = { u16: 2, i16: 2, u32: 4, u64: 8 } as const;

const put = (view: DataView, at: number, width: Width, value: number): void => {
  switch (width) {
    case "u16":
      view.setUint16(at, value, true);
      break;
    case "i16":
      view.setInt16(at, value, true);
      break;
    case "u32":
      view.setUint32(at, value, true);
      break;
    case "u64":
      view.setUint32(at, value === nowhere ? 0xffffffff : value % 2 ** 32, true);
      view.setUint32(at + 4, value === nowhere ? 0xffffffff : Math.floor(value / 2 ** 32), true);
  }
};

const get: Readonly<Record<Width, (view: DataView, at: number) => number>> = {
  u16: (view, at) => view.getUint16(at, true),
  i16: (view, at) => view.getInt16(at, true),
  u32: (view, at) => view.getUint32(at, true),
  u64: (view, at) => view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true),
};
