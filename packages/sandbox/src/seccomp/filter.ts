/**
 * A program for the kernel's seccomp that answers calls which need more than one id with "done", and lets all others pass: package
 * managers then believe that files have owners. Nothing is written down, so whoever looks sees root everywhere.
 * Format: classic BPF (struct sock_filter in include/uapi/linux/filter.h) over struct seccomp_data (include/uapi/linux/seccomp.h).
 *
 *     for each architecture:  is it this one? ── no ──▶ next
 *         for each call:      is it this one? ── yes ─▶ answer 0
 *         for mknod, mknodat: is it a device? ── yes ─▶ answer 0
 *         let it pass
 *     let it pass
 */

import { type SyscallTable, syscallTables } from "./syscalls.ts";

/** The filter for a machine, or nothing where its system calls are not in our table. */
export const ownershipFilter = (architecture: string): Uint8Array | undefined => {
  const tables = syscallTables[architecture];
  return tables && encode([...tables.flatMap(block), RETURN_ALLOW]);
};

interface Instruction {
  readonly code: number;
  readonly ifTrue?: number;
  readonly ifFalse?: number;
  readonly k: number;
}

/** BPF_LD|BPF_W|BPF_ABS, BPF_ALU|BPF_AND|BPF_K, BPF_JMP|BPF_JEQ|BPF_K, BPF_JMP|BPF_JA, BPF_RET|BPF_K. */
const CODE = { load: 0x20, and: 0x54, ifEqual: 0x15, jump: 0x05, return: 0x06 } as const;

/** In struct seccomp_data: bytes. Arguments are 64 bits each; both architectures are little-endian. */
const AT = { number: 0, architecture: 4, argument: (index: number) => 16 + 8 * index } as const;

/** SECCOMP_RET_ALLOW; SECCOMP_RET_ERRNO with errno 0, which the caller sees as success. */
const RETURN_ALLOW: Instruction = { code: CODE.return, k: 0x7fff0000 };
const RETURN_DONE: Instruction = { code: CODE.return, k: 0x00050000 };

/** S_IFMT, S_IFCHR, S_IFBLK. */
const MODE = { mask: 0o170000, character: 0o020000, block: 0o060000 } as const;

const block = (table: SyscallTable): readonly Instruction[] => {
  const body: Instruction[] = [{ code: CODE.load, k: AT.number }];
  for (const number of table.always) body.push(unlessEqualSkip(number, 1), RETURN_DONE);
  for (const { number, modeArgument } of table.makeNode)
    body.push(
      unlessEqualSkip(number, 7),
      { code: CODE.load, k: AT.argument(modeArgument) },
      { code: CODE.and, k: MODE.mask },
      unlessEqualSkip(MODE.character, 1),
      RETURN_DONE,
      unlessEqualSkip(MODE.block, 1),
      RETURN_DONE,
      RETURN_ALLOW,
    );
  body.push(RETURN_ALLOW);
  return [
    { code: CODE.load, k: AT.architecture },
    { code: CODE.ifEqual, ifTrue: 1, k: table.architecture },
    { code: CODE.jump, k: body.length },
    ...body,
  ];
};

const unlessEqualSkip = (k: number, count: number): Instruction => ({
  code: CODE.ifEqual,
  ifFalse: count,
  k,
});

/** Bytes of struct sock_filter: u16 code, u8 jt, u8 jf, u32 k. */
export const INSTRUCTION_SIZE = 8;

const encode = (instructions: readonly Instruction[]): Uint8Array => {
  const bytes = new DataView(new ArrayBuffer(instructions.length * INSTRUCTION_SIZE));
  for (const [index, { code, ifTrue = 0, ifFalse = 0, k }] of instructions.entries()) {
    const at = index * INSTRUCTION_SIZE;
    bytes.setUint16(at, code, true);
    bytes.setUint8(at + 2, ifTrue);
    bytes.setUint8(at + 3, ifFalse);
    bytes.setUint32(at + 4, k, true);
  }
  return new Uint8Array(bytes.buffer);
};
