/** When a moment's time is left: after the messages that have come by now. */

/** Runs something once what has come is answered; the result calls it off. */
export const nextTurn = (work: () => void): (() => void) => {
  if (typeof setImmediate === "undefined") {
    const timer = setTimeout(work);
    return () => clearTimeout(timer);
  }
  // a timer would wait a whole millisecond; the protocol library reads a message a turn, so that the second turn comes behind the next message
  let turn = setImmediate(() => {
    turn = setImmediate(work);
  });
  return () => clearImmediate(turn);
};
