/**
 * The system calls that are answered with "done", per architecture that a kernel may run: its own and the 32-bit one beside it.
 * Numbers: the kernel's syscall tables (arch/x86/entry/syscalls/*.tbl, include/uapi/asm-generic/unistd.h, arch/arm/tools/syscall.tbl);
 * architectures: include/uapi/linux/audit.h.
 */

export interface SyscallTable {
  /** AUDIT_ARCH_… */
  readonly architecture: number;
  /** Whatever their arguments are. */
  readonly always: readonly number[];
  /** Those that make a node; `modeArgument` counts from 0. */
  readonly makeNode: readonly { readonly number: number; readonly modeArgument: number }[];
}

const x86_64: SyscallTable = {
  architecture: 0xc000003e,
  always: [
    ...[92, 93, 94, 260], // chown fchown lchown fchownat
    ...[105, 106, 113, 114, 117, 119], // setuid setgid setreuid setregid setresuid setresgid
    ...[116, 122, 123, 126], // setgroups setfsuid setfsgid capset
  ],
  makeNode: [
    { number: 133, modeArgument: 1 },
    { number: 259, modeArgument: 2 },
  ],
};

/** i386 and arm share these, the old 16-bit calls and those for 32-bit ids. */
const old32 = [
  ...[16, 95, 182, 198, 207, 212], // lchown fchown chown lchown32 fchown32 chown32
  ...[23, 46, 70, 71, 164, 170], // setuid setgid setreuid setregid setresuid setresgid
  ...[203, 204, 208, 210, 213, 214], // the same for 32-bit ids
  ...[81, 206, 138, 139, 215, 216, 185], // setgroups setgroups32 setfsuid setfsgid setfsuid32 setfsgid32 capset
];

const i386: SyscallTable = {
  architecture: 0x40000003,
  always: [...old32, 298], // fchownat
  makeNode: [
    { number: 14, modeArgument: 1 },
    { number: 297, modeArgument: 2 },
  ],
};

const aarch64: SyscallTable = {
  architecture: 0xc00000b7,
  always: [
    ...[54, 55], // fchownat fchown
    ...[143, 144, 145, 146, 147, 149], // setregid setgid setreuid setuid setresuid setresgid
    ...[151, 152, 159, 91], // setfsuid setfsgid setgroups capset
  ],
  makeNode: [{ number: 33, modeArgument: 2 }],
};

const arm: SyscallTable = {
  architecture: 0x40000028,
  always: [...old32, 325], // fchownat
  makeNode: [
    { number: 14, modeArgument: 1 },
    { number: 324, modeArgument: 2 },
  ],
};

/** By the name Node gives the machine. */
export const syscallTables: Readonly<Record<string, readonly SyscallTable[]>> = {
  x64: [x86_64, i386],
  arm64: [aarch64, arm],
};
