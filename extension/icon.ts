/** Draws the extension's icon: a container with a percent sign, the mark that opens a section, as a PNG (W3C PNG, third edition). */

import { crc32, deflateSync } from "node:zlib";

const SIZE = 256;
/** Sub-pixels per side, for smooth edges. */
const SAMPLES = 4;

type Color = readonly [red: number, green: number, blue: number, alpha: number];
const clear: Color = [0, 0, 0, 0];
const ground: Color = [24, 54, 92, 255];
const edge: Color = [94, 179, 228, 255];
const mark: Color = [255, 255, 255, 255];

/** The color at a point of the unit square, `y` downwards. */
const colorAt = (x: number, y: number): Color => {
  const fromCenter = Math.max(Math.abs(x - 0.5), Math.abs(y - 0.5));
  const inRoundedSquare = (half: number, radius: number): boolean => {
    const dx = Math.max(Math.abs(x - 0.5) - (half - radius), 0);
    const dy = Math.max(Math.abs(y - 0.5) - (half - radius), 0);
    return fromCenter <= half && Math.hypot(dx, dy) <= radius;
  };
  if (!inRoundedSquare(0.48, 0.12)) return clear;
  if (!inRoundedSquare(0.44, 0.09)) return edge;
  return inPercentSign(x, y) ? mark : ground;
};

const inPercentSign = (x: number, y: number): boolean => {
  const inRing = (centerX: number, centerY: number): boolean => {
    const distance = Math.hypot(x - centerX, y - centerY);
    return 0.06 <= distance && distance <= 0.12;
  };
  const inSlash = Math.abs(x - 0.5 + (y - 0.5) * 0.7) <= 0.04 && Math.abs(y - 0.5) <= 0.27;
  return inSlash || inRing(0.31, 0.34) || inRing(0.69, 0.66);
};

/** The picture as the bytes of a PNG file. */
export const iconPng = (): Uint8Array => {
  const rowLength = 1 + SIZE * 4;
  const pixels = Buffer.alloc(SIZE * rowLength);
  for (let row = 0; row < SIZE; row++) {
    for (let column = 0; column < SIZE; column++)
      pixels.set(pixel(column, row), row * rowLength + 1 + column * 4);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  header.set([8, 6, 0, 0, 0], 8); // bits per channel, RGBA, and the only compression, filter and order of rows
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(pixels, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
};

/** The mean of a pixel's samples, weighted by how opaque they are. */
const pixel = (column: number, row: number): Color => {
  const sum: [number, number, number, number] = [0, 0, 0, 0];
  for (let sample = 0; sample < SAMPLES * SAMPLES; sample++) {
    const x = (column + ((sample % SAMPLES) + 0.5) / SAMPLES) / SIZE;
    const y = (row + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) / SIZE;
    const [red, green, blue, alpha] = colorAt(x, y);
    sum[0] += red * alpha;
    sum[1] += green * alpha;
    sum[2] += blue * alpha;
    sum[3] += alpha;
  }
  const [red, green, blue, alpha] = sum;
  if (alpha === 0) return clear;
  return [red / alpha, green / alpha, blue / alpha, alpha / SAMPLES ** 2];
};

/** Length, name, content, and the checksum over name and content. */
const chunk = (name: string, content: Uint8Array): Uint8Array => {
  const bytes = Buffer.alloc(content.length + 12);
  bytes.writeUInt32BE(content.length, 0);
  bytes.write(name, 4, "latin1");
  bytes.set(content, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), content.length + 8);
  return bytes;
};
