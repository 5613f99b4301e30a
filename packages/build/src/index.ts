/** The door of the room. */
export {};
