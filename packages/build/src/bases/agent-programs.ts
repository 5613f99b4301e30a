/** Programs of this machine that some agents cannot do without, and how to get them. */

/** One program, by any of its names. */
export interface ProgramNeed {
  readonly anyOf: readonly [string, ...string[]];
  /** What to do where none of them is there. */
  readonly install: string;
}

/** Agents that need the same programs. */
export interface AgentPrograms {
  readonly agents: readonly string[];
  readonly programs: readonly ProgramNeed[];
}

const rpm: ProgramNeed = {
  anyOf: ["rpm"],
  install: "apt-get install rpm (Debian, Ubuntu); Fedora, RHEL and SUSE have it",
};

/** A row for each way to install a distribution. */
export const agentPrograms: readonly AgentPrograms[] = [
  {
    agents: ["debootstrap"],
    programs: [
      {
        anyOf: ["debootstrap"],
        install: "apt-get install debootstrap, or dnf install debootstrap (RHEL: from EPEL)",
      },
    ],
  },
  {
    agents: ["yum", "dnf"],
    programs: [
      {
        anyOf: ["dnf", "yum"],
        install: "apt-get install dnf (Debian, Ubuntu); Fedora and RHEL have it",
      },
      rpm,
    ],
  },
  {
    agents: ["zypper"],
    programs: [
      { anyOf: ["zypper"], install: "apt-get install zypper, or dnf install zypper; SUSE has it" },
      rpm,
    ],
  },
  {
    agents: ["arch"],
    programs: [
      {
        anyOf: ["pacman"],
        install:
          "apt-get install pacman-package-manager (Debian), or dnf install pacman (Fedora); Arch Linux has it",
      },
    ],
  },
];
