/** Threads that help to lint. Answers come as they are ready; their order is the matter of who asks. */

import type { Effective } from "@deftools/lint";
import type { JobSettings, LintAnswer } from "./lint-job.ts";

/** A thread that lints. */
export interface LintThread {
  readonly tell: (by: number, settings: JobSettings) => void;
  /** @throws what ended the thread */
  readonly lint: (by: number, text: string) => Promise<LintAnswer>;
  readonly end: () => void;
}

export interface LintPool {
  /**
   * By rules of this house alone; absent when all threads have enough to do, so that who asks should do it.
   * @throws what ended a thread
   */
  readonly lint: (
    text: string,
    effective: Effective,
    ignoreSuppressions: boolean,
  ) => Promise<LintAnswer> | undefined;
  readonly end: () => void;
}

interface Member {
  readonly thread: LintThread;
  readonly told: Set<number>;
  waiting: number;
}

/** Texts that wait in a thread, so that it never waits for the next. */
const ENOUGH = 4;

/** At most `size` threads, each started when all others are busy. */
export const lintPool = (start: () => LintThread, size: number): LintPool => {
  const members: Member[] = [];
  const numbers = new Map<Effective, number>();

  const freest = (): Member => {
    const [best] = members.toSorted((a, b) => a.waiting - b.waiting);
    if (best !== undefined && (best.waiting === 0 || size <= members.length)) return best;
    const member: Member = { thread: start(), told: new Set(), waiting: 0 };
    members.push(member);
    return member;
  };

  return {
    lint: (text, effective, ignoreSuppressions) => {
      const member = freest();
      if (ENOUGH <= member.waiting) return undefined;
      const by = numbers.get(effective) ?? numbers.size;
      numbers.set(effective, by);
      if (!member.told.has(by)) {
        const { severities, options, site } = effective.settings;
        member.thread.tell(by, {
          codes: effective.rules.map(({ code }) => code),
          settings: {
            ...(severities ? { severities } : {}),
            ...(options ? { options } : {}),
            ...(site ? { site } : {}),
          },
          ignoreSuppressions,
        });
        member.told.add(by);
      }
      member.waiting++;
      return member.thread.lint(by, text).finally(() => {
        member.waiting--;
      });
    },
    end: () => {
      for (const { thread } of members) thread.end();
    },
  };
};
