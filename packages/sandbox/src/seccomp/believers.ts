/** Programs that look twice: they ask the kernel who they are after a change of ids, see that nothing changed, and give up. */

/** A file that is seen in the tree while a command runs, where its folder is there, and that tells such a program not to change. */
export interface Persuasion {
  readonly folder: string;
  readonly name: string;
  readonly text: string;
}

/** For trees where calls for other ids are answered with "done". */
export const persuasions: readonly Persuasion[] = [
  // apt downloads as the user _apt, and checks its groups after the change
  { folder: "/etc/apt/apt.conf.d", name: "zz-one-user", text: 'APT::Sandbox::User "root";\n' },
];
