/** Questions about the names of commands: a recipe has few names, and rules ask about each again and again. */

/** A question about a name that is answered once. The answer must depend on nothing else. */
export const perName = <Answer>(ask: (name: string) => Answer): ((name: string) => Answer) => {
  const answers = new Map<string, { readonly answer: Answer }>();
  return (name) => {
    const known = answers.get(name);
    if (known) return known.answer;
    const answer = ask(name);
    // names come from strangers, and there is no end to them
    if (answers.size === MOST_NAMES) answers.clear();
    answers.set(name, { answer });
    return answer;
  };
};

const MOST_NAMES = 1_000;
