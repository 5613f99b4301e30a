/** As much of ELF as tells whether a program needs a loader (System V ABI, chapter 5, program header). */

/** Offsets in the file header; 64-bit files put later fields elsewhere. */
const fileHeader = {
  class: 4,
  data: 5,
  programOffset: { 32: 28, 64: 32 },
  entrySize: { 32: 42, 64: 54 },
  entryCount: { 32: 44, 64: 56 },
} as const;
const class64 = 2;
const littleEndian = 1;
/** The segment that names the loader. */
const segmentInterpreter = 3;

/** Whether bytes are an ELF program that runs without a loader and libraries. */
export const isStaticProgram = (bytes: Uint8Array): boolean => {
  if (bytes.length < 64 || !Buffer.from("\x7fELF", "latin1").equals(bytes.subarray(0, 4))) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const bits = bytes[fileHeader.class] === class64 ? 64 : 32;
  const little = bytes[fileHeader.data] === littleEndian;
  const start =
    bits === 64
      ? Number(view.getBigUint64(fileHeader.programOffset[64], little))
      : view.getUint32(fileHeader.programOffset[32], little);
  const size = view.getUint16(fileHeader.entrySize[bits], little);
  const count = view.getUint16(fileHeader.entryCount[bits], little);
  for (let index = 0; index < count; index++) {
    const at = start + index * size;
    if (bytes.length < at + 4) return false;
    if (view.getUint32(at, little) === segmentInterpreter) return false;
  }
  return true;
};
