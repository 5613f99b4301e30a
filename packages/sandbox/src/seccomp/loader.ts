/**
 * Ways to put a filter on a process where no program for it is there: three lines of Perl or Python, which half of all machines
 * have for other reasons. The words given start another program that then runs under the filter, which is a file in the current
 * folder.
 */

import type { SandboxPorts } from "../ports.ts";

/** The start of a command that loads the filter, or nothing where no interpreter is there. */
export const filterLoader = (ports: SandboxPorts, filterFile: string): readonly string[] | undefined => {
  const prctl = PRCTL[ports.architecture];
  if (prctl === undefined) return undefined;
  const perl = ports.findProgram("perl");
  if (perl !== undefined) return [perl, "-e", PERL, filterFile, String(prctl)];
  const python = ports.findProgram("python3");
  return python === undefined ? undefined : [python, "-I", "-S", "-c", PYTHON, filterFile];
};

/** The number of the system call prctl. */
const PRCTL: Readonly<Record<string, number>> = { x64: 157, arm64: 167 };

/** PR_SET_NO_NEW_PRIVS is 38; PR_SET_SECCOMP is 22, SECCOMP_MODE_FILTER is 2; struct sock_fprog is a count and a pointer. */
const PERL = `
my ($file, $prctl) = (shift, shift);
open(my $in, "<:raw", $file) or die "$file: $!\\n"; local $/; my $filter = <$in>; close $in;
my $program = pack("S x!8 P", length($filter) / 8, $filter);
syscall($prctl, 38, 1, 0, 0, 0) == 0 && syscall($prctl, 22, 2, $program, 0, 0) == 0 or die "seccomp: $!\\n";
exec { $ARGV[0] } @ARGV or die "$ARGV[0]: $!\\n";`;

const PYTHON = `
import ctypes, os, sys
f = open(sys.argv[1], "rb").read()
class P(ctypes.Structure): _fields_ = [("n", ctypes.c_ushort), ("f", ctypes.c_char_p)]
c = ctypes.CDLL(None, use_errno=True)
if c.prctl(38, 1, 0, 0, 0) or c.prctl(22, 2, ctypes.byref(P(len(f) // 8, f)), 0, 0): sys.exit("seccomp: " + os.strerror(ctypes.get_errno()))
os.execv(sys.argv[2], sys.argv[2:])`;
